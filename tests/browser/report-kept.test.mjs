// @ts-check
// What becomes of a report after its run: leaving the page, reading without a connection, and keeping it in the browser.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { firstReport, inactiveIdentifiers, loadReport, runWithFaults, saveFile, secrets } from "./report.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  counts,
  credentials,
  fill,
  focusedName,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  runBar,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openConnected, url } = pageAndSandbox({ secrets });

/** Deactivates one secret. @param {Page} page @param {number} identifier */
async function deactivate(page, identifier) {
  await checkbox(page, identifier).check();
  await button(page, "Deactivate 1").click();
  await button(page, "Deactivate 1 API secret").click();
  await waitForEnd(page, "1 API secret inactive");
}

/** Whether leaving the page asks first. The page stays. @param {Page} page */
async function asksOnLeaving(page) {
  return page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
}

const kept = {
  Failed: 2,
  Unknown: 1,
  "Done (not certain)": 1,
  Done: 7,
  "Already inactive (not certain)": 1,
};

describe("without a connection", () => {
  test("a report can be read and saved after disconnecting, and what needs a connection leads to it and back", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    await button(page, "Disconnect").click();
    await assertAccessible(page, "reports offered");
    await button(page, "Reports (1)").click();
    assert.deepEqual(await counts(page), kept);
    assert.equal(await focusedName(page), "Reports");
    await outcome(page, 44).getByText("This access key isn’t allowed to change this API secret.").waitFor();
    await assertAccessible(page, "a report without a connection");
    const { text } = await saveFile(page, "JSON");
    assert.equal(JSON.parse(text).outcomes.length, 12);
    await page.getByText("Saved as a file", { exact: true }).waitFor();

    const requests = sandbox.requests.length;
    await button(page, /^Connect to undo 7$/).click();
    await button(page, "Connect").waitFor();
    assert.equal(await focusedName(page), "Switch API secrets, passwords and notes off and on");
    assert.equal(sandbox.requests.length, requests, "nothing is sent");
    await fill(page);
    await button(page, "Connect").click();
    await button(page, /^Undo: activate 7$/).waitFor();
    assert.deepEqual(await counts(page), kept);
  });

  test("a saved report can be opened, and a file that is none is refused", async (t) => {
    const { page } = await openPage(t);
    assert.equal(await button(page, /^Reports/).count(), 0);
    await loadReport(page, "bad.json", "[]");
    await page.getByText("bad.json isn’t a report", { exact: true }).waitFor();
    await assertAccessible(page, "no report, without a connection");
    const skipped = '{"action":"deactivate","outcomes":[{"identifier":"43","state":"skipped"}]}';
    await loadReport(page, "incident.json", skipped);
    assert.deepEqual(await counts(page), { "Not sent": 1 });
    await button(page, "Connect to send 1").waitFor();
    assert.equal(await asksOnLeaving(page), false, "the file has it");
    await button(page, "Back").click();
    await button(page, "Reports (1)").waitFor();
    assert.equal(sandbox.requests.length, 0);
  });
});

