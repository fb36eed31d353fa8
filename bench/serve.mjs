// The server in a process of its own, for as long as somebody works with it.

import { fork } from "node:child_process";
import { once } from "node:events";

/**
 * @template T
 * @param {(url: string) => Promise<T>} work
 * @param {string} [directory] what else is served
 * @returns {Promise<T>}
 */
export async function served(work, directory = "") {
  const server = fork(new URL("server.mjs", import.meta.url), [directory]);
  const [url] = await once(server, "message");
  try {
    return await work(url);
  } finally {
    const ended = once(server, "exit");
    server.disconnect();
    await ended;
  }
}
