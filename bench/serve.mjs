// Runs server.mjs, and other servers, in processes of their own while a function measures.

import { fork } from "node:child_process";
import { once } from "node:events";

/**
 * @template T
 * @param {(url: string) => Promise<T>} work
 * @param {string} [directory] with a page.js to serve
 * @param {number} [delay] of a deactivate, ms
 * @returns {Promise<T>}
 */
export const withServer = (work, directory = "", delay = 0) =>
  withProgram("server.mjs", [directory, String(delay)], work);

/**
 * Runs a program beside this file, which sends a message once it can be used, and ends when it is disconnected.
 * @template M, T
 * @param {string} file
 * @param {string[]} args
 * @param {(message: M) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgram(file, args, work) {
  const server = fork(new URL(file, import.meta.url), args);
  const [message] = await once(server, "message");
  try {
    return await work(message);
  } finally {
    const ended = once(server, "exit");
    server.disconnect();
    await ended;
  }
}