describe("leaving the page", () => {
  test("asks while a report is in no file, or has changed since it was saved", async (t) => {
    const { page } = await openConnected(t);
    assert.equal(await asksOnLeaving(page), false);
    await runWithFaults(page, sandbox);
    assert.equal(await asksOnLeaving(page), true);
    await page.getByText("Not saved yet", { exact: true }).waitFor();
    await saveFile(page, "CSV");
    assert.equal(await asksOnLeaving(page), false);

    await button(page, /^Retry/)
      .first()
      .click();
    await button(page, /^Deactivate \d API secrets?$/).click();
    await waitForEnd(page, "10 of 12 API secrets inactive");
    assert.equal(await asksOnLeaving(page), true, "after a retry");
    await saveFile(page, "JSON");
    assert.equal(await asksOnLeaving(page), false);

    await button(page, /^Undo: activate 7$/).click();
    await button(page, "Activate 7 API secrets…").click();
    await button(page, "Activate 7 API secrets").click();
    await waitForEnd(page, "7 API secrets active");
    await saveFile(page, "JSON");
    assert.equal(await asksOnLeaving(page), true, "the undone report has changed too");
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    await saveFile(page, "JSON");
    assert.equal(await asksOnLeaving(page), false);
  });

  test("is asked by the browser itself", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, 43);
    const asked = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    const question = await asked;
    assert.equal(question.type(), "beforeunload");
    await question.dismiss();
    await leaving;
    await runBar(page).getByText("1 API secret inactive").waitFor();
  });

  test("does not ask once the report was saved where the end of its run is shown", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, 43);
    await assertAccessible(page, "saving offered");
    const { name, text } = await saveFile(page, "Save as JSON");
    assert.match(name, /^mysafe-deactivate-api-secrets-.*\.json$/);
    assert.equal(JSON.parse(text).changed, 1);
    await runBar(page).getByText("Saved as a file", { exact: true }).waitFor();
    assert.equal(await asksOnLeaving(page), false);
  });
});

/** @param {Page} page */
const keepBox = (page) => page.getByRole("checkbox", { name: "Keep reports in this browser" });

/** Everything stored on this origin. @param {Page} page */
const stored = (page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const contents = await Promise.all(
      databases.map(
        ({ name = "" }) =>
          new Promise((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => {
              const database = opening.result;
              const reading = database.transaction("reports").objectStore("reports").getAll();
              reading.onsuccess = () => {
                database.close();
                resolve(reading.result);
              };
            };
          }),
      ),
    );
    return { marks: Object.keys(localStorage), reports: contents.flat() };
  });

/** Waits until so many reports are stored and leaving does not ask. @param {Page} page */
const waitUntilKept = (page) =>
  page.waitForFunction(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));

