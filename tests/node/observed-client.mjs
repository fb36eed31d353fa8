// A client whose events a test can read, and its sandbox, in one process.

import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";

export const credentials = { clientId: "c4nary-id", clientSecret: "c4nary/secret+1" };
export const clients = [credentials];
export const baseUrl = "https://vault.example";
export const shortDelays = { minDelay: 1, maxDelay: 2 };

/** A client and a sandbox of its own, connected without a socket, and the client's events. */
export function inProcess(options = {}, sandboxOptions = {}) {
  const sandbox = createSandbox({ clients, ...sandboxOptions });
  const events = [];
  const onEvent = (event) => events.push(event);
  return {
    sandbox,
    events,
    client: new MySafe({ baseUrl, ...credentials, fetch: sandbox.fetch, onEvent, ...options }),
  };
}

export const countTries = (sandbox) => sandbox.requests.filter(({ operation }) => operation === "deactivate").length;

/** Awaits `promise` and measures how long it took, ms. */
export async function timed(promise) {
  const began = performance.now();
  const result = await promise;
  return { result, duration: performance.now() - began };
}
