// @ts-check
// Serves the sandbox from a thread of its own, so that its work does not delay the client's timers.

import { once } from "node:events";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { serve } from "mysafe-sandbox/node";
import { soakSandbox, truthOf } from "./sandbox.mjs";

if (parentPort && workerData?.soak) {
  const sandbox = soakSandbox(workerData.soak);
  const { url } = await serve(sandbox);
  const port = parentPort;
  port.on("message", () => port.postMessage(truthOf(sandbox)));
  port.postMessage(url);
}

/**
 * Serves a sandbox. `end` stops it and returns its state and history.
 * @param {import("./sandbox.mjs").SoakOptions} soak
 */
export async function serveSoak(soak) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { soak } });
  const [url] = /** @type {[string]} */ (await once(worker, "message"));
  return {
    url,
    /** @returns {Promise<import("./sandbox.mjs").Truth>} */
    async end() {
      worker.postMessage("end");
      const [truth] = await once(worker, "message");
      await worker.terminate();
      return truth;
    },
  };
}
