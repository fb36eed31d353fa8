// Helpers of the batch tests.

import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";

export const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
export const clients = [credentials];
export const baseUrl = "https://vault.example";

/** A client and a sandbox of its own, connected without a socket. */
export function inProcess(sandboxOptions = {}, options = {}) {
  const sandbox = createSandbox({ clients, ...sandboxOptions });
  return { sandbox, client: new MySafe({ baseUrl, ...credentials, fetch: sandbox.fetch, ...options }) };
}

export const range = (count, first = 43) => Array.from({ length: count }, (_, index) => String(first + index));
export const states = (report) => report.outcomes.map(({ identifier, state }) => `${identifier} ${state}`);
export const sent = (sandbox) =>
  sandbox.requests.filter(({ operation }) => operation !== "token").map(({ identifier }) => identifier);

/** An iterable and an async iterable of consecutive numbers, with counts of the calls of `next` and `return`. */
export function countingSource(last = Number.POSITIVE_INFINITY, first = 43) {
  const calls = { pulled: 0, returned: 0 };
  const next = () => {
    if (calls.pulled >= last) return { done: true, value: undefined };
    calls.pulled += 1;
    return { done: false, value: first + calls.pulled - 1 };
  };
  const end = () => {
    calls.returned += 1;
    return { done: true, value: undefined };
  };
  const items = { [Symbol.iterator]: () => ({ next, return: end }) };
  const asyncItems = { [Symbol.asyncIterator]: () => ({ next: async () => next(), return: async () => end() }) };
  return { calls, items, asyncItems };
}
