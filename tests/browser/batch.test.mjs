// @ts-check
// Switching many secrets: confirmation, progress, pause, cancellation and continuation.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import {
  assertAccessible,
  button,
  checkbox,
  counts,
  dialog,
  focusedName,
  openView,
  outcome,
  pageAndSandbox,
  row,
  runBar,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected, operations } = pageAndSandbox({ secrets: 400 });

const switchRequests = () => operations().filter((operation) => operation !== "list");

/** Chooses all secrets and deactivates them. @param {Page} page */
async function deactivateAll(page) {
  await page.getByRole("checkbox", { name: "Select all 400 that match" }).check();
  await button(page, "Deactivate 400").click();
  await dialog(page).getByLabel("That’s a lot. Type 400 to continue").fill("400");
  await page.keyboard.press("Enter");
}

/** Delays all later answers. */
const delayAnswers = () =>
  sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [60, 60], operations: ["deactivate"] });

/**
 * Holds back the answers. The returned function lets so many more pass.
 * @param {Page} page
 */
async function holdAnswers(page) {
  let passing = 0;
  /** @type {(() => void)[]} */
  const held = [];
  await page.route(/\/inactive\//, async (route) => {
    if (passing <= 0) await new Promise((resolve) => held.push(() => resolve(undefined)));
    passing -= 1;
    // A page that has aborted the request waits for nothing.
    await route.continue().catch(() => undefined);
  });
  return (/** @type {number} */ many) => {
    passing += many;
    for (const pass of held.splice(0, many)) pass();
  };
}

/** A run of which ten answers have come, and the others are held. @param {import("node:test").TestContext} t */
async function openHeldRun(t) {
  const { page } = await openConnected(t);
  const release = await holdAnswers(page);
  await deactivateAll(page);
  release(10);
  await waitForProgress(page, 10);
  return { page, release };
}

/** The value of the progress bar. @param {Page} page */
const progress = (page) =>
  runBar(page)
    .getByRole("progressbar")
    .evaluate((element) => Number(/** @type {HTMLProgressElement} */ (element).value));

/** @param {Page} page @param {number} minimum */
const waitForProgress = (page, minimum) =>
  page.waitForFunction((count) => (document.querySelector("progress")?.value ?? 0) >= count, minimum);

