// @ts-check
// `npm test [-- --only <step>,…]`: brings what is missing, runs every step, goes on after one that fails, and closes
// with what passed and what failed.

import { parseArgs } from "node:util";
import { Failure, main, misused } from "../base/failure.mjs";
import { setUp } from "./setup.mjs";
import { steps } from "./steps.mjs";
import { toBuild } from "./tools.mjs";

/** @typedef {import("./steps.mjs").Step} Step */
/** @typedef {import("./steps.mjs").Outcome & { name: string, seconds: number }} Row */

const help = `npm test [-- --only <step>[,<step>…]]

  Sets up and runs every test and check.

  --only <steps>   these alone, with the build when one needs it
  --list           the names of the steps
  --help           this text`;

await main(async () => {
  const chosen = askedSteps();
  /** @type {Row[]} */
  const rows = [];

  // Nothing after these two means anything when they fail.
  await timed(rows, "set-up", "Set-up", async () => {
    await setUp([...new Set([...toBuild, ...chosen.flatMap((step) => step.needs ?? [])])]);
    return { passed: 1, failed: 0, skipped: 0 };
  });
  for (const { name, title, work } of rows[0]?.failed ? [] : chosen) {
    const { failed } = await timed(rows, name, title, work);
    if (name === "build" && failed) break;
  }

  summarise(rows, chosen.length + 1);
  process.exit(rows.some((row) => row.failed > 0) ? 1 : 0);
});

/**
 * @param {Row[]} rows
 * @param {string} name
 * @param {string} title
 * @param {Step["work"]} work
 */
async function timed(rows, name, title, work) {
  console.log(`\n━━ ${title} (${name})\n`);
  const start = performance.now();
  const outcome = await work().catch((error) => {
    console.error(error instanceof Failure ? `\nerror: ${error.message}` : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = (performance.now() - start) / 1000;
  rows.push({ name, seconds, ...outcome });
  console.log(`\n${outcome.failed ? "✗" : "✓"} ${name}: ${inWords(outcome)}, ${seconds.toFixed(1)} s`);
  return outcome;
}

/**
 * @param {Row[]} rows
 * @param {number} planned
 */
function summarise(rows, planned) {
  console.log("\n━━ Summary\n");
  console.log(`   ${"step".padEnd(16)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(10)}`);
  for (const row of rows) {
    const counts = `${String(row.passed).padStart(8)}${String(row.failed).padStart(8)}${row.seconds.toFixed(1).padStart(10)}`;
    const notes = [row.note, row.skipped && `${row.skipped} skipped`].filter(Boolean).join(", ");
    console.log(` ${row.failed ? "✗" : " "} ${row.name.padEnd(16)}${counts}   ${notes}`.trimEnd());
  }
  const total = rows.reduce((sum, row) => sum + row.seconds, 0);
  console.log(`   ${"".padEnd(32)}${total.toFixed(1).padStart(10)}`);
  if (rows.length < planned) console.log(`\n   ${planned - rows.length} steps were not run.`);
  const sum = (/** @type {"passed" | "failed"} */ what) => rows.reduce((all, row) => all + row[what], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
}

/** @param {import("./steps.mjs").Outcome} outcome */
function inWords({ passed, failed, skipped, note }) {
  return [`${passed} passed`, `${failed} failed`, skipped && `${skipped} skipped`, note].filter(Boolean).join(", ");
}

/** @returns {Step[]} */
function askedSteps() {
  let values;
  try {
    ({ values } = parseArgs({
      options: { only: { type: "string" }, list: { type: "boolean" }, help: { type: "boolean" } },
    }));
  } catch (error) {
    misused(`${/** @type {Error} */ (error).message}\n\n${help}`);
  }
  if (values.help || values.list) {
    console.log(values.help ? help : steps.map(({ name, title }) => `${name.padEnd(16)}${title}`).join("\n"));
    process.exit(0);
  }
  if (values.only === undefined) return steps;

  const names = values.only.split(",");
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    misused(`there is no step ${unknown.join(", ")}. The steps are ${steps.map((step) => step.name).join(", ")}.`);
  }
  const asked = steps.filter((step) => names.includes(step.name));
  return steps.filter((step) => asked.includes(step) || (step.name === "build" && asked.some((one) => one.built)));
}
