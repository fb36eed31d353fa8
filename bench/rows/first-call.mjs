// From nothing to a client that could be called: import, load, instantiate. Each time in a fresh process.
//
// The empty module is imported by its path, as little as an import can be. All others are packages: to find one by its
// name takes Node longer than two such imports, and is counted.

import { fork } from "node:child_process";
import { once } from "node:events";
import { figures, ratio, target } from "../figures.mjs";
import { turned } from "../race.mjs";

const names = ["mysafe-wasm", "empty", "@1password/sdk-core", "openid-client"];

/** @param {boolean} quick */
export async function firstCall(quick) {
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < (quick ? 8 : 40); round += 1) {
    for (const name of turned(names, round + 1)) {
      const child = fork(new URL("first-call-child.mjs", import.meta.url), [name]);
      const [ms] = await once(child, "message");
      await once(child, "exit");
      if (round >= 0) times[name].push(ms);
    }
  }
  const to = (name) => ratio(times["mysafe-wasm"], times[name]).ratio;
  return {
    title: "First call: import, load, instantiate, in fresh processes of Node; the others are only imported",
    unit: "ms",
    figures: figures(times, "@1password/sdk-core"),
    targets: [
      target("under a fifth of @1password/sdk-core's import", to("@1password/sdk-core"), 0.2),
      target("at most 10 times the import of an empty module", to("empty"), 10),
    ],
  };
}
