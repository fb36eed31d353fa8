// @ts-check
// Reports: their content, retry and undo.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { firstReport, inactiveIdentifiers, loadReport, runWithFaults, saveFile, secrets } from "./report.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  counts,
  dialog,
  focusedName,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openConnected } = pageAndSandbox({ secrets });

describe("the report", () => {
  test("has a reason for each outcome, and lists those that need attention first", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    assert.equal(await focusedName(page), "Reports");
    assert.deepEqual(await counts(page), {
      Failed: 2,
      Unknown: 1,
      "Done (not certain)": 1,
      Done: 7,
      "Already inactive (not certain)": 1,
    });
    await assertAccessible(page, "the report");
    const first = await page.getByRole("region", { name: "Outcomes" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      first.slice(0, 4).map((text) => text.match(/\d+/)?.[0]),
      ["44", "45", "49", "47"],
    );
    await outcome(page, 44)
      .getByText("This access key isn’t allowed to change this API secret. Use the key of")
      .waitFor();
    await outcome(page, 45).getByText("MySafe has no API secret with this identifier. Use the number").waitFor();
    await outcome(page, 49).getByText("It may have been changed all the same").waitFor();
    await outcome(page, 47)
      .getByText(/^It was inactive at \d\d:\d\d, most likely by this run\. No answer says so/)
      .waitFor();
    await outcome(page, 43)
      .getByText(/^It was deactivated at \d\d:\d\d\.$/)
      .waitFor();

    await outcome(page, 45).getByText("Details").click();
    const details = await outcome(page, 45).locator("dl").innerText();
    assert.match(details, /Code\s*NOT_FOUND\s*HTTP status\s*400\s*MySafe error\s*1005\s*Request ID\s*\w+\s*Tries\s*1/);
    await assertAccessible(page, "details");

    await button(page, /^1\s*Already inactive \(not certain\)$/).click();
    await outcome(page, 46)
      .getByText(/^MySafe said at \d\d:\d\d that it was already inactive; your browser may have/)
      .waitFor();
    assert.equal(await page.getByRole("region", { name: "Outcomes" }).getByRole("listitem").count(), 1);
    await button(page, /^0\s*Not sent$/).click();
    await page.getByText("None of this kind.").waitFor();
    await assertAccessible(page, "none of this kind");
  });

  test("is updated by a retry, which turns an unknown outcome into an uncertain change", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    await button(page, "Retry 1 failed or unknown").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "10 of 12 API secrets inactive");
    assert.deepEqual(await counts(page), {
      Failed: 2,
      "Done (not certain)": 2,
      Done: 7,
      "Already inactive (not certain)": 1,
    });
    await outcome(page, 49).getByText("most likely by this run").waitFor();
  });

  test("keeps an unknown outcome if a retry cannot settle it", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    sandbox.secrets.remove(49);
    await button(page, "Retry 1 failed or unknown").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "9 of 12 API secrets inactive");
    await outcome(page, 49).getByText("MySafe has no API secret with this identifier. Use the number").waitFor();
    assert.equal((await counts(page)).Unknown, 1);
    await outcome(page, 49).getByText("trying again won’t tell: check it in MySafe").waitFor();
    assert.equal(await button(page, /^Retry/).count(), 0, "it would be refused again");
  });

  test("has a placeholder before the first one", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    await page.getByText("No report yet", { exact: true }).waitFor();
    await assertAccessible(page, "no report");
  });
});

test("a report over a bad network agrees with the server", async (t) => {
  const { page } = await openConnected(t);
  // Without `reset`: Chromium itself repeats such a request, and the page does not notice.
  const kinds = /** @type {const} */ ([
    "server-error",
    "rate-limit",
    "cut",
    "malformed",
    "html",
    "lost-timeout",
    "revoked",
  ]);
  sandbox.setFaults({ rate: 0.5, kinds, retryAfter: 0, operations: ["deactivate"] });
  await page.getByRole("checkbox", { name: "Select all 12 that match" }).check();
  await button(page, "Deactivate 12").click();
  await button(page, "Deactivate 12 API secrets").click();
  await button(page, "See the report").click();
  const { outcomes } = JSON.parse((await saveFile(page, "JSON")).text);
  assert.equal(outcomes.length, 12);
  const isOff = new Set(inactiveIdentifiers(sandbox));
  const changedBy = new Set(sandbox.changes.filter(({ changed }) => changed).map(({ identifier }) => identifier));
  for (const { identifier, state, change } of outcomes) {
    if (state === "changed" || state === "unchanged") assert.ok(isOff.has(identifier), identifier);
    if (state === "changed" && change.certain) assert.ok(changedBy.has(identifier), identifier);
    if (state === "failed") assert.ok(!isOff.has(identifier), identifier);
    if (state === "unchanged" && change.certain) assert.ok(!changedBy.has(identifier), identifier);
  }
  assert.ok(sandbox.requests.filter(({ fault }) => fault).length > 5, "there are faults");
});