describe("this browser", () => {
  test("keeps nothing by default, then reports with what was undone, without a credential, and deletes them", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    assert.equal(await keepBox(page).isChecked(), false);
    assert.deepEqual(await stored(page), { marks: [], reports: [] });
    await page.getByText("who made each run and why, with the client ID; no secrets, no values").waitFor();
    await keepBox(page).check();
    await waitUntilKept(page);
    await page.getByText("Kept in this browser only", { exact: true }).waitFor();
    await button(page, /^Undo: activate 7$/).click();
    await button(page, "Activate 7 API secrets…").click();
    await button(page, "Activate 7 API secrets").click();
    await waitForEnd(page, "7 API secrets active");
    await waitUntilKept(page);
    await assertAccessible(page, "reports kept");
    const { reports } = await stored(page);
    assert.equal(reports.length, 2);
    assert.doesNotMatch(JSON.stringify(reports).replaceAll(credentials.clientId, ""), /c4nary/);

    // A later visit.
    await page.reload();
    await button(page, "Reports (2)").click();
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    assert.deepEqual(await counts(page), kept);
    assert.equal(await page.getByText("Undone", { exact: true }).count(), 7);
    assert.equal(await button(page, /undo 7/).count(), 0, "what is undone is not offered again");
    await button(page, "Back").click();
    await connect(page);
    await openView(page, "Log");
    assert.ok((await logLines(page)).includes("2 reports from earlier visits read from this browser"));
    assert.deepEqual(inactiveIdentifiers(sandbox), ["46", "47", "49"]);

    await openView(page, "Reports");
    await button(page, "Delete what this browser keeps").click();
    await page.getByText("Not saved yet", { exact: true }).waitFor();
    assert.equal(await keepBox(page).isChecked(), false);
    const { marks, reports: left } = await stored(page);
    assert.deepEqual([marks, left], [[], []]);
    assert.equal(await asksOnLeaving(page), true);
    await page.reload();
    await button(page, "Connect").waitFor();
    assert.equal(await button(page, /^Reports/).count(), 0);
  });

  test("keeps a report of ten thousand items", async (t) => {
    const { page } = await openPage(t);
    const error = { code: "NETWORK", message: "m".repeat(300), requestId: "r".repeat(40), attempts: 4 };
    const outcomes = Array.from({ length: 10_000 }, (_, index) => ({
      identifier: String(index),
      name: "n".repeat(60),
      state: "unknown",
      error,
    }));
    await loadReport(page, "large.json", JSON.stringify({ action: "deactivate", outcomes }));
    await keepBox(page).check();
    await page.waitForFunction(async () => {
      const [{ name = "" } = {}] = await indexedDB.databases();
      return new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("reports").objectStore("reports").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result === 1);
          };
        };
      });
    });
    await page.reload();
    await button(page, "Reports (1)").click();
    await page.getByText("large.json", { exact: true }).waitFor();
    assert.equal(await page.getByRole("group", { name: "Show only" }).getByText("10,000").count(), 1);
  });

  test("reads what is stored as it reads a file: what is no report is counted, and nothing in it runs", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, 43);
    await openView(page, "Reports");
    await keepBox(page).check();
    await waitUntilKept(page);
    await page.evaluate(async () => {
      const [{ name = "" } = {}] = await indexedDB.databases();
      const outcomes = [{ identifier: '<img src="/x">', name: "<b>x</b>", state: "skipped" }];
      const records = [
        { key: "a", text: "no JSON" },
        { key: "b", text: 42 },
        { key: "c", text: '{"action":"explode","outcomes":[]}' },
        { key: "d", text: JSON.stringify({ action: "activate", outcomes }), file: "<b>x</b>", isSaved: "yes" },
      ];
      await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("reports", "readwrite");
          for (const record of records) writing.objectStore("reports").put(record);
          writing.oncomplete = () => {
            opening.result.close();
            resolve(undefined);
          };
        };
      });
    });
    await page.reload();
    await button(page, "Reports (2)").click();
    await page.getByText("3 stored reports couldn’t be read", { exact: true }).waitFor();
    await assertAccessible(page, "stored reports that cannot be read");
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    await outcome(page, '<img src="/x">').waitFor();
    assert.equal(await page.locator("#app :is(img, b)").count(), 0);
  });

  test("says that its storage is full, and leaving asks then", async (t) => {
    const { page } = await openPage(t);
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.reload();
    await connect(page);
    await deactivate(page, 43);
    await openView(page, "Reports");
    await keepBox(page).check();
    await page.getByRole("alert").getByText("A report couldn’t be kept: the browser’s storage is full").waitFor();
    await assertAccessible(page, "storage full");
    await page.getByText("Not saved yet", { exact: true }).waitFor();
    assert.equal(await asksOnLeaving(page), true);
  });

  test("says that it forbids storage, and the box stays off", async (t) => {
    const { page } = await openPage(t);
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("no", "SecurityError");
        },
      });
    });
    await page.reload();
    await loadReport(page, "x.json", '{"action":"deactivate","outcomes":[{"identifier":"43","state":"skipped"}]}');
    await keepBox(page).click();
    await page.getByRole("alert").getByText("This browser doesn’t let this page store anything").waitFor();
    assert.equal(await keepBox(page).isChecked(), false);
  });

  test("keeps nothing any more in a tab after another has deleted everything", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, 43);
    await openView(page, "Reports");
    await keepBox(page).check();
    await waitUntilKept(page);
    const other = await page.context().newPage();
    await other.goto(url());
    await button(other, "Reports (1)").click();
    await button(other, "Delete what this browser keeps").click();
    await other.getByText("Not saved yet", { exact: true }).waitFor();
    await page.getByText("Not saved yet", { exact: true }).waitFor();
    assert.equal(await keepBox(page).isChecked(), false);
    assert.equal(await asksOnLeaving(page), true);
  });
});
