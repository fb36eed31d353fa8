// @ts-check
// The end of a run, told by a notification and a sound.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, button, dialog, openView, pageAndSandbox, runBar, waitForEnd } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected } = pageAndSandbox({ secrets: 60 });

/**
 * Replaces the browser's notifications, whose question no test can answer, and counts the notes that are played. Hides the tab.
 * @param {Page} page
 * @param {"granted" | "denied" | "none"} answer what the visitor answers; `none`: there are no notifications
 */
async function watchTelling(page, answer) {
  await page.evaluate((permission) => {
    /** @type {{ asked: number, notes: number, states: string[], shown: [string, string][] }} */
    const seen = { asked: 0, notes: 0, states: [], shown: [] };
    Reflect.set(window, "seen", seen);
    if (permission === "none") Reflect.deleteProperty(window, "Notification");
    else {
      class FakeNotification {
        static requestPermission() {
          seen.asked += 1;
          return Promise.resolve(permission);
        }

        /** @param {string} title @param {{ body: string }} options */
        constructor(title, { body }) {
          if (permission !== "granted") throw new TypeError("not granted");
          seen.shown.push([title, body]);
        }
      }
      Reflect.set(window, "Notification", FakeNotification);
    }
    const { createOscillator } = AudioContext.prototype;
    AudioContext.prototype.createOscillator = function () {
      seen.notes += 1;
      seen.states.push(this.state);
      return createOscillator.call(this);
    };
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, answer);
  return () =>
    page.evaluate(
      () =>
        /** @type {{ asked: number, notes: number, states: string[], shown: [string, string][] }} */ (
          Reflect.get(window, "seen")
        ),
    );
}

/** Begins a run whose answers are held until the returned function is called. @param {Page} page */
async function beginHeldRun(page) {
  /** @type {(() => void)[]} */
  const held = [];
  let isHolding = true;
  await page.route(/\/inactive\//, async (route) => {
    if (isHolding) await new Promise((resolve) => held.push(() => resolve(undefined)));
    await route.continue().catch(() => undefined);
  });
  await page.getByRole("checkbox", { name: /all 60/ }).check();
  await button(page, "Deactivate 60").click();
  await dialog(page)
    .getByLabel(/Type 60 to continue/)
    .fill("60");
  await page.keyboard.press("Enter");
  return () => {
    isHolding = false;
    for (const pass of held.splice(0)) pass();
  };
}

describe("the end of a run", () => {
  test("is told by a notification and a sound in a hidden tab, once that is chosen, and not before", async (t) => {
    const { page } = await openConnected(t);
    const seen = await watchTelling(page, "granted");
    sandbox.next({ operation: "deactivate", identifier: 50, fault: "no-route" });
    const release = await beginHeldRun(page);
    assert.equal((await seen()).asked, 0);
    const choice = button(page, "Tell me at the end");
    assert.equal(await choice.getAttribute("aria-pressed"), "false");
    await choice.click();
    await runBar(page).getByText("By a notification and a sound.").waitFor();
    assert.equal(await choice.getAttribute("aria-pressed"), "true");
    await assertAccessible(page, "told at the end");
    assert.deepEqual(await seen(), {
      asked: 1,
      notes: 2,
      states: ["running", "running"],
      shown: [["MySafe", "You’ll be told here when the run has ended."]],
    });

    release();
    await waitForEnd(page, "59 of 60 API secrets inactive");
    const { shown, notes, states } = await seen();
    assert.deepEqual(shown.slice(1), [["MySafe: 59 of 60 API secrets inactive", "Failed: 1 · Done: 59"]]);
    assert.equal(notes, 4);
    assert.deepEqual([...new Set(states)], ["running"]);
    assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), "{}", "the choice is for this visit");
  });

  test("is told by nothing without the choice, nor after it is taken back", async (t) => {
    const { page } = await openConnected(t);
    const seen = await watchTelling(page, "granted");
    const release = await beginHeldRun(page);
    await button(page, "Tell me at the end").click();
    await runBar(page).getByText("By a notification and a sound.").waitFor();
    await button(page, "Tell me at the end").click();
    await runBar(page).getByText("By a notification and a sound.").waitFor({ state: "detached" });
    release();
    await waitForEnd(page, "60 API secrets inactive");
    const { shown, notes } = await seen();
    assert.deepEqual([shown.length, notes], [1, 2], "of the choice itself");
  });

  test("is told by a sound where the visitor refuses notifications, and the page says so", async (t) => {
    const { page } = await openConnected(t);
    const seen = await watchTelling(page, "denied");
    const release = await beginHeldRun(page);
    await button(page, "Tell me at the end").click();
    await runBar(page)
      .getByText(/^By a sound: the browser doesn’t let this page notify\./)
      .waitFor();
    release();
    await waitForEnd(page, "60 API secrets inactive");
    const { shown, notes } = await seen();
    assert.deepEqual([shown.length, notes], [0, 4]);
  });

  test("is told by a sound where there are no notifications, and the page says so", async (t) => {
    const { page } = await openConnected(t);
    const seen = await watchTelling(page, "none");
    const release = await beginHeldRun(page);
    await button(page, "Tell me at the end").click();
    await runBar(page).getByText("By a sound: notifications aren’t possible here.").waitFor();
    release();
    await openView(page, "Log");
    await waitForEnd(page, "60 API secrets inactive");
    assert.equal((await seen()).notes, 4);
  });
});
