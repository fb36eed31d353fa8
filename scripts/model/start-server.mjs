// @ts-check
// Starts server.mjs and broker.mjs in processes of their own, and asks them for the log of a batch.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The model's server. @returns {Promise<Program<import("./world.mjs").Log>>} */
export const startServer = () => start("server.mjs");

/** A broker for each batch, in front of the server. @param {string} serverUrl @returns {Promise<Program<import("./broker.mjs").BrokerLog>>} */
export const startBroker = (serverUrl) => start("broker.mjs", serverUrl);

/**
 * @template Log
 * @typedef {object} Program
 * @property {string} url
 * @property {(seed: number) => Promise<Log>} end the log of a batch, once nothing more can happen in it
 * @property {() => Promise<void>} close
 */

/**
 * @template Log
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<Program<Log>>}
 */
async function start(file, ...args) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const [{ url }] = /** @type {[{ url: string }]} */ (await once(child, "message"));
  /** @type {Map<number, { resolve: (log: Log) => void, reject: (reason: Error) => void }>} */
  const waiting = new Map();
  child.on("message", (/** @type {{ seed: number, log: Log }} */ { seed, log }) => {
    waiting.get(seed)?.resolve(log);
    waiting.delete(seed);
  });
  const exit = once(child, "exit").then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has exited`));
  });
  return {
    url,
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
