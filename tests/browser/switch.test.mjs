// @ts-check
// Switching one secret: confirmation, verification and repeated input.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  checkbox,
  counts,
  dialog,
  focusedName,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

const { sandbox, openConnected, operations } = pageAndSandbox({ secrets: 60 });

const switchRequests = () => operations().filter((operation) => operation !== "list");

describe("one secret", () => {
  test("is deactivated after confirmation and activated again, as its row, the result and the log show", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Deactivate Metrics (staging), 43").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 1 API secret?" }).waitFor();
    await dialog(page).getByText("Metrics (staging)").waitFor();
    const verify = dialog(page).getByRole("checkbox", { name: "Check before and after: three requests each" });
    assert.equal(await verify.isChecked(), false);
    await assertAccessible(page, "confirming one");
    await button(page, "Cancel").click();
    assert.deepEqual(switchRequests(), []);
    assert.equal(await focusedName(page), "Deactivate Metrics (staging), 43", "the focus is restored");

    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter"); // the confirming button has the focus
    await waitForEnd(page, "1 API secret inactive");
    await waitForState(page, 43, "Inactive");
    assert.equal(sandbox.secrets.get(43)?.active, false);
    await assertAccessible(page, "one deactivated");

    await button(page, "Activate Metrics (staging), 43").click();
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    await waitForState(page, 43, "Active");
    assert.deepEqual(switchRequests(), ["deactivate", "activate"]);

    await openView(page, "Log");
    assert.deepEqual((await logLines(page)).slice(0, 4), [
      "Activation of API secrets ended: 1 done",
      "Activating 1 API secret",
      "Deactivation of API secrets ended: 1 done",
      "Deactivating 1 API secret",
    ]);
  });

  test("is checked before and after with the verify option, and its outcome is certain", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(43, false);
    for (const identifier of [43, 44]) await checkbox(page, identifier).check();
    await button(page, "Deactivate 2").click();
    await dialog(page).getByRole("checkbox", { name: "Check before and after: three requests each" }).check();
    await button(page, "Deactivate 2 API secrets").click();
    await waitForEnd(page, "2 API secrets inactive");
    assert.deepEqual(switchRequests().sort(), ["deactivate", "deactivate", "get", "get", "get", "get"]);
    await button(page, "See the report").click();
    assert.deepEqual(await counts(page), { Done: 1, "Already inactive": 1 });
    for (const identifier of [43, 44]) await outcome(page, identifier).getByText("Verified").waitFor();
  });

  test("is switched once by double clicks", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Deactivate Metrics (staging), 43").dblclick();
    await dialog(page).waitFor();
    await button(page, "Deactivate 1 API secret").dblclick();
    await waitForEnd(page, "1 API secret inactive");
    assert.deepEqual(switchRequests(), ["deactivate"]);
  });

  test("is not switched by an Enter key that is held down", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Deactivate Metrics (staging), 43").focus();
    await page.keyboard.down("Enter");
    await dialog(page).waitFor();
    for (let repeated = 0; repeated < 5; repeated++) await page.keyboard.down("Enter");
    assert.equal(await dialog(page).count(), 1);
    await page.keyboard.up("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await dialog(page).count(), 0);
    assert.deepEqual(switchRequests(), []);
  });
});
