// @ts-check
// Search within a report, together with the filter of outcomes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runWithFaults, secrets } from "./report.mjs";
import { assertAccessible, button, counts, pageAndSandbox } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected } = pageAndSandbox({ secrets });

/** The identifiers of the outcomes on screen. @param {Page} page */
async function shown(page) {
  const texts = await page.getByRole("region", { name: "Outcomes" }).locator("code").allInnerTexts();
  return texts.map((text) => text.trim());
}

test("a report is searched by identifier, name, code and message, and the counts are those of what is found", async (t) => {
  const { page } = await openConnected(t);
  await runWithFaults(page, sandbox);
  const all = await counts(page);
  const search = page.getByRole("searchbox");
  const status = page.locator(".outcome-search").getByRole("status");
  for (const [text, identifiers] of /** @type {const} */ ([
    ["48", ["48"]],
    ["cód hosting CODE", ["45", "47", "46"]],
    ["hosting code payments", []],
    ["not_found", ["45"]],
    ["1006", ["44"]],
    ["has already been deactivated", ["47", "46"]],
  ])) {
    await search.fill(text);
    await status.getByText(`${identifiers.length} of 12 shown`, { exact: true }).waitFor();
    assert.deepEqual(await shown(page), identifiers, text);
  }
  await search.fill("hosting");
  assert.deepEqual(await counts(page), { Failed: 1, "Done (not certain)": 1, "Already inactive (not certain)": 1 });
  await button(page, /^1\s*Failed$/).click();
  await status.getByText("1 of 12 shown", { exact: true }).waitFor();
  assert.deepEqual(await shown(page), ["45"]);
  await assertAccessible(page, "a searched report");
  await search.fill("nothing like it");
  await page.getByText("No matches.", { exact: true }).waitFor();
  await assertAccessible(page, "nothing found in a report");
  await search.fill("");
  await status.getByText("2 of 12 shown", { exact: true }).waitFor();
  await button(page, /^2\s*Failed$/).click();
  assert.equal(await status.innerText(), "");
  assert.deepEqual(await counts(page), all);
  // What is offered is about the whole report.
  await search.fill("43");
  await button(page, "Undo: activate 7").waitFor();
});
