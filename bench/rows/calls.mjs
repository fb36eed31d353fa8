// Single calls, in Node.

import { rowOf, timesOf } from "../manners.mjs";
import { served } from "../serve.mjs";

/** @param {boolean} quick */
export const one = (quick) => inNode("one", quick);
/** @param {boolean} quick */
export const together = (quick) => inNode("together", quick);

/** @param {"one" | "together"} manner @param {boolean} quick */
async function inNode(manner, quick) {
  return served(async (url) => rowOf(manner, "Node", await timesOf(manner, url, quick ? 3 : 60)));
}
