// @ts-check
// Looks at the items of a report after its run: their price, what they saw, and what they do not say.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { at } from "../../scripts/base/project.mjs";
import { loadReport, runWithFaults, saveFile, secrets } from "./report.mjs";
import { basePath, choosePerson, teamSite } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  dialog,
  fill,
  focusedName,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const isReport = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(at("cli/schema/report.json"), "utf8")));
const team = teamSite(() => visit.url());
const visit = pageAndSandbox({ secrets }, { fallback: team.fallback });
const { sandbox, openPage, openConnected, operations, url } = visit;

const looks = () => operations().filter((operation) => operation === "get").length;

/** Looks at all items of the report on screen. @param {Page} page @param {number} many */
async function look(page, many) {
  await button(page, `Verify ${many}…`).click();
  await button(page, `Verify ${many}`).click();
}

/** What the looks saw, line by line. @param {Page} page */
async function seen(page) {
  const lines = await page.locator(".verification .notice-title, .verification li").allInnerTexts();
  return lines.map((line) => line.replace(/\s*Copy these identifiers\s*/, "").trim());
}

/** The report as JSON, which has to be one of the schema. @param {Page} page @returns {Promise<any>} */
async function savedReport(page) {
  const report = JSON.parse((await saveFile(page, "JSON")).text);
  const isValid = isReport(report);
  assert.ok(isValid, JSON.stringify(isReport.errors));
  return report;
}

/** @param {Page} page */
async function deactivateTwo(page) {
  await checkbox(page, 43).check();
  await checkbox(page, 46).check();
  await button(page, "Deactivate 2").click();
  await button(page, "Deactivate 2 API secrets").click();
  await button(page, "See the report").click();
}

