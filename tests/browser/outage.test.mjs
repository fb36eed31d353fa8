// @ts-check
// A MySafe that does not answer during a run: what the page says, and whether that happens.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { timeOf } from "./clock.mjs";
import { pageAndTeam } from "./team.mjs";
import { assertAccessible, button, counts, dialog, outcome, pageAndSandbox, runBar, waitForEnd } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected } = pageAndSandbox({ secrets: 60 });

const offCount = () => sandbox.secrets.list().filter(({ active }) => !active).length;

/** Chooses all secrets and deactivates them. @param {Page} page @param {{ patiently?: boolean }} [how] */
async function deactivateAll(page, { patiently = false } = {}) {
  await page.getByRole("checkbox", { name: /all 60/ }).check();
  await button(page, "Deactivate 60").click();
  if (patiently) await dialog(page).getByRole("checkbox", { name: "Continue through an outage" }).check();
  await dialog(page)
    .getByLabel(/Type 60 to continue/)
    .fill("60");
  await page.keyboard.press("Enter");
}

/**
 * Lets ten requests pass, and holds back all others until the returned function is called.
 * @param {Page} page
 */
async function holdAfterTen(page) {
  let passing = 10;
  /** @type {(() => void)[]} */
  const held = [];
  await page.route(/\/inactive\//, async (route) => {
    if (passing <= 0) await new Promise((resolve) => held.push(() => resolve(undefined)));
    passing -= 1;
    // A page that has aborted the request waits for nothing.
    await route.continue().catch(() => undefined);
  });
  return () => {
    passing = Number.POSITIVE_INFINITY;
    for (const pass of held.splice(0)) pass();
  };
}

/** Collects what is announced at once. @param {Page} page */
async function listen(page) {
  await page.evaluate(() => {
    /** @type {string[]} */
    const said = [];
    Reflect.set(window, "said", said);
    for (const region of document.querySelectorAll('[role="alert"], [role="status"]')) {
      new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  return async (/** @type {RegExp} */ pattern) => {
    /** @type {string[]} */
    const said = await page.evaluate(() => Reflect.get(window, "said"));
    return said.filter((text) => pattern.test(text)).length;
  };
}

/** @param {Page} page @param {number} count */
const waitForProgress = (page, count) =>
  page.waitForFunction((wanted) => document.querySelector("progress")?.value === wanted, count);

const silent = /^MySafe has not answered this run since \d\d:\d\d\./;
const atATime = /^MySafe has not answered this run since \d\d:\d\d: trying one at a time\./;

describe("a MySafe that does not answer", () => {
  test("is told plainly, announced once, and the run ends when the page said so", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await holdAfterTen(page);
    const said = await listen(page);
    await deactivateAll(page);
    await waitForProgress(page, 10);
    const lastAnswer = await page.evaluate(() => Date.now());
    await page.clock.runFor(6_000);
    await runBar(page).getByText(silent).waitFor();
    assert.equal(
      await runBar(page)
        .getByText(/a second|left$/)
        .count(),
      0,
    );
    assert.equal(await button(page, "Pause").getAttribute("aria-disabled"), "false");
    await assertAccessible(page, "no answers");

    await page.clock.runFor(6_000); // all eight requests have timed out
    await runBar(page).getByText(atATime).waitFor();
    const end = /the run ends by itself at (\d\d:\d\d); what was not sent can be sent from the report/;
    const [, told] = end.exec(await runBar(page).innerText()) ?? [];
    assert.equal(told, await minuteOf(page, lastAnswer + 60_000));
    assert.equal(await said(/has not answered/), 1);

    const passed = async () => (await page.evaluate(() => Date.now())) - lastAnswer;
    await page.clock.runFor(57_000 - (await passed()));
    await runBar(page).getByText(atATime).waitFor();
    await page.clock.runFor(5_000);
    await button(page, "See the report").click();
    await page.getByText("The run ended early").waitFor();
    assert.equal(await said(/has not answered/), 1);
    assert.ok(((await counts(page))["Not sent"] ?? 0) > 0);
    await button(page, /^Send \d+ that were not sent$/).waitFor();
    assert.equal(offCount(), 10);
  });

  test("is told to fail if it fails, and its recovery is announced", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    /** What becomes of the next requests, how many pass before that changes, and what it changes to. */
    let [mode, passing, next] = ["pass", 10, "fail"];
    /** @type {(() => void)[]} */
    const held = [];
    await page.route(/\/inactive\//, async (route) => {
      if (mode === "fail") return route.fulfill({ status: 503, body: "{}" });
      if (mode === "hold") await new Promise((resolve) => held.push(() => resolve(undefined)));
      passing -= 1;
      if (passing === 0) mode = next;
      return route.continue().catch(() => undefined);
    });
    const runUntil = timeOf(page, held);
    const said = await listen(page);
    await deactivateAll(page, { patiently: true });
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
    await page.clock.runFor(20_000);
    await runBar(page)
      .getByText(/^MySafe has answered this run with failures only since \d\d:\d\d: trying one at a time\./)
      .waitFor();
    // Three answers, and no more for now: the run must not end before the page is drawn.
    [mode, passing, next] = ["pass", 3, "hold"];
    await runUntil(async () => (await said(/^MySafe answers again\.$/)) === 1);
    mode = "pass";
    for (const pass of held.splice(0)) pass();
    await runUntil(() => button(page, "See the report").isVisible());
    assert.equal(await said(/failures only/), 1);
  });

  test("does not end a run that was started to go on", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    const release = await holdAfterTen(page);
    await deactivateAll(page, { patiently: true });
    await waitForProgress(page, 10);
    await page.clock.runFor(150_000);
    await runBar(page).getByText("The run resumes by itself when MySafe answers", { exact: false }).waitFor();
    release();
    await page.clock.runFor(30_000);
    await button(page, "See the report").click();
    assert.equal((await counts(page))["Not sent"], undefined);
    assert.equal(await page.getByText("The run ended early").count(), 0);
  });
});

