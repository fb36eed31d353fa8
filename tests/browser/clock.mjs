// @ts-check
// The page's clock, which a test moves.

import { setTimeout } from "node:timers/promises";

/** How many looks a request under way is given before time goes on: one that was aborted may have no end. */
const patience = 20;

/**
 * Lets the page's time pass until something holds. It waits for requests under way that are not held: otherwise those of a busy
 * machine would time out.
 * @param {import("playwright-core").Page} page
 * @param {readonly unknown[]} [held] the requests that wait for the test
 */
export function timeOf(page, held = []) {
  const underWay = new Set();
  page.on("request", (request) => underWay.add(request));
  page.on("requestfinished", (request) => underWay.delete(request));
  page.on("requestfailed", (request) => underWay.delete(request));
  return async (/** @type {() => Promise<boolean>} */ holds) => {
    for (let looks = 0; !(await holds()); looks += 1) {
      if (underWay.size > held.length && looks % patience !== 0) await setTimeout(5);
      else await page.clock.runFor(500);
    }
  };
}