describe("a look after the run", () => {
  test("stamps each item with what it saw and when, with what differs on top, here and in the files", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    sandbox.secrets.setActive(50, true); // by somebody else, after the run
    await button(page, "Verify 12…").click();
    await dialog(page).getByText("MySafe may log each check as a view of the API secret.").waitFor();
    await assertAccessible(page, "asking whether to look again");
    assert.equal(looks(), 0, "nothing is sent before the price was said");
    await dialog(page).getByLabel("Operator").fill("Rui");
    await button(page, "Verify 12").click();
    await page.getByText("9 of 12 were seen to be inactive", { exact: true }).waitFor();
    assert.equal(
      new Set(sandbox.requests.filter(({ operation }) => operation === "get").map((each) => each.identifier)).size,
      12,
    );
    assert.deepEqual(await seen(page), [
      "9 of 12 were seen to be inactive",
      "2 were active: 44, 50",
      "1 could not be checked: 45. MySafe has no API secret with this identifier.",
    ]);
    await page.getByText("A check shows the state at that time. It may have changed since.").waitFor();
    await page.getByText(/^Checked .*\d\d:\d\d:\d\d.* · Operator: Rui \(as entered\)$/).waitFor();
    await outcome(page, 44)
      .getByText(/^Was active at \d\d:\d\d$/)
      .waitFor();
    await outcome(page, 45)
      .getByText(/^Could not be checked at \d\d:\d\d$/)
      .waitFor();
    await outcome(page, 49)
      .getByText(/^Verified inactive at \d\d:\d\d$/)
      .waitFor();
    await assertAccessible(page, "what the looks saw");
    await page.getByText("Not saved yet", { exact: true }).waitFor();

    const { outcomes, verifications, runs } = await savedReport(page);
    assert.equal(runs[0].operator, undefined);
    assert.equal(verifications.length, 1);
    assert.equal(verifications[0].operator, "Rui");
    for (const { looks: each } of outcomes) {
      assert.equal(each.length, 1);
      assert.ok(verifications[0].startedAt <= each[0].at && each[0].at <= verifications[0].endedAt);
    }
    const { at: time, ...what } = outcomes[2].looks[0];
    assert.deepEqual(what, { code: "NOT_FOUND" });
    const csv = (await saveFile(page, "CSV")).text.split("\r\n");
    assert.ok(csv[3]?.endsWith(`,${time},,NOT_FOUND`), csv[3]);
    assert.match(csv[8] ?? "", /^50,.*,true,$/);
    await openView(page, "Log");
    assert.ok((await logLines(page)).includes("Checked the items of report 1 again: 9 of 12 were seen to be inactive"));
  });

  test("can be stopped: what was seen stays, and the rest has not been looked at", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    for (let identifier = 47; identifier <= 54; identifier += 1) {
      sandbox.next({ operation: "get", identifier, fault: "stall", times: 5 });
    }
    await look(page, 12);
    await page.locator(".verifying").getByText("4 of 12 checked", { exact: true }).waitFor();
    await assertAccessible(page, "looking again");
    assert.equal(await button(page, "Retry 1 failed or unknown").getAttribute("aria-disabled"), "true");
    await button(page, "Stop checking").focus();
    await page.keyboard.press("Enter");
    await page.getByText("2 of 12 were seen to be inactive", { exact: true }).waitFor();
    assert.equal(
      (await seen(page)).at(-1),
      "8 have not been checked since their outcomes: 47, 48, 49, 50, 51, 52, 53, 54",
    );
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY", "the focus is kept");
    const { outcomes } = await savedReport(page);
    assert.deepEqual(
      outcomes
        .filter((/** @type {{ looks?: unknown }} */ each) => each.looks)
        .map((/** @type {{ identifier: string }} */ each) => each.identifier),
      ["43", "44", "45", "46"],
    );
  });

  test("says that all were off only of those that it saw off, and an older look says nothing of a later run", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "deactivate", identifier: 46, fault: "server-error", times: 10 });
    await deactivateTwo(page);
    await look(page, 2);
    await page.getByText("1 of 2 was seen to be inactive", { exact: true }).waitFor();
    assert.deepEqual((await seen(page)).slice(1), ["1 was active: 46"]);
    sandbox.reset();
    sandbox.secrets.setActive(43, false);
    await button(page, "Retry 1 failed or unknown").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "2 API secrets inactive");
    assert.deepEqual((await seen(page)).slice(1), ["1 has not been checked since its outcome: 46"]);
    await look(page, 2);
    await page.getByText("All 2 were inactive", { exact: true }).waitFor();
    assert.deepEqual(await seen(page), ["All 2 were inactive"]);
    const { verifications, outcomes } = await savedReport(page);
    assert.equal(verifications.length, 2);
    assert.deepEqual(
      outcomes[1].looks.map((/** @type {{ active: boolean }} */ { active }) => active),
      [true, false],
    );
  });

  test("does not judge what an undo has put back", async (t) => {
    const { page } = await openConnected(t);
    await deactivateTwo(page);
    await button(page, "Undo: activate 2").click();
    await dialog(page).getByRole("checkbox").last().uncheck();
    await button(page, "Activate 1 API secret…").click();
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    await page.getByRole("combobox", { name: "Report" }).selectOption({ index: 1 });
    await look(page, 2);
    await page.getByText("It was inactive", { exact: true }).waitFor();
    assert.deepEqual(await seen(page), ["It was inactive", "1 put back by an undo is not compared"]);
  });

  test("needs a connection to the vault of the report", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    const report = { kind: "apiSecret", action: "deactivate", outcomes: [{ identifier: "43", state: "skipped" }] };
    await loadReport(page, "nowhere.json", JSON.stringify(report));
    await page.getByText("This report doesn’t say where it was made").waitFor();
    await button(page, "Verify 1…").focus();
    await page.keyboard.press("Enter");
    assert.equal(await dialog(page).count(), 0);
    for (const where of [{ address: "https://other.example" }, { address: url(), tenant: "acme" }]) {
      await loadReport(page, "elsewhere.json", JSON.stringify({ ...report, ...where }));
      const place = [where.address, where.tenant].filter(Boolean).join(" · ");
      await page.getByText(`connect to where this report was made: ${place}.`).waitFor();
      await button(page, "Verify 1…").focus();
      await page.keyboard.press("Enter");
      assert.equal(await dialog(page).count(), 0);
    }
    await loadReport(page, "here.json", JSON.stringify({ ...report, address: url() }));
    await button(page, "Disconnect").click();
    await button(page, /^Reports/).click();
    await button(page, "Connect to verify 1").click();
    await fill(page);
    await button(page, "Connect").click();
    await look(page, 1);
    await page.getByText("0 of 1 was seen to be inactive", { exact: true }).waitFor();
    assert.equal(looks(), 1);
  });

  test("is not offered behind a broker to somebody who may not look", async (t) => {
    const { page } = await openPage(t, { path: basePath });
    await page.route("**/team/session", async (route) => {
      const response = await route.fetch();
      if (!response.ok()) return route.fulfill({ response });
      const session = await response.json();
      for (const kind of Object.keys(session.grants)) session.grants[kind] = ["list", "deactivate"];
      return route.fulfill({ response, json: session });
    });
    await button(page, "Sign in").click();
    await choosePerson(page, "Ana");
    await page.getByRole("grid").waitFor();
    await deactivateTwo(page);
    await button(page, "JSON").waitFor();
    assert.equal(await button(page, /^Verify/).count(), 0);
    assert.equal(await focusedName(page), "Reports");
  });
});
