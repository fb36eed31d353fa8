// @ts-check
// Records the client's requests where it hands them to `fetch`. The list is complete: it holds a request that never arrives,
// too. Each request gets a number, by which the server's log refers to it.

import { keyOf } from "./plan.mjs";

/** @typedef {{ number: number, operation: "activate" | "deactivate" | "look" | "token", key: string }} SentRequest */

/** @type {Map<string, (request: SentRequest) => void>} */
const listeners = new Map();
let lastNumber = 0;

/**
 * Calls `listener` with each request below `/<seed>`, before it is sent.
 * @param {number} seed
 * @param {(request: SentRequest) => void} listener
 * @returns {() => void} removes the listener
 */
export function onSend(seed, listener) {
  wrapFetch();
  listeners.set(String(seed), listener);
  return () => void listeners.delete(String(seed));
}

/** Wraps the global `fetch`. The `fetch` option would not do: the client treats the platform's own `fetch` differently. */
function wrapFetch() {
  if (wrapped) return;
  wrapped = true;
  const { fetch } = globalThis;
  globalThis.fetch = function numbered(input, init) {
    const request = typeof input === "string" ? parse(input) : undefined;
    if (!request) return fetch(input, init);
    lastNumber += 1;
    const headers = new Headers(init?.headers);
    headers.set("x-number", String(lastNumber));
    // The listener runs before the request is sent, so an abort in it comes before as well.
    listeners.get(request.seed)?.({ number: lastNumber, operation: request.operation, key: request.key });
    return fetch(input, { ...init, headers });
  };
}

let wrapped = false;

/** @param {string} url */
function parse(url) {
  const [, seed, path = ""] = /^http:\/\/127\.0\.0\.1:\d+\/(\d+)\/api\/(.*)$/.exec(url) ?? [];
  if (seed === undefined) return undefined;
  if (path.startsWith("oauth2/")) return { seed, operation: /** @type {const} */ ("token"), key: "" };
  const [, verb, encodedKey = ""] = /^mysafe\/\w+\/(?:(active|inactive)\/)?([^/?]*)/.exec(path) ?? [];
  const operation = verb === undefined ? "look" : verb === "active" ? "activate" : "deactivate";
  return {
    seed,
    operation: /** @type {SentRequest["operation"]} */ (operation),
    key: keyOf(decodeURIComponent(encodedKey)),
  };
}
