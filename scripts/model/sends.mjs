// @ts-check
// What the client sends, seen where it hands a request to the platform: numbered, so that the server's log can be compared to
// it, and complete, also where a request never arrives.

import { keyOf } from "./plan.mjs";

/** @typedef {{ number: number, operation: "activate" | "deactivate" | "look" | "token", key: string }} Send */

/** @type {Map<string, (send: Send) => void>} */
const listeners = new Map();
let last = 0;

/**
 * Calls `heard` with each request below `/<seed>`, before it is sent.
 * @param {number} seed
 * @param {(send: Send) => void} heard
 * @returns {() => void} ends it
 */
export function listen(seed, heard) {
  install();
  listeners.set(String(seed), heard);
  return () => void listeners.delete(String(seed));
}

/** Stands before the global `fetch`, not in its place: the client must not be told a `fetch` of its own, which it would know. */
function install() {
  if (installed) return;
  installed = true;
  const { fetch } = globalThis;
  globalThis.fetch = function numbered(input, init) {
    const send = typeof input === "string" ? read(input) : undefined;
    if (!send) return fetch(input, init);
    last += 1;
    const headers = new Headers(init?.headers);
    headers.set("x-number", String(last));
    // Its answer is awaited by the client alone; what the listener does, an abort for instance, is done before it is sent.
    listeners.get(send.seed)?.({ number: last, operation: send.operation, key: send.key });
    return fetch(input, { ...init, headers });
  };
}

let installed = false;

/** @param {string} url */
function read(url) {
  const [, seed, path = ""] = /^http:\/\/127\.0\.0\.1:\d+\/(\d+)\/api\/(.*)$/.exec(url) ?? [];
  if (seed === undefined) return undefined;
  if (path.startsWith("oauth2/")) return { seed, operation: /** @type {const} */ ("token"), key: "" };
  const [, kind, named = ""] = /^mysafe\/secretapi\/(?:(active|inactive)\/)?([^/?]*)/.exec(path) ?? [];
  const operation = kind === undefined ? "look" : kind === "active" ? "activate" : "deactivate";
  return { seed, operation: /** @type {Send["operation"]} */ (operation), key: keyOf(decodeURIComponent(named)) };
}
