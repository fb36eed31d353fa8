// @ts-check
// The three jobs of an incident, as a person does them, with the clicks and entries that each takes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { generateSecrets } from "mysafe-sandbox";
import { timeOf } from "./clock.mjs";
import { saveFile } from "./report.mjs";
import { assertAccessible, dialog, openView, outcome, pageAndSandbox, row, runBar } from "./visit.mjs";

/** @typedef {import("playwright-core").Locator} Locator */

const { sandbox, openConnected } = pageAndSandbox({ secrets: generateSecrets(1_000) });
const active = () => sandbox.secrets.list().filter(({ active }) => active).length;

/** Counts what a person does. */
function effort() {
  const counts = { clicks: 0, entries: 0 };
  return {
    counts,
    async click(/** @type {Locator} */ target) {
      counts.clicks += 1;
      await target.click();
    },
    /**
     * Saves the report of a run that has ended.
     * @param {import("playwright-core").Page} page
     * @returns {Promise<{ outcomes: import("mysafe-wasm").BatchOutcome[], runs: { operator: string, ticket: string }[] }>}
     */
    async save(page) {
      counts.clicks += 1;
      return JSON.parse((await saveFile(page, "Save as JSON")).text);
    },
    async enter(/** @type {Locator} */ field, /** @type {string} */ text) {
      counts.entries += 1;
      await field.fill(text);
    },
  };
}

/** @param {import("playwright-core").Page} page */
const parts = (page) => {
  const bar = page.getByRole("group", { name: "Selection" });
  return {
    search: page.getByRole("searchbox").first(),
    paste: bar.getByRole("button", { name: "Paste a list" }),
    deactivate: bar.getByRole("button", { name: /^Deactivate / }),
    submit: dialog(page).locator("button[type=submit]"),
    all: page.getByRole("grid").getByRole("checkbox").first(),
    typed: dialog(page).locator("input[inputmode=numeric]"),
  };
};

test("37 keys of a ticket are verified off and the report is saved, with 6 clicks and 3 entries", async (t) => {
  const { page } = await openConnected(t);
  const { paste, deactivate, submit } = parts(page);
  const { counts, click, enter, save } = effort();
  const lines = Array.from({ length: 37 }, (_, index) => `- secret #${43 + 3 * index}, seen at 10:4${index % 10}`);
  await click(paste);
  await enter(dialog(page).locator("textarea"), `These 37 leaked on 2026-11-20, please:\n${lines.join("\n")}\nThanks!`);
  await click(submit);
  await click(deactivate);
  await enter(dialog(page).getByLabel("Operator"), "Ana Lima");
  await enter(dialog(page).getByLabel("Ticket"), "INC-4711");
  await click(dialog(page).getByRole("checkbox", { name: /before and after/ }));
  await click(submit);
  await runBar(page).getByText("37 API secrets inactive", { exact: true }).waitFor();
  const report = await save(page);
  assert.deepEqual(counts, { clicks: 6, entries: 3 });
  assert.equal(active(), 1_000 - 37);
  assert.equal(
    report.outcomes.filter((outcome) => "change" in outcome && outcome.change.verified && !outcome.change.active)
      .length,
    37,
  );
  assert.deepEqual([report.runs[0]?.operator, report.runs[0]?.ticket], ["Ana Lima", "INC-4711"]);
});

test("hundreds are switched off through an outage, and the report is saved, with 5 clicks and 2 entries", async (t) => {
  const { page } = await openConnected(t, { clock: true });
  const { search, all, deactivate, submit, typed } = parts(page);
  const { counts, click, enter, save } = effort();
  const runUntil = timeOf(page);
  let passing = 100;
  let isDown = true;
  await page.route(/\/inactive\//, (route) => {
    if (passing > 0 || !isDown) {
      passing -= 1;
      return route.continue().catch(() => undefined);
    }
    return route.abort("connectionrefused");
  });
  await enter(search, "staging");
  await click(all);
  const many = Number((await deactivate.innerText()).replace(/\D/g, ""));
  assert.ok(many > 200 && many < 900);
  await click(deactivate);
  await click(dialog(page).getByRole("checkbox", { name: "Continue through an outage" }));
  await enter(typed, String(many));
  await click(submit);
  await runUntil(() =>
    runBar(page)
      .getByText(/trying one at a time/)
      .isVisible(),
  );
  assert.equal(
    await runBar(page)
      .getByText(/ left$/)
      .count(),
    0,
  );
  await page.clock.runFor(120_000);
  isDown = false;
  await runUntil(() => runBar(page).getByRole("button", { name: "Save as JSON" }).isVisible());
  const { outcomes } = await save(page);
  assert.deepEqual(counts, { clicks: 5, entries: 2 });
  const done = outcomes.filter(({ state }) => state === "changed").length;
  assert.equal(1_000 - active(), done);
  assert.equal(outcomes.filter(({ state }) => state === "skipped").length, 0);
});

test("whether 711 is off, who did it and what it was takes 4 clicks and 2 entries", async (t) => {
  const { page } = await openConnected(t);
  await row(page, 43).waitFor();
  // A colleague's run of the same visit.
  const { search, deactivate, submit } = parts(page);
  await search.fill("#711");
  await row(page, 711).getByRole("checkbox").check();
  await deactivate.click();
  await dialog(page).getByLabel("Operator").fill("Ana Lima");
  await submit.click();
  await runBar(page).getByText("1 API secret inactive", { exact: true }).waitFor();
  await search.fill("");

  const { counts, click, enter } = effort();
  await enter(search, "#711");
  await row(page, 711).getByRole("gridcell", { name: "Inactive" }).waitFor();
  await click(row(page, 711).getByRole("button", { name: /^Details of / }));
  await click(dialog(page).getByRole("button", { name: "Open it" }));
  await dialog(page)
    .getByText(/^It was inactive at \d\d:\d\d/)
    .waitFor();
  await assertAccessible(page, "the details of an inactive item");
  await click(dialog(page).getByRole("button", { name: "Close" }));
  await click(page.getByRole("navigation").getByRole("button", { name: /^Reports/ }));
  await enter(page.getByRole("searchbox", { name: /report/ }), "711");
  await page.getByText("Ana Lima").first().waitFor();
  await outcome(page, 711)
    .getByText(/^It was deactivated at /)
    .waitFor();
  assert.deepEqual(counts, { clicks: 4, entries: 2 });
  await openView(page, "Log");
  await page
    .getByText(/Ana Lima/)
    .first()
    .waitFor();
});
