// @ts-check
// Deactivates all secrets of a sandbox in one batch, through a bad network.

import { MySafe } from "mysafe-wasm";
import { credentials } from "./sandbox.mjs";
import { serveSoak } from "./server.mjs";

/**
 * Delays are short, so that many retries fit into little time. The timeout is longer than the longest delay of the sandbox.
 * Twenty tries are so many that no item fails in all of them.
 */
export const limits = { timeout: 1000, retry: { attempts: 20, minDelay: 5, maxDelay: 100 } };

/** The identifiers of the sandbox's first secrets. @param {number} count */
export const identifiers = (count) => Array.from({ length: count }, (_, index) => String(43 + index));

/**
 * Whether a try hit the timeout: its code is TIMEOUT, and it really took that long.
 * @param {import("mysafe-wasm").MySafeEvent} event
 */
function hasTimedOut(event) {
  if (event.operation !== "deactivate") return false;
  return event.type === "response" && event.code === "TIMEOUT" && event.duration >= limits.timeout - 1;
}

/**
 * Deactivates all secrets of a sandbox of its own.
 * @param {import("./sandbox.mjs").SoakOptions & { concurrency: number, retry: boolean }} how
 */
export async function deactivateAll({ concurrency, retry, ...soak }) {
  const server = await serveSoak(soak);
  const counts = { requests: 0, retries: 0, tokens: 0 };
  /** @type {Set<string>} */
  const timedOut = new Set();
  const client = new MySafe({
    baseUrl: server.url,
    ...credentials,
    timeout: limits.timeout,
    retry: retry ? limits.retry : false,
    onEvent(event) {
      const { type, operation, identifier } = event;
      if (type === "request" && operation === "deactivate") counts.requests += 1;
      if (type === "retry") counts.retries += 1;
      if (type === "token") counts.tokens += 1;
      if (identifier !== undefined && hasTimedOut(event)) timedOut.add(identifier);
    },
  });
  const items = identifiers(soak.items);
  const began = performance.now();
  const report = await client.deactivateMany(items, { concurrency });
  const seconds = (performance.now() - began) / 1000;
  client.close();
  return { items, report, truth: await server.end(), counts, timedOut, seconds };
}
