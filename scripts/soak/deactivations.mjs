// @ts-check
// One batch through a bad network.

import { MySafe } from "mysafe-wasm";
import { credentials } from "./sandbox.mjs";
import { serveSoak } from "./server.mjs";

/**
 * Short, so that the waits are many rather than long; the timeout is longer than the longest delay. That each of twenty
 * tries meets a fault, or a token that another try found revoked, is not to be expected in any number of items.
 */
export const limits = { timeout: 1000, retry: { attempts: 20, minDelay: 5, maxDelay: 100 } };

/** The identifiers of so many generated secrets. @param {number} count */
export const identifiers = (count) => Array.from({ length: count }, (_, index) => String(43 + index));

/**
 * Whether a try ended because its time was over, as it really was.
 * @param {import("mysafe-wasm").MySafeEvent} event
 */
function isLate(event) {
  if (event.operation !== "deactivate") return false;
  return event.type === "response" && event.code === "TIMEOUT" && event.duration >= limits.timeout - 1;
}

/**
 * Deactivates all secrets of a sandbox of its own.
 * @param {import("./sandbox.mjs").Soaked & { concurrency: number, retry: boolean }} how
 */
export async function deactivateAll({ concurrency, retry, ...soak }) {
  const server = await serveSoak(soak);
  const seen = { requests: 0, retries: 0, tokens: 0 };
  /** @type {Set<string>} */
  const late = new Set();
  const client = new MySafe({
    baseUrl: server.url,
    ...credentials,
    timeout: limits.timeout,
    retry: retry ? limits.retry : false,
    onEvent(event) {
      const { type, operation, identifier } = event;
      if (type === "request" && operation === "deactivate") seen.requests += 1;
      if (type === "retry") seen.retries += 1;
      if (type === "token") seen.tokens += 1;
      if (identifier !== undefined && isLate(event)) late.add(identifier);
    },
  });
  const items = identifiers(soak.items);
  const began = performance.now();
  const report = await client.deactivateMany(items, { concurrency });
  const seconds = (performance.now() - began) / 1000;
  client.close();
  return { items, report, truth: await server.end(), seen, late, seconds };
}
