// @ts-check
// Runs steps, prints what each printed as one piece, and closes with a summary.

import { availableParallelism } from "node:os";
import { describe } from "../base/failure.mjs";
import { capture, print } from "../base/output.mjs";
import { schedule } from "./schedule.mjs";

/** @typedef {import("./steps.mjs").Step} Step */
/** @typedef {import("./runners.mjs").Outcome & { seconds: number }} Result */

/** More at a time would be slower on two cores, and tests with time limits would suffer on any number. */
const width = Math.min(2, availableParallelism());

/**
 * Runs the steps and prints the summary.
 * @param {readonly Step[]} steps
 * @param {() => Promise<void>} setUp runs first: without it, no step means anything
 * @param {{ onlyFailures?: boolean }} [options] whether the output of steps that pass is left out
 * @returns {Promise<boolean>} whether all of them passed
 */
export async function runSteps(steps, setUp, { onlyFailures = false } = {}) {
  const start = performance.now();
  /** @type {Map<string, Result>} */
  const results = new Map();
  const setUpStep = {
    name: "set-up",
    title: "Set-up",
    async work() {
      await setUp();
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
  results.set(setUpStep.name, await runLive(setUpStep));
  if (results.get(setUpStep.name)?.failed === 0) {
    const oneByOne = steps.every(({ after }, index) => index === 0 || (index === 1 && after === steps[0]?.name));
    await schedule(steps, width, async (step) => {
      const live = !onlyFailures && (step.alone || oneByOne);
      const result = await (live ? runLive(step) : runCaptured(step, onlyFailures));
      results.set(step.name, result);
      return result.failed === 0;
    });
  }
  summarise([setUpStep, ...steps], results, secondsSince(start));
  return [...results.values()].every(({ failed }) => failed === 0);
}

/**
 * Runs a step whose output appears as it is printed.
 * @param {Step} step
 */
async function runLive(step) {
  console.log(heading(step));
  const result = await resultOf(step);
  console.log(closing(step, result));
  return result;
}

/**
 * Runs a step whose output appears when it ends.
 * @param {Step} step
 * @param {boolean} onlyFailures
 */
async function runCaptured(step, onlyFailures) {
  if (!onlyFailures) console.log(`\n… ${step.name} has started`);
  const { result, text } = await capture(() => resultOf(step));
  if (!onlyFailures || result.failed > 0) console.log(`${heading(step)}\n${text.trimEnd()}`);
  console.log(closing(step, result));
  return result;
}

/**
 * @param {Step} step
 * @returns {Promise<Result>}
 */
async function resultOf({ work }) {
  const start = performance.now();
  const outcome = await work().catch((error) => {
    print(describe(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { seconds: secondsSince(start), ...outcome };
}

/** @param {Step} step */
const heading = ({ name, title }) => `\n━━ ${title} (${name})\n`;

/**
 * @param {Step} step
 * @param {Result} result
 */
function closing({ name }, { passed, failed, skipped, note, seconds }) {
  const counts = [`${passed} passed`, `${failed} failed`, skipped && `${skipped} skipped`, note].filter(Boolean);
  return `\n${failed ? "✗" : "✓"} ${name}: ${counts.join(", ")}, ${seconds.toFixed(1)} s`;
}

/**
 * @param {readonly Step[]} steps
 * @param {ReadonlyMap<string, Result>} results
 * @param {number} seconds
 */
function summarise(steps, results, seconds) {
  console.log("\n━━ Summary\n");
  console.log(row(" ", "step", "passed", "failed", "seconds"));
  for (const { name } of steps) {
    const result = results.get(name);
    if (!result) continue;
    const { passed, failed, skipped, note } = result;
    const notes = [note, skipped && `${skipped} skipped`].filter(Boolean).join(", ");
    console.log(row(failed ? "✗" : " ", name, passed, failed, result.seconds.toFixed(1), notes));
  }
  console.log(row(" ", "", "", "", seconds.toFixed(1), "in all"));
  const missing = steps.filter(({ name }) => !results.has(name));
  if (missing.length > 0) console.log(`\n   Not run: ${missing.map(({ name }) => name).join(", ")}.`);
  const sum = (/** @type {"passed" | "failed"} */ kind) =>
    [...results.values()].reduce((all, result) => all + result[kind], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
}

/**
 * @param {string} mark
 * @param {string} name
 * @param {string | number} passed
 * @param {string | number} failed
 * @param {string} seconds
 */
function row(mark, name, passed, failed, seconds, notes = "") {
  const columns = `${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.padStart(10)}`;
  return ` ${mark} ${name.padEnd(16)}${columns}   ${notes}`.trimEnd();
}

/** @param {number} start */
const secondsSince = (start) => (performance.now() - start) / 1000;
