// @ts-check
// The states of all items: how many are known, and the check of many.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  checkbox,
  dialog,
  focusedName,
  logLines,
  openView,
  pageAndSandbox,
  row,
  showKind,
  waitForCount,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected, operations } = pageAndSandbox({ secrets: 120, notes: 12 });

/** The overview: `All 120, Active 0`. @param {Page} page */
const overview = async (page) => {
  const labels = page.getByRole("group", { name: "State", exact: true }).locator("label");
  return (await labels.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim()).join(", ");
};

/** @param {Page} page @param {string} state */
const chooseState = (page, state) => page.getByRole("radio", { name: new RegExp(`^${state} `) }).check();

/** @param {Page} page @param {string} text */
const waitForOverview = (page, text) =>
  page
    .getByRole("group", { name: "State", exact: true })
    .locator("label")
    .filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) })
    .waitFor();

const lookCount = () => operations().filter((operation) => operation === "get").length;

describe("the overview", () => {
  test("counts the states of what matches, and limits the list to one", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(44, false);
    sandbox.secrets.remove(45);
    assert.equal(await overview(page), "All 120, Active 0, Inactive 0, Not checked 120");
    for (const identifier of [43, 44, 45]) await checkbox(page, identifier).check();
    await button(page, "Check 3").click();
    await waitForOverview(page, "Unknown 1");
    assert.equal(await overview(page), "All 120, Active 1, Inactive 1, Not checked 117, Unknown 1");
    await chooseState(page, "Inactive");
    await row(page, 44).waitFor();
    await row(page, 43).waitFor({ state: "detached" });
    await chooseState(page, "Unknown");
    await row(page, 45).waitFor();
    await page.getByRole("searchbox").fill("#43 #44");
    assert.equal(await overview(page), "All 2, Active 1, Inactive 1, Not checked 0, Unknown 0");
    await assertAccessible(page, "the overview");
    await chooseState(page, "All");
    await waitForState(page, 44, "Inactive");
  });

  test("says what a filter by state leaves out, and what checking that costs, before anything is sent", async (t) => {
    const { page } = await openConnected(t);
    for (const identifier of [50, 60, 160]) sandbox.secrets.setActive(identifier, false);
    await chooseState(page, "Inactive");
    await page.getByText("None is known to be inactive", { exact: true }).waitFor();
    await page.getByText("120 not checked", { exact: true }).waitFor();
    await page.getByText("They may be inactive too.").waitFor();
    await assertAccessible(page, "not checked");
    await button(page, "Check all 120").click();
    await dialog(page).getByRole("heading", { name: "Check 120 API secrets?" }).waitFor();
    await dialog(page).getByText("MySafe may log each as a view of the API secret.").waitFor();
    await dialog(page)
      .getByText(/^\d+ of them needs? a justification or an approval/)
      .waitFor();
    await assertAccessible(page, "asking before a check");
    await button(page, "Cancel").click();
    assert.equal(lookCount(), 0);
    await button(page, "Check all 120").click();
    await button(page, "Check 120 API secrets").click();
    await waitForOverview(page, "Not checked 0");
    await waitForCount(page, "3 of 120 API secrets");
    assert.equal(await overview(page), "All 120, Active 117, Inactive 3, Not checked 0");
    assert.equal(await button(page, /^Check all/).count(), 0);
    const looked = sandbox.requests.flatMap(({ operation, identifier }) => (operation === "get" ? [identifier] : []));
    assert.equal(new Set(looked).size, 120);
  });

  test("is of its kind", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 43).check();
    await button(page, "Check 1").click();
    await waitForOverview(page, "Active 1");
    await showKind(page, "Notes");
    assert.equal(await overview(page), "All 12, Active 0, Inactive 0, Not checked 12");
    await chooseState(page, "Not checked");
    await button(page, "Check all 12").click(); // so few are not asked about
    await waitForOverview(page, "Active 12");
    await page.getByText("All are checked", { exact: true }).waitFor();
  });
});

describe("a check of many", () => {
  test("shows its speed and the time left, and keeps what it knows when it is stopped", async (t) => {
    const { page } = await openConnected(t);
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [250, 250], operations: ["get"] });
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    await button(page, "Check 120").click();
    await button(page, "Check 120 API secrets").click();
    const progress = page.getByRole("group", { name: "State check" });
    await progress.getByText(/^[1-9]\d* of 120 checked$/).waitFor();
    await progress.getByText(/^\d+ a second$/).waitFor();
    await progress.getByText(/^0:\d\d left$/).waitFor();
    assert.equal(await button(page, "Check 120").getAttribute("aria-disabled"), "true");
    await assertAccessible(page, "checking");
    await button(page, "Stop checking").click();
    await progress.waitFor({ state: "detached" });
    assert.equal(await focusedName(page), "Selection");
    assert.ok(lookCount() < 120);
    const [, known] = /Active (\d+)/.exec(await overview(page)) ?? [];
    assert.ok(Number(known) > 0 && Number(known) < 120, known);
    await openView(page, "Log");
    assert.match((await logLines(page))[0] ?? "", /^Checked \d+ API secrets; stopped with \d+ left$/);
  });

  test("ends by itself when the credentials are refused, says before how many, and can be completed", async (t) => {
    const { page } = await openConnected(t);
    sandbox.setFaults({ rate: 1, kinds: ["revoked"], operations: ["get"] });
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    await button(page, "Check 120").click();
    await button(page, "Check 120 API secrets").click();
    const alert = page.getByRole("alert").filter({ hasText: "The check ended with" });
    await alert.getByText("MySafe refused the credentials.").waitFor();
    await assertAccessible(page, "refused during a check");
    sandbox.setFaults(0);
    await alert.getByRole("button", { name: /^Check the other \d+$/ }).click();
    await button(page, /^Check \d+ API secrets$/).click();
    await waitForOverview(page, "Not checked 0");
    await alert.waitFor({ state: "detached" });
  });
});