describe("what is not done", () => {
  /** The texts of the reasons. @param {Page} page */
  const reasons = async (page) => {
    const texts = await page.getByRole("list", { name: "Not done, by reason" }).getByRole("listitem").allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
  };

  test("is grouped by reason with the next step, and is retried only where that can succeed", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    const steps = await reasons(page);
    assert.equal(steps.length, 3);
    assert.match(
      steps[0] ?? "",
      /^1 failed This access key isn’t allowed to change this API secret\. Use the key of somebody .* Copy these identifiers$/,
    );
    assert.match(
      steps[1] ?? "",
      /^1 failed MySafe has no API secret with this identifier\. Use the number .* Copy these identifiers$/,
    );
    assert.match(
      steps[2] ?? "",
      /^1 unknown MySafe, or a server in front of it, failed\. .* a retry is safe and tells\. Copy these identifiers Retry 1$/,
    );
    await button(page, /^Retry 1: MySafe, or a server in front of it, failed/).click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "10 of 12 API secrets inactive");
    assert.equal((await reasons(page)).length, 2);
    assert.equal(await button(page, /^Retry/).count(), 0);
  });

  test("can be copied, one identifier a line", async (t) => {
    const { page } = await openConnected(t, { permissions: ["clipboard-read", "clipboard-write"] });
    await openView(page, "Reports");
    const error = { code: "NOT_FOUND", message: "" };
    const failed = ["43", "0044", "43", "x"].map((identifier) => ({ identifier, state: "failed", error }));
    await loadReport(page, "old.json", JSON.stringify({ action: "deactivate", outcomes: failed }));
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => void Reflect.set(window, "copied", text);
    });
    await button(page, "Copy these identifiers: 4 failed").click();
    await page.getByRole("listitem").getByText("3 copied", { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => Reflect.get(window, "copied")), "43\n0044\nx");
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await button(page, "Copy these identifiers: 4 failed").click();
    await page.getByRole("listitem").getByText("The browser didn’t let this page copy").waitFor();
    await assertAccessible(page, "not copied");
  });
});

describe("time", () => {
  test("of a report is that of its runs, without the time between them", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    sandbox.next({ operation: "deactivate", identifier: 43, fault: "lost-timeout", times: 5 });
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    await page.clock.fastForward("05:00");
    await button(page, "Retry 1 failed or unknown").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    const { startedAt, endedAt, duration } = JSON.parse((await saveFile(page, "JSON")).text);
    assert.ok(Date.parse(endedAt) - Date.parse(startedAt) >= 300_000 + duration);
    await page.getByText(/ – .*\(0:\d\d in all\)$/).waitFor();
  });

  test("of a loaded report is given with its day, and only if it is known", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    const change = { active: false, changed: true, certain: true, message: "", status: 200, attempts: 1 };
    const outcomes = [
      { identifier: "43", state: "changed", change, at: "2026-01-05T17:48:30" },
      { identifier: "44", state: "changed", change },
      { identifier: "45", state: "changed", change: { ...change, certain: false }, at: 7 },
    ];
    const report = { action: "deactivate", outcomes, undone: ["43"] };
    await loadReport(page, "old.json", JSON.stringify(report));
    await page.getByText("Time not known", { exact: true }).waitFor();
    await outcome(page, 43)
      .getByText("It was deactivated on Jan 5, 2026 at 17:48. Later it was active again.", { exact: true })
      .waitFor();
    await outcome(page, 44).getByText("It was deactivated by this run.", { exact: true }).waitFor();
    await outcome(page, 45).getByText("It was inactive, most likely by this run.").waitFor();
    // A file of others does not say how long its runs took.
    const times = { startedAt: "2026-01-05T17:40:00", endedAt: "2026-01-06T09:00:00" };
    await loadReport(page, "older.json", JSON.stringify({ ...report, ...times }));
    await page.getByText("Jan 5, 2026, 17:40 – Jan 6, 2026, 09:00", { exact: true }).waitFor();
    await page.getByRole("button", { name: "PT: português do Brasil" }).click();
    await page
      .getByText("Foi desativado em 5 de jan. de 2026 às 17:48. Mais tarde estava ativo de novo.", { exact: true })
      .waitFor();
  });

  test("of a run begins and ends with the same number of items in the log, also for a retry", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    await button(page, /^Retry/)
      .first()
      .click();
    await button(page, /^Deactivate \d API secrets?$/).click();
    await waitForEnd(page, "10 of 12 API secrets inactive");
    await openView(page, "Log");
    const lines = (await logLines(page)).filter((line) => /^Deactivat(ing|ion)/.test(line)).reverse();
    const numbers = lines.map((line) => [...line.matchAll(/\d+/g)].reduce((sum, [digits]) => sum + Number(digits), 0));
    assert.equal(lines.length, 4);
    assert.equal(numbers[0], 12);
    assert.equal(numbers[1], 12, lines[1]);
    assert.equal(numbers[3], numbers[2], lines[3]);
    assert.match(lines[3] ?? "", /1 done \(not certain\)/);
  });
});