describe("many secrets", () => {
  test("are counted and listed for confirmation, and a large number has to be typed", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 43).check();
    await checkbox(page, 45).click({ modifiers: ["Shift"] });
    await button(page, "Deactivate 3").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 3 API secrets?" }).waitFor();
    const which = await dialog(page).getByRole("region", { name: "Which" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      which.map((line) => line.trim().split(/\s/)[0]),
      ["43", "44", "45"],
    );
    await page.keyboard.press("Escape");

    await page.getByRole("checkbox", { name: "Select all 400 that match" }).check();
    await button(page, "Deactivate 400").click();
    const typed = dialog(page).getByLabel("That’s a lot. Type 400 to continue");
    assert.equal(await focusedName(page), "That’s a lot. Type 400 to continue");
    await assertAccessible(page, "confirming many");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("Type 400, the number of API secrets").waitFor();
    await typed.fill("40");
    await button(page, "Deactivate 400 API secrets").click();
    await dialog(page).getByText("Type 400, the number of API secrets").waitFor();
    assert.deepEqual(switchRequests(), []);
    await typed.fill("400");
    await button(page, "Deactivate 400 API secrets").click();
    await waitForEnd(page, "400 API secrets inactive");
    assert.equal(sandbox.secrets.list().filter(({ active }) => active).length, 0);
  });

  test("show a warning before confirmation if some are read only", async (t) => {
    const { page } = await openConnected(t);
    const readOnly = { response: { body: await listWithFirst(page, false) } };
    sandbox.next({ operation: "list", ...readOnly });
    await button(page, "Load").click();
    await row(page, 43).getByText("Read only").waitFor();
    await checkbox(page, 43).check();
    await checkbox(page, 44).check();
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("1 is read only for this access key").waitFor();
    await assertAccessible(page, "confirming a read-only one");
  });

  test("show progress, counts, speed and remaining time, also in the tab's title, and block a second run", async (t) => {
    const { page } = await openConnected(t);
    delayAnswers();
    const icon = () => page.locator('link[rel="icon"]').getAttribute("href");
    assert.equal(await page.title(), "MySafe: API secrets, passwords, notes");
    await deactivateAll(page);
    await runBar(page)
      .getByText(/^\d+ a second$/)
      .waitFor();
    await runBar(page)
      .getByText(/^0:\d\d left$/)
      .waitFor();
    await runBar(page)
      .getByText(/^\d+ done$/)
      .waitFor();
    await page.waitForFunction(() => /^[1-9]\d?% · Deactivating API secrets · MySafe$/.test(document.title));
    assert.match((await icon()) ?? "", /favicon-running\.svg$/);
    await assertAccessible(page, "running");
    await page
      .getByRole("status")
      .getByText(/^\d+ of 400 processed$/)
      .waitFor({ state: "attached" });

    assert.equal(await button(page, "Activate 400").getAttribute("aria-disabled"), "true");
    await button(page, "Activate 400").click({ force: true });
    assert.equal(await dialog(page).count(), 0);
    await openView(page, "Log");
    await waitForEnd(page, "400 API secrets inactive");
    assert.equal(await page.title(), "MySafe: API secrets, passwords, notes");
    assert.match((await icon()) ?? "", /favicon\.svg$/);
    assert.equal(switchRequests().length, 400);
  });

  test("can be paused and resumed, and the focus stays on the controls", async (t) => {
    const { page } = await openConnected(t);
    delayAnswers();
    await deactivateAll(page);
    await waitForProgress(page, 10);
    await button(page, "Pause").focus();
    await page.keyboard.press("Enter");
    await runBar(page).getByText("Paused. Calls under way are being finished.").waitFor();
    assert.match(await page.title(), /^\d+% · Paused · MySafe$/);
    await assertAccessible(page, "paused");
    // Requests in flight are completed, and no more are sent.
    while (sandbox.requests.some(({ status }) => status === null)) await setTimeout(10);
    const before = switchRequests().length;
    await setTimeout(300); // five times the delay of an answer
    assert.equal(switchRequests().length, before);
    assert.ok(before < 400);
    await page.waitForFunction((count) => document.querySelector("progress")?.value === count, before);

    assert.equal(await focusedName(page), "Resume");
    sandbox.setFaults(0);
    await page.keyboard.press("Enter");
    await waitForEnd(page, "400 API secrets inactive");
    assert.equal(await focusedName(page), "See the report");
    assert.equal(switchRequests().length, 400, "each secret once");
  });

  test("can be cancelled, and the report can send the rest", async (t) => {
    const { page } = await openConnected(t);
    delayAnswers();
    await deactivateAll(page);
    await waitForProgress(page, 10);
    await button(page, "Cancel the run").click();
    await button(page, "See the report").click();
    await page.getByText("The run was cancelled").waitFor();
    await assertAccessible(page, "cancelled");
    const { Done: done = 0, Unknown: unknown = 0, "Not sent": left = 0 } = await counts(page);
    const off = sandbox.secrets.list().filter(({ active }) => !active).length;
    assert.equal(done + unknown + left, 400);
    assert.ok(done <= off && off <= done + unknown, `${off} are inactive`);

    sandbox.setFaults(0);
    await button(page, `Send ${left} that were not sent`).click();
    await dialog(page)
      .getByLabel(/^That’s a lot/)
      .fill(String(left));
    await page.keyboard.press("Enter");
    await runBar(page).getByText("See the report").waitFor();
    assert.equal((await counts(page))["Not sent"], undefined);
  });

  test("can be cancelled during a pause", async (t) => {
    const { page } = await openConnected(t);
    delayAnswers();
    await deactivateAll(page);
    await waitForProgress(page, 10);
    await button(page, "Pause").dblclick(); // the second click does not resume
    await runBar(page).getByText("Paused. Calls under way are being finished.").waitFor();
    await button(page, "Cancel the run").click();
    await button(page, "See the report").waitFor();
    assert.ok(switchRequests().length < 400);
  });

  test("show the reason and length of a wait that MySafe asks for", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "deactivate", identifier: 43, fault: "rate-limit", retryAfter: 3 });
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await runBar(page)
      .getByText(/^Too many requests\. Next try in 0:0[23]$/)
      .waitFor();
    await waitForEnd(page, "1 API secret inactive");
  });

  test("cause a warning if the page is left during the run", async (t) => {
    const { page } = await openConnected(t);
    delayAnswers();
    await deactivateAll(page);
    await waitForProgress(page, 1);
    const nextDialog = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    const warning = await nextDialog;
    assert.equal(warning.type(), "beforeunload");
    await warning.dismiss();
    await leaving;
    assert.ok((await progress(page)) >= 1);
  });

  test("are not left unsent by Disconnect without a question, which the end of the run withdraws", async (t) => {
    const { page, release } = await openHeldRun(t);
    await button(page, "Disconnect").click();
    await dialog(page)
      .getByText(/^A run is in progress: \d+ of 400 processed\. Disconnect and leave the rest unsent\?$/)
      .waitFor();
    await assertAccessible(page, "disconnecting during a run");
    assert.equal(await focusedName(page), "Stay");
    await page.keyboard.press("Enter");
    assert.equal(await dialog(page).count(), 0);
    await button(page, "Disconnect").click();
    await dialog(page).getByText("A run is in progress").waitFor();
    release(Number.POSITIVE_INFINITY);
    await waitForEnd(page, "400 API secrets inactive");
    assert.equal(await dialog(page).count(), 0);
    assert.equal(sandbox.secrets.list().filter(({ active }) => active).length, 0);
    await button(page, "Disconnect").click();
    await button(page, "Connect").waitFor();
  });

  test("stay unsent after Disconnect is confirmed, and the report says which", async (t) => {
    const { page, release } = await openHeldRun(t);
    await button(page, "Disconnect").click();
    await dialog(page).getByRole("button", { name: "Disconnect", exact: true }).click();
    await button(page, "Reports (1)").click();
    const { Done: done = 0, Unknown: unknown = 0, "Not sent": left = 0 } = await counts(page);
    assert.ok(done >= 10 && left > 0);
    assert.equal(done + unknown + left, 400);
    release(Number.POSITIVE_INFINITY);
  });

  test("end at once if the credentials are refused during the run", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "deactivate", identifier: 60, fault: "revoked" });
    await page.route("**/api/oauth2/token**", (route) =>
      route.fulfill({ status: 401, body: '{"error":"invalid_client"}' }),
    );
    await deactivateAll(page);
    await button(page, "See the report").click();
    await page.getByText("The run ended early").waitFor();
    await page.getByText("MySafe refused the credentials. Disconnect").first().waitFor();
    await assertAccessible(page, "ended early");
    const { "Not sent": left = 0 } = await counts(page);
    assert.ok(left > 0);
    await outcome(page, 60).getByText("MySafe refused the credentials.").waitFor();
  });
});

/** The body of a list whose first secret has this `can_write`. @param {Page} page @param {boolean} canWrite */
async function listWithFirst(page, canWrite) {
  const answer = page.waitForResponse(/secretapi$/);
  await button(page, "Load").click();
  const body = await (await answer).json();
  body.api_secret_on_list[0].can_write = canWrite;
  return body;
}
