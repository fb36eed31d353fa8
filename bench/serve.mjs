// Runs server.mjs in a process of its own while a function measures.

import { fork } from "node:child_process";
import { once } from "node:events";

/**
 * @template T
 * @param {(url: string) => Promise<T>} work
 * @param {string} [directory] with a page.js to serve
 * @returns {Promise<T>}
 */
export async function withServer(work, directory = "") {
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