describe("undo", () => {
  test("undoes certain changes, and lists uncertain ones separately and not ticked", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    assert.deepEqual(inactiveIdentifiers(sandbox), ["43", "46", "47", "48", "49", "50", "51", "52", "53", "54"]);
    await button(page, "Undo: activate 7").click();
    await dialog(page).getByText("Activate the 7 API secrets that this run deactivated:").waitFor();
    await dialog(page).getByText("1 is not certain").waitFor();
    await assertAccessible(page, "undoing");
    const certain = dialog(page).getByRole("region", { name: "Changed by this run" }).getByRole("checkbox");
    const uncertain = dialog(page).getByRole("region", { name: "Not certain" }).getByRole("checkbox");
    assert.equal(await certain.count(), 7);
    for (const box of await certain.all()) assert.equal(await box.isChecked(), true);
    assert.deepEqual([await uncertain.count(), await uncertain.isChecked()], [1, false]);

    await certain.last().uncheck();
    await button(page, "Activate 6 API secrets…").click();
    await button(page, "Activate 6 API secrets").click();
    await waitForEnd(page, "6 API secrets active");
    assert.deepEqual(inactiveIdentifiers(sandbox), ["46", "47", "49", "54"]);

    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    assert.equal(await page.getByText("Undone", { exact: true }).count(), 6);
    await button(page, "Undo: activate 1").click();
    await uncertain.check();
    await button(page, "Activate 2 API secrets…").click();
    await button(page, "Activate 2 API secrets").click();
    await waitForEnd(page, "2 API secrets active");
    assert.deepEqual(inactiveIdentifiers(sandbox), ["46", "49"]);
  });

  test("of nothing certain is not offered, and what is not certain is offered apart, with why", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "deactivate", identifier: 47, fault: "lost-timeout" });
    await checkbox(page, 47).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    assert.equal(await button(page, /^Undo: /).count(), 0);
    await button(page, "Undo 1 that is not certain…").click();
    await dialog(page).getByText("somebody may have done so before, for a reason").waitFor();
    assert.equal(await dialog(page).getByText("that this run deactivated").count(), 0);
    await assertAccessible(page, "undoing what is not certain");
    assert.equal(await button(page, "Activate 0 API secrets…").getAttribute("aria-disabled"), "true");
    await dialog(page).getByRole("checkbox").check();
    await button(page, "Activate 1 API secret…").click();
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    assert.deepEqual(inactiveIdentifiers(sandbox), []);
  });
});

test("two runs have two reports, and each can be opened", async (t) => {
  const { page } = await openPage(t);
  await connect(page);
  for (const identifier of [43, 48]) {
    await checkbox(page, identifier).check();
    await button(page, /^Deactivate \d$/).click();
    await button(page, /^Deactivate \d API secrets?$/).click();
    await waitForEnd(page, identifier === 43 ? "1 API secret inactive" : "2 API secrets inactive");
    await button(page, "Close").click();
  }
  await openView(page, "Reports");
  assert.deepEqual(await counts(page), { Done: 1, "Already inactive (not certain)": 1 });
  await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
  assert.deepEqual(await counts(page), { Done: 1 });
});
