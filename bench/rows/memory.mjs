// The memory after many calls and after a long batch, each in a process of its own.

import { fork } from "node:child_process";
import { once } from "node:events";
import { figures, median, ratio, target } from "../figures.mjs";
import { orderOfRound } from "../race.mjs";
import { withServer } from "../serve.mjs";

/** @param {boolean} quick */
export const calls = (quick) => row("calls", quick);
/** @param {boolean} quick */
export const batch = (quick) => row("batch", quick);

/** @param {"calls" | "batch"} kind @param {boolean} quick */
async function row(kind, quick) {
  const count = quick ? 5000 : 100_000;
  const names = ["mysafe-wasm", "fetch"];
  const heaps = { "mysafe-wasm": [], fetch: [] };
  const peaks = { "mysafe-wasm": [], fetch: [] };
  const wasm = { early: [], late: [] };
  await withServer(async (url) => {
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      for (const name of orderOfRound(names, round)) {
        const { early, late, peak } = await child([name, kind, String(count), url]);
        heaps[name].push(late.heap);
        peaks[name].push(peak);
        if (name === "fetch") continue;
        wasm.early.push(early.wasm);
        wasm.late.push(late.wasm);
      }
    }
  });
  const what = kind === "batch" ? `A batch of ${count}, with its outcomes in hand` : `After ${count} calls`;
  return {
    title: `${what}: JavaScript heap, in Node`,
    unit: "MB",
    figures: [
      ...figures(heaps, "fetch", 1e-6),
      ...figures(peaks, "fetch", 1e-6).map((figure) => ({ ...figure, name: `${figure.name}, most resident` })),
      { name: "WebAssembly after 1000", value: median(wasm.early) / 1e6 },
      { name: "WebAssembly at the end", value: median(wasm.late) / 1e6 },
    ],
    targets: [
      target("at most 1.20 of plain fetch's heap", ratio(heaps["mysafe-wasm"], heaps.fetch).ratio, 1.2),
      target("WebAssembly memory grows by so many MB", (median(wasm.late) - median(wasm.early)) / 1e6, 0),
    ],
  };
}

/** @param {string[]} args */
async function child(args) {
  const process = fork(new URL("memory-child.mjs", import.meta.url), args, { execArgv: ["--expose-gc"] });
  const [message] = await Promise.race([
    once(process, "message"),
    once(process, "exit").then(([code]) => Promise.reject(new Error(`${args.join(" ")} exited with ${code}`))),
  ]);
  await once(process, "exit");
  return message;
}
