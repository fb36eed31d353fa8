// @ts-check
// A pasted text, and what the paste box reads in it.

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
 * @property {string} [takes] identifiers, in order, by blanks
 * @property {string[]} [passes] what is passed over and why: `12/05/2024 date`
 * @property {string} [asks] the columns to choose from, from 0, by blanks
 */

/**
 * A test of one text.
 * @param {"prose" | "table" | "json"} as what it is read as
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
