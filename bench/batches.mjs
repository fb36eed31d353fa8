// A batch with mysafe-wasm, and one with plain fetch and p-limit.

import pLimit from "p-limit";
import { fetchDeactivate, mysafeClient } from "./clients.mjs";

export const concurrency = 32;

/** A batch with plain fetch: one outcome for each item, in order. @param {string} url @param {string} token */
export function fetchBatch(url, token) {
  const deactivate = fetchDeactivate(url, token);
  return (items) =>
    pLimit(concurrency).map(items, async (identifier) => {
      try {
        const change = await deactivate(identifier);
        return { identifier, state: change.changed ? "changed" : "unchanged", change };
      } catch (error) {
        return { identifier, state: "failed", error };
      }
    });
}

/** A batch with `deactivateMany`, which must change every item. @param {string} url */
export function mysafeBatch(url) {
  const mysafe = mysafeClient(url);
  return async (items) => {
    const report = await mysafe.deactivateMany(items, { concurrency });
    if (report.changed !== items.length) throw new Error(`${report.changed} of ${items.length} changed`);
    return report;
  };
}

/** @param {number} count */
export const identifiers = (count) => Array.from({ length: count }, (_, index) => String(43 + index));
