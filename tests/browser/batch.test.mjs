// @ts-check
// Switching one or many: asked first, sent once, seen on the way, paused, cancelled, taken up again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import {
  accessible,
  bar,
  button,
  counts,
  dialog,
  ended,
  focused,
  look,
  outcome,
  pageAndSandbox,
  row,
  shows,
  tick,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, enter, arrived } = pageAndSandbox({ secrets: 400 });

const sent = () => arrived().filter((operation) => operation !== "list");

/** Chooses all and has them switched off. @param {Page} page */
async function deactivateAll(page) {
  await page.getByRole("checkbox", { name: "Choose all 400 that match" }).check();
  await button(page, "Deactivate 400").click();
  await dialog(page).getByLabel("That is many. Type 400 to go on").fill("400");
  await page.keyboard.press("Enter");
}

/** Answers come late from now on. */
const slowly = () => sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [60, 60], operations: ["deactivate"] });

/** How many the bar says are done. @param {Page} page */
const progress = (page) =>
  bar(page)
    .getByRole("progressbar")
    .evaluate((element) => Number(/** @type {HTMLProgressElement} */ (element).value));

/** @param {Page} page @param {number} least */
const progressed = (page, least) =>
  page.waitForFunction((count) => (document.querySelector("progress")?.value ?? 0) >= count, least);

describe("one secret", () => {
  test("is switched off after a yes, and on again; the row, the report and the log tell", async (t) => {
    const { page } = await enter(t);
    await button(page, "Deactivate Metrics (staging), 43").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 1 secret?" }).waitFor();
    await dialog(page).getByText("Metrics (staging)").waitFor();
    const verify = dialog(page).getByRole("checkbox", { name: "Look before and after: three requests each" });
    assert.equal(await verify.isChecked(), false);
    await accessible(page, "confirming one");
    await button(page, "Cancel").click();
    assert.deepEqual(sent(), []);
    assert.equal(await focused(page), "Deactivate Metrics (staging), 43", "the focus is back");

    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter"); // the yes has the focus
    await ended(page, "1 secret inactive");
    await shows(page, 43, "Inactive");
    assert.equal(sandbox.secrets.get(43)?.active, false);
    await accessible(page, "one switched off");

    await button(page, "Activate Metrics (staging), 43").click();
    await button(page, "Activate 1 secret").click();
    await ended(page, "1 secret active");
    await shows(page, 43, "Active");
    assert.deepEqual(sent(), ["deactivate", "activate"]);

    await look(page, "Log");
    const lines = await page.getByRole("region", { name: "This visit" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d\s*/, "")).slice(0, 4), [
      "Activation ended: 1 done",
      "Activating 1 secret",
      "Deactivation ended: 1 done",
      "Deactivating 1 secret",
    ]);
  });

  test("is looked at before and after when that is asked for, and the report is certain then", async (t) => {
    const { page } = await enter(t);
    sandbox.secrets.setActive(43, false);
    for (const identifier of [43, 44]) await tick(page, identifier).check();
    await button(page, "Deactivate 2").click();
    await dialog(page).getByRole("checkbox", { name: "Look before and after: three requests each" }).check();
    await button(page, "Deactivate 2 secrets").click();
    await ended(page, "2 secrets inactive");
    assert.deepEqual(sent().sort(), ["deactivate", "deactivate", "get", "get", "get", "get"]);
    await button(page, "See the report").click();
    assert.deepEqual(await counts(page), { Done: 1, "Already so": 1 });
    for (const identifier of [43, 44]) await outcome(page, identifier).getByText("Looked at").waitFor();
  });

  test("is switched once, however impatient the clicks", async (t) => {
    const { page } = await enter(t);
    await button(page, "Deactivate Metrics (staging), 43").dblclick();
    await dialog(page).waitFor();
    await button(page, "Deactivate 1 secret").dblclick();
    await ended(page, "1 secret inactive");
    assert.deepEqual(sent(), ["deactivate"]);
  });

  test("is not switched by a key that is held down", async (t) => {
    const { page } = await enter(t);
    await button(page, "Deactivate Metrics (staging), 43").focus();
    await page.keyboard.down("Enter");
    await dialog(page).waitFor();
    for (let repeated = 0; repeated < 5; repeated++) await page.keyboard.down("Enter");
    assert.equal(await dialog(page).count(), 1);
    await page.keyboard.up("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await dialog(page).count(), 0);
    assert.deepEqual(sent(), []);
  });
});

