// @ts-check
// The lock after ten idle minutes.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  connect,
  dialog,
  focusedName,
  openView,
  pageAndSandbox,
  waitForEnd,
} from "./visit.mjs";

const { sandbox, openConnected } = pageAndSandbox();

describe("ten idle minutes", () => {
  test("lock the page after a countdown, and keep reports and log", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await button(page, "Deactivate Metrics (staging), 43").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    await page.getByText("Locks after 10 minutes without activity").waitFor({ state: "attached" });

    await page.clock.fastForward("09:30");
    await page.getByText(/^Locks in 0:(30|29|28)$/).waitFor();
    await assertAccessible(page, "about to lock");
    await page.clock.fastForward("00:31");
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.equal(await page.getByRole("grid").count(), 0);
    assert.equal(await focusedName(page), "Switch API secrets, passwords and notes off and on");
    await assertAccessible(page, "locked");

    await connect(page);
    await openView(page, "Reports");
    await page.getByText(/^It was deactivated at \d\d:\d\d\.$/).waitFor();
    await openView(page, "Log");
    await page.getByText("Locked after ten minutes without activity; credentials wiped").waitFor();
  });

  test("start again after any activity", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await page.clock.fastForward("09:30");
    await button(page, "Stay").click();
    await page.clock.fastForward("09:00");
    await page.keyboard.press("Tab");
    await page.clock.fastForward("09:00");
    assert.equal(await page.getByRole("grid").count(), 1);
    await page.clock.fastForward("01:00");
    await page.getByText("Locked", { exact: true }).waitFor();
  });

  test("include the time that a machine sleeps, and the mouse move that wakes it does not postpone the lock", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await page.clock.setSystemTime(Date.now() + 3_600_000); // runs no timer
    await page.mouse.move(200, 300);
    await page.getByText("Locked", { exact: true }).waitFor();
  });

  test("start again with each answer of a check, which a lock would lose", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    /** @type {import("playwright-core").Route[]} */
    const held = [];
    await page.route(/\/api\/mysafe\/secretapi\/\d+$/, (route) => void held.push(route));
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    await button(page, "Check 60").click();
    await button(page, "Check 60 API secrets").click();
    while (held.length === 0) await page.waitForTimeout(10);
    const start = Date.now();
    await page.clock.setSystemTime(start + 590_000); // runs no timer
    await page.mouse.move(200, 300);
    await held[0]?.continue();
    await page.getByText("1 of 60 checked").waitFor();
    await page.clock.setSystemTime(start + 2 * 590_000);
    await page.mouse.move(300, 300);
    assert.equal(await page.getByText("Locked", { exact: true }).count(), 0);
    await page.clock.setSystemTime(start + 3 * 590_000); // without an answer
    await page.mouse.move(200, 300);
    await page.getByText("Locked", { exact: true }).waitFor();
  });

  test("do not lock the page during a running batch, but during a paused one", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    const delay = 500;
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [delay, delay], operations: ["deactivate"] });
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    await button(page, "Deactivate 60").click();
    await dialog(page).getByLabel("That’s a lot. Type 60 to continue").fill("60");
    await button(page, "Deactivate 60 API secrets").click();
    await page.getByText("Doesn’t lock during a run").waitFor({ state: "attached" });
    await button(page, "Pause").click();
    // Waits for all answers. Otherwise ten minutes without an answer would end the batch as an outage.
    for (let changes = -1; changes !== sandbox.changes.length; ) {
      changes = sandbox.changes.length;
      await page.waitForTimeout(2 * delay);
    }
    await page.clock.fastForward("10:01");
    await page.getByText("Locked", { exact: true }).waitFor();
    sandbox.setFaults(0);
    await connect(page);
    await openView(page, "Reports");
    await page.getByText("The run ended early").waitFor();
  });
});
