// Lighthouse's score for the speed of the page, of 100. Lighthouse emulates a slow phone on this machine, so a busy machine
// scores less.

import { audit } from "../../scripts/dev/audit.mjs";
import { spread } from "../figures.mjs";

/** @param {boolean} quick */
export async function pageLighthouse(quick) {
  const scores = [];
  const interactive = [];
  for (let run = 0; run < (quick ? 1 : 5); run += 1) {
    const { categories, audits } = await audit(["performance"]);
    scores.push((categories.performance?.score ?? Number.NaN) * 100);
    interactive.push(audits.interactive?.numericValue ?? Number.NaN);
  }
  return {
    title: "The page, as Lighthouse scores its speed",
    unit: "of 100, ms",
    figures: [spread("score, of 100", scores), spread("time to interactive, ms", interactive)],
    targets: [],
  };
}