describe("many secrets", () => {
  test("are counted and named, and a large number is to be typed", async (t) => {
    const { page } = await enter(t);
    await tick(page, 43).check();
    await tick(page, 45).click({ modifiers: ["Shift"] });
    await button(page, "Deactivate 3").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 3 secrets?" }).waitFor();
    const which = await dialog(page).getByRole("region", { name: "Which" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      which.map((line) => line.trim().split(/\s/)[0]),
      ["43", "44", "45"],
    );
    await page.keyboard.press("Escape");

    await page.getByRole("checkbox", { name: "Choose all 400 that match" }).check();
    await button(page, "Deactivate 400").click();
    const typed = dialog(page).getByLabel("That is many. Type 400 to go on");
    assert.equal(await focused(page), "That is many. Type 400 to go on");
    await accessible(page, "confirming many");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("Type 400, the number of secrets").waitFor();
    await typed.fill("40");
    await button(page, "Deactivate 400 secrets").click();
    await dialog(page).getByText("Type 400, the number of secrets").waitFor();
    assert.deepEqual(sent(), []);
    await typed.fill("400");
    await button(page, "Deactivate 400 secrets").click();
    await ended(page, "400 secrets inactive");
    assert.equal(sandbox.secrets.list().filter(({ active }) => active).length, 0);
  });

  test("tell beforehand which of them are read only", async (t) => {
    const { page } = await enter(t);
    const readOnly = { response: { body: await listOf(page, false) } };
    sandbox.next({ operation: "list", ...readOnly });
    await button(page, "Load").click();
    await row(page, 43).getByText("Read only").waitFor();
    await tick(page, 43).check();
    await tick(page, 44).check();
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("1 of them is read only for this access key").waitFor();
    await accessible(page, "confirming a read-only one");
  });

  test("show progress, counts, rate and time left, in the tab too; and one thing runs at a time", async (t) => {
    const { page } = await enter(t);
    slowly();
    const icon = () => page.locator('link[rel="icon"]').getAttribute("href");
    assert.equal(await page.title(), "MySafe API secrets");
    await deactivateAll(page);
    await bar(page)
      .getByText(/^\d+ a second$/)
      .waitFor();
    await bar(page)
      .getByText(/^0:\d\d left$/)
      .waitFor();
    await bar(page)
      .getByText(/^\d+ done$/)
      .waitFor();
    await page.waitForFunction(() => /^[1-9]\d?% · Deactivating · MySafe$/.test(document.title));
    assert.match((await icon()) ?? "", /favicon-running\.svg$/);
    await accessible(page, "running");
    await page
      .getByRole("status")
      .getByText(/^\d+ of 400 done$/)
      .waitFor({ state: "attached" });

    assert.equal(await button(page, "Activate 400").getAttribute("aria-disabled"), "true");
    await button(page, "Activate 400").click({ force: true });
    assert.equal(await dialog(page).count(), 0);
    await look(page, "Log");
    await ended(page, "400 secrets inactive");
    assert.equal(await page.title(), "MySafe API secrets");
    assert.match((await icon()) ?? "", /favicon\.svg$/);
    assert.equal(sent().length, 400);
  });

  test("can be paused and go on; the focus stays", async (t) => {
    const { page } = await enter(t);
    slowly();
    await deactivateAll(page);
    await progressed(page, 10);
    await button(page, "Pause").focus();
    await page.keyboard.press("Enter");
    await bar(page).getByText("Paused. Calls under way are finished.").waitFor();
    assert.match(await page.title(), /^\d+% · Paused · MySafe$/);
    await accessible(page, "paused");
    // What was under way comes to its end, and then nothing more is sent.
    while (sandbox.requests.some(({ status }) => status === null)) await setTimeout(10);
    const before = sent().length;
    await setTimeout(300); // five times as long as an answer takes
    assert.equal(sent().length, before);
    assert.ok(before < 400);
    await page.waitForFunction((count) => document.querySelector("progress")?.value === count, before);

    assert.equal(await focused(page), "Go on");
    sandbox.setFaults(0);
    await page.keyboard.press("Enter");
    await ended(page, "400 secrets inactive");
    assert.equal(await focused(page), "See the report");
    assert.equal(sent().length, 400, "each once");
  });

  test("can be cancelled: the report knows what was done, and the rest can be sent", async (t) => {
    const { page } = await enter(t);
    slowly();
    await deactivateAll(page);
    await progressed(page, 10);
    await button(page, "Cancel the batch").click();
    await button(page, "See the report").click();
    await page.getByText("The run was cancelled").waitFor();
    await accessible(page, "cancelled");
    const { Done: done = 0, Unknown: unknown = 0, "Not sent": left = 0 } = await counts(page);
    const off = sandbox.secrets.list().filter(({ active }) => !active).length;
    assert.equal(done + unknown + left, 400);
    assert.ok(done <= off && off <= done + unknown, `${off} are off`);

    sandbox.setFaults(0);
    await button(page, `Send ${left} that were not sent`).click();
    await dialog(page).getByRole("textbox").fill(String(left));
    await page.keyboard.press("Enter");
    await bar(page).getByText("See the report").waitFor();
    assert.equal((await counts(page))["Not sent"], undefined);
  });

  test("can be cancelled while they are paused", async (t) => {
    const { page } = await enter(t);
    slowly();
    await deactivateAll(page);
    await progressed(page, 10);
    await button(page, "Pause").dblclick(); // the second click does not go on
    await bar(page).getByText("Paused. Calls under way are finished.").waitFor();
    await button(page, "Cancel the batch").click();
    await button(page, "See the report").waitFor();
    assert.ok(sent().length < 400);
  });

  test("say that MySafe asks to wait, and for how long", async (t) => {
    const { page } = await enter(t);
    sandbox.next({ operation: "deactivate", identifier: 43, fault: "rate-limit", retryAfter: 3 });
    await tick(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 secret").click();
    await bar(page)
      .getByText(/^Too many requests\. Next try in 0:0[23]$/)
      .waitFor();
    await ended(page, "1 secret inactive");
  });

  test("are not left without a warning while they are on their way", async (t) => {
    const { page } = await enter(t);
    slowly();
    await deactivateAll(page);
    await progressed(page, 1);
    const warned = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    const warning = await warned;
    assert.equal(warning.type(), "beforeunload");
    await warning.dismiss();
    await leaving;
    assert.ok((await progress(page)) >= 1);
  });

  test("end at once when the credentials are refused on the way; with new ones the rest is done", async (t) => {
    const { page } = await enter(t);
    sandbox.next({ operation: "deactivate", identifier: 60, fault: "revoked" });
    await page.route("**/api/oauth2/token**", (route) =>
      route.fulfill({ status: 401, body: '{"error":"invalid_client"}' }),
    );
    await deactivateAll(page);
    await button(page, "See the report").click();
    await page.getByText("The run ended early").waitFor();
    await page.getByText("MySafe refused the credentials. Disconnect").first().waitFor();
    await accessible(page, "ended early");
    const { "Not sent": left = 0 } = await counts(page);
    assert.ok(left > 0);
    await outcome(page, 60).getByText("MySafe refused the credentials.").waitFor();
  });
});

/** The list as it is, with the first of them read only. @param {Page} page @param {boolean} canWrite */
async function listOf(page, canWrite) {
  const answer = page.waitForResponse(/secretapi$/);
  await button(page, "Load").click();
  const body = await (await answer).json();
  body.api_secret_on_list[0].can_write = canWrite;
  return body;
}
