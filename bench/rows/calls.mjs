// Single calls in Node.

import { rowOf, timesOf } from "../call-patterns.mjs";
import { withServer } from "../serve.mjs";

/** @param {boolean} quick */
export const one = (quick) => inNode("one", quick);
/** @param {boolean} quick */
export const together = (quick) => inNode("together", quick);

/** @param {"one" | "together"} pattern @param {boolean} quick */
async function inNode(pattern, quick) {
  return withServer(async (url) => rowOf(pattern, "Node", await timesOf(pattern, url, quick ? 3 : 60)));
}
