// @ts-check
// Starts server.mjs in a process of its own, and asks it for the log of a batch.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** @typedef {import("./world.mjs").Log} Log */

export async function startServer() {
  const child = fork(fileURLToPath(new URL("server.mjs", import.meta.url)));
  const [{ url }] = /** @type {[{ url: string }]} */ (await once(child, "message"));
  /** @type {Map<number, { resolve: (log: Log) => void, reject: (reason: Error) => void }>} */
  const waiting = new Map();
  child.on("message", (/** @type {{ seed: number, log: Log }} */ { seed, log }) => {
    waiting.get(seed)?.resolve(log);
    waiting.delete(seed);
  });
  const exit = once(child, "exit").then(() => {
    for (const { reject } of waiting.values()) reject(new Error("the model's server has exited"));
  });
  return {
    url,
    /**
     * The log of a batch, once nothing more can happen in it.
     * @param {number} seed
     * @returns {Promise<Log>}
     */
    end(seed) {
      return new Promise((resolve, reject) => {
        waiting.set(seed, { resolve, reject });
        child.send({ end: seed }, (error) => error && reject(error));
      });
    },
    async close() {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
