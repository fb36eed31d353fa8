// The time until a client is ready, in a fresh process each time: import, load, instantiate.
//
// The empty module is imported by its path, which is the fastest import there is. The others are packages. Node takes longer than
// two empty imports to find a package by its name, and that counts.

import { fork } from "node:child_process";
import { once } from "node:events";
import { figures, ratio, target } from "../figures.mjs";
import { orderOfRound } from "../race.mjs";

const names = ["mysafe-wasm", "empty", "@1password/sdk-core", "openid-client"];

/** @param {boolean} quick */
export async function firstCall(quick) {
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < (quick ? 8 : 40); round += 1) {
    for (const name of orderOfRound(names, round + 1)) {
      const child = fork(new URL("first-call-child.mjs", import.meta.url), [name]);
      const [ms] = await once(child, "message");
      await once(child, "exit");
      if (round >= 0) times[name].push(ms);
    }
  }
  const ratioTo = (name) => ratio(times["mysafe-wasm"], times[name]).ratio;
  return {
    title: "First call: import, load, instantiate, in fresh processes of Node; the others are only imported",
    unit: "ms",
    figures: figures(times, "@1password/sdk-core"),
    targets: [
      target("under a fifth of @1password/sdk-core's import", ratioTo("@1password/sdk-core"), 0.2),
      target("at most 10 times the import of an empty module", ratioTo("empty"), 10),
    ],
  };
}
