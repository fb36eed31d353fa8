// @ts-check
// Records the client's requests where it hands them to `fetch`. The list is complete: it holds a request that never arrives,
// too. Each request gets a number, by which the server's log refers to it.

import { keyOf } from "./plan.mjs";
import { withNumber } from "./tagged-path.mjs";

/** @typedef {{ number: number, operation: "activate" | "deactivate" | "look" | "token", key: string }} SentRequest */

/** @type {Map<string, { listener: (request: SentRequest) => void, inPath: boolean }>} */
const listeners = new Map();
let lastNumber = 0;

/**
 * Calls `listener` with each request below `/<seed>`, before it is sent.
 * @param {number} seed
 * @param {(request: SentRequest) => void} listener
 * @param {boolean} [inPath] whether the number is in the path, rather than in a header
 * @returns {() => void} removes the listener
 */
export function onSend(seed, listener, inPath = false) {
  wrapFetch();
  listeners.set(String(seed), { listener, inPath });
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
    const number = lastNumber;
    const { listener, inPath = false } = listeners.get(request.seed) ?? {};
    // The listener runs before the request is sent, so an abort in it comes before as well.
    listener?.({ number, operation: request.operation, key: request.key });
    if (inPath) return fetch(withNumber(String(input), number), init);
    const headers = new Headers(init?.headers);
    headers.set("x-number", String(number));
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
