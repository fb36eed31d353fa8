// Helpers of the hostile tests: a client whose every answer a test makes up, checks that a call settles, hostile values.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createContext, runInContext } from "node:vm";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";

export const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
export const baseUrl = "https://vault.example";
export const grantToken = () => Response.json({ access_token: "c4nary-t0ken", token_type: "Bearer", expires_in: 3600 });
export const succeed = () =>
  Response.json({ code: 200, response: { status: 200, error: false, message: "API secret successfully deactivated" } });
export const isToken = (url) => new URL(url).pathname.includes("oauth2");

/** A client whose calls are answered by `call`, and whose token requests are answered by `token`. */
export function clientOf({ call = succeed, token = grantToken, ...options }) {
  const fetch = (url, init) => (isToken(url) ? token(url, init) : call(url, init));
  return new MySafe({ baseUrl, ...credentials, retry: false, fetch, ...options });
}

/** The value or the error of `promise`, which must settle, and not with a trap of the WebAssembly. */
export async function settled(promise, label) {
  const timer = new AbortController();
  const limit = sleep(60_000, undefined, { signal: timer.signal }).then(
    () => assert.fail(`still pending: ${label}`),
    () => {},
  );
  const result = await Promise.race([
    promise.then(
      (value) => ({ value }),
      (error) => ({ error }),
    ),
    limit,
  ]);
  timer.abort();
  if (result.error !== hostile && isMySafeError(result.error)) {
    assert.notEqual(result.error.code, "INTERNAL", `${label}: ${result.error.message}`);
    assert.doesNotMatch(result.error.message, /unreachable|RuntimeError|recursive use|null pointer/, label);
  }
  return result;
}

/** Asserts that `promise` rejects with a MySafeError, of one of the codes if any are given. */
export async function fails(promise, label, ...codes) {
  const { value, error } = await settled(promise, label);
  assert.ok(error instanceof MySafeError, `${label}: ${error ?? JSON.stringify(value)}`);
  if (codes.length > 0) assert.ok(codes.includes(error.code), `${label}: ${error.code} ${error.message}`);
  assert.ok(error.message.length < 1500, label);
  return error;
}

export const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error("from a proxy");
    },
    has() {
      throw new Error("from a proxy");
    },
    ownKeys() {
      throw new Error("from a proxy");
    },
    getPrototypeOf() {
      throw new Error("from a proxy");
    },
  },
);

/** Values that can be thrown. */
export const throwables = () => [
  undefined,
  null,
  0,
  Number.NaN,
  "",
  "text",
  "\ud800",
  Symbol("s"),
  43n,
  {},
  [],
  () => {},
  Object.create(null),
  hostile,
  new Error("e"),
  new DOMException("d", "AbortError"),
  Object.assign(new Error("e"), { cause: hostile, name: 43, message: {} }),
  Object.assign(new Error("x".repeat(1_000_000)), { code: "y".repeat(1_000_000) }),
  (() => {
    const error = new Error("circular");
    error.cause = error;
    return error;
  })(),
  runInContext("new RangeError('another realm')", createContext({})),
];
