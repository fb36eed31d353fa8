// @ts-check
// What is being done for a batch on the side of a server, and when that is over.

import { once } from "node:events";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Nothing more happens after so many quiet waits, of so many ms: a request that the client dropped may still be on its way. */
const quietWaits = 4;
const wait = 10;

/** Counts what is being done for a batch. */
export class Activity {
  #pending = 0;
  #begun = 0;

  /**
   * @template R
   * @param {() => Promise<R>} work
   */
  async during(work) {
    this.#pending += 1;
    this.#begun += 1;
    try {
      return await work();
    } finally {
      this.#pending -= 1;
    }
  }

  /** Resolves once nothing more can happen. @param {string} url of the server */
  async ended(url) {
    let quiet = 0;
    while (quiet < quietWaits) {
      const before = this.#begun;
      await sleep(wait);
      await knock(url);
      quiet = this.#pending === 0 && this.#begun === before ? quiet + 1 : 0;
    }
  }
}

/**
 * Waits until a new connection to the server is answered: those that were made before are accepted then, too. Node.js accepts
 * one in each turn of its loop, so that a dropped request may wait there for long.
 * @param {string} url
 */
async function knock(url) {
  const [response] = /** @type {[import("node:http").IncomingMessage]} */ (
    await once(get(url, { agent: false }), "response")
  );
  response.resume();
}
