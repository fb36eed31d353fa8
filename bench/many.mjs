// Many at once, by us and by what one would write without us.

import pLimit from "p-limit";
import { ours, plain } from "./clients.mjs";

export const concurrency = 32;

/** One outcome for each, in order. @param {string} url @param {string} token */
export function plainMany(url, token) {
  const deactivate = plain(url, token);
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

/** `deactivateMany`, which must have done all. @param {string} url */
export function oursMany(url) {
  const mysafe = ours(url);
  return async (items) => {
    const report = await mysafe.deactivateMany(items, { concurrency });
    if (report.changed !== items.length) throw new Error(`${report.changed} of ${items.length} changed`);
    return report;
  };
}

/** @param {number} count */
export const identifiers = (count) => Array.from({ length: count }, (_, index) => String(43 + index));
