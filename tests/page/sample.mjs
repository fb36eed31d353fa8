// @ts-check
// Tests of pasted texts: the text and the expected reading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/paste/reading.ts")} */
export const { read } = await pageModule("paste/reading.ts");

/** @typedef {import("../../www/src/paste/reading.ts").Answer} Answer */

/**
 * @typedef {object} Sample
 * @property {string} name
 * @property {string} text
 * @property {Answer} [answer]
 * @property {string} [takes] the taken identifiers in order, separated by spaces
 * @property {string[]} [passes] the mentions that are passed over, with their reasons: `12/05/2024 date`
 * @property {string} [asks] the columns to choose from, counted from 0, separated by spaces
 */

/**
 * Defines a test of one text.
 * @param {"prose" | "table" | "json"} as the expected kind of text
 * @param {Sample} sample
 */
export function sample(as, { name, text, answer, takes = "", passes = [], asks }) {
  test(name, () => {
    const reading = read(text, () => false, answer);
    if (asks !== undefined) {
      assert.equal(reading.kind, "question", JSON.stringify(reading));
      assert.equal(reading.kind === "question" && reading.columns.join(" "), asks);
      return;
    }
    assert.equal(reading.kind, "read", JSON.stringify(reading));
    if (reading.kind !== "read") return;
    assert.equal(reading.as, answer === "prose" ? "prose" : as);
    const { taken, passed } = reading.mentions;
    assert.equal(taken.map(({ identifier }) => identifier).join(" "), takes);
    assert.deepEqual(
      passed.map(({ text, reason }) => `${text} ${reason}`),
      passes,
    );
  });
}