describe("no outage", () => {
  test("is a pause, nor the run after it", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    const release = await holdAfterTen(page);
    await deactivateAll(page);
    await waitForProgress(page, 10);
    await button(page, "Pause").click();
    release();
    await waitForProgress(page, 18);
    await page.clock.runFor(120_000);
    await runBar(page).getByText("Paused. Calls under way are being finished.").waitFor();
    assert.equal(
      await runBar(page)
        .getByText(/since \d\d:\d\d/)
        .count(),
      0,
    );
    await button(page, "Resume").click();
    await waitForEnd(page, "60 API secrets inactive");
    assert.equal(offCount(), 60);
  });

  test("is a pause whose calls under way are not answered: the page says that they are not, and when the run ends", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await holdAfterTen(page);
    await deactivateAll(page);
    await waitForProgress(page, 10);
    await button(page, "Pause").click();
    await page.clock.runFor(6_000);
    await runBar(page).getByText(silent).waitFor();
    await runBar(page).getByText("That is about the calls under way.", { exact: false }).waitFor();
  });

  test("is a wait that MySafe asks for", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    const said = await listen(page);
    sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 30, times: 8 });
    await deactivateAll(page);
    await runBar(page)
      .getByText(/^Too many requests\. Next try in 0:(30|29|28)$/)
      .waitFor();
    await page.clock.runFor(8_000);
    await runBar(page)
      .getByText(/^MySafe has asked this run to wait since \d\d:\d\d\./)
      .waitFor();
    await runBar(page)
      .getByText(/^Too many requests\. Next try in 0:2\d$/)
      .waitFor();
    assert.equal(await runBar(page).getByText("one at a time", { exact: false }).count(), 0);
    await page.clock.runFor(25_000);
    await waitForEnd(page, "60 API secrets inactive");
    assert.equal(await said(/has not answered/), 0);
    await button(page, "See the report").click();
    await outcome(page, 43).waitFor();
  });
});

describe("a sign-in that ends during a run", () => {
  const team = pageAndTeam({ secrets: 60 });

  test("is no outage", async (t) => {
    const { page } = await team.openAs(t, "Ana", { clock: true });
    const said = await listen(page);
    team.endSignIns(20);
    await deactivateAll(page);
    await runBar(page).getByText("Waiting for you to sign in").waitFor();
    await page.clock.runFor(30_000);
    await runBar(page).getByText("Waiting for you to sign in").waitFor();
    assert.equal(
      await runBar(page)
        .getByText(/since \d\d:\d\d/)
        .count(),
      0,
    );
    assert.equal(await said(/answered/), 0);
  });
});

/** A time as the page shows it. @param {Page} page @param {number} time */
const minuteOf = (page, time) =>
  page.evaluate((at) => new Intl.DateTimeFormat("en", { timeStyle: "short", hourCycle: "h23" }).format(at), time);
