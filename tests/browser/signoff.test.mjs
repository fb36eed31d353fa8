// @ts-check
// Who, why and when: asked in the confirmation, and told by the report, its files and the log.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { at } from "../../scripts/base/project.mjs";
import { loadReport, saveFile, secrets } from "./report.mjs";
import { basePath, choosePerson, teamSite } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  dialog,
  field,
  fill,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const isReport = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(at("cli/schema/report.json"), "utf8")));
const other = { clientId: "c4nary/other 2b", clientSecret: "c4nary-other-secret" };
const team = teamSite(() => visit.url());
const visit = pageAndSandbox({ secrets, clients: [credentials, other] }, { fallback: team.fallback });
const { sandbox, openPage, openConnected } = visit;

/** What the fields of the confirmation say. @param {Page} page */
async function entries(page) {
  const values = [];
  for (const label of ["Operator", "Ticket", "Note"]) values.push(await field(page, label).inputValue());
  return values;
}

/** @param {Page} page @param {string} operator @param {string} ticket @param {string} note */
async function sign(page, operator, ticket, note) {
  await field(page, "Operator").fill(operator);
  await field(page, "Ticket").fill(ticket);
  await field(page, "Note").fill(note);
}

/** The report as JSON, which has to be one of the schema. @param {Page} page @returns {Promise<any>} */
async function savedReport(page) {
  const { text } = await saveFile(page, "JSON");
  const report = JSON.parse(text);
  const isValid = isReport(report);
  assert.ok(isValid, JSON.stringify(isReport.errors));
  return report;
}

/** The texts of the runs in the report. @param {Page} page */
async function runsOnScreen(page) {
  const texts = await page.getByRole("list", { name: "Who, why and when" }).getByRole("listitem").allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
}

/** @param {Page} page @param {number} identifier */
async function choose(page, identifier) {
  await checkbox(page, identifier).check();
  await button(page, "Deactivate 1").click();
}

describe("who and why", () => {
  test("is asked once a run, is in the report, its files and the log, and is filled in for the next run", async (t) => {
    const { page } = await openConnected(t);
    await choose(page, 43);
    assert.deepEqual(await entries(page), ["", "", ""]);
    await sign(page, "Ana Lima", "INC-4711", "=found in a public repository");
    await assertAccessible(page, "the confirmation with who and why");
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    assert.deepEqual(await runsOnScreen(page), [
      `Operator: Ana Lima (as entered) Ticket: INC-4711 Note: =found in a public repository Client ID of the access key: ${credentials.clientId}`,
    ]);
    const { runs, startedAt, endedAt, outcomes } = await savedReport(page);
    assert.deepEqual(runs, [
      {
        ...{ startedAt, endedAt, operator: "Ana Lima", ticket: "INC-4711", note: "=found in a public repository" },
        clientId: credentials.clientId,
      },
    ]);
    assert.equal(outcomes[0].run, 1);
    const time = await outcome(page, 43).locator("time").getAttribute("datetime");
    assert.equal(time, outcomes[0].at);
    const csv = (await saveFile(page, "CSV")).text.split("\r\n");
    assert.ok(
      csv[1]?.endsWith(`,,${time},1,Ana Lima,,INC-4711,'=found in a public repository,${credentials.clientId},,,`),
      csv[1],
    );
    await openView(page, "Log");
    const [, , , started] = await logLines(page);
    assert.equal(started, "Deactivating 1 API secret · Ana Lima · INC-4711 · =found in a public repository");

    await openView(page, "Items");
    await button(page, "Clear").click();
    await choose(page, 46);
    assert.deepEqual(await entries(page), ["Ana Lima", "INC-4711", "=found in a public repository"]);
  });

  test("may stay empty, and Enter in its fields begins nothing", async (t) => {
    const { page } = await openConnected(t);
    await choose(page, 43);
    await field(page, "Ticket").fill("INC-1");
    await page.keyboard.press("Enter");
    await field(page, "Ticket").fill("");
    assert.equal(await dialog(page).count(), 1);
    assert.equal(sandbox.changes.length, 0);
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    assert.deepEqual(await runsOnScreen(page), [
      `Operator: not stated Client ID of the access key: ${credentials.clientId}`,
    ]);
    const { runs } = await savedReport(page);
    assert.deepEqual(Object.keys(runs[0]), ["clientId", "startedAt", "endedAt"]);
    await openView(page, "Log");
    assert.equal((await logLines(page)).at(-2), "Deactivating 1 API secret");
  });

  test("of each run is in a report that somebody else went on with, and its duration is that of its runs", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    sandbox.next({ operation: "deactivate", identifier: 46, fault: "lost-timeout", times: 5 });
    await checkbox(page, 43).check();
    await checkbox(page, 46).check();
    await button(page, "Deactivate 2").click();
    await sign(page, "Ana Lima", "INC-4711", "night shift");
    await button(page, "Deactivate 2 API secrets").click();
    await button(page, "See the report").click();
    await page.clock.fastForward("05:00");
    await button(page, "Retry 1 failed or unknown").click();
    await sign(page, "Rui", "INC-4711", "day shift");
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "2 API secrets inactive");

    const { runs, outcomes, startedAt, endedAt, duration } = await savedReport(page);
    assert.deepEqual(
      runs.map((/** @type {{ operator: string, note: string }} */ { operator, note }) => [operator, note]),
      [
        ["Ana Lima", "night shift"],
        ["Rui", "day shift"],
      ],
    );
    const [first, second] = runs;
    assert.deepEqual([first.startedAt, second.endedAt], [startedAt, endedAt]);
    const length = (/** @type {{ startedAt: string, endedAt: string }} */ run) =>
      Date.parse(run.endedAt) - Date.parse(run.startedAt);
    assert.equal(duration, length(first) + length(second));
    assert.ok(Date.parse(second.startedAt) - Date.parse(first.endedAt) >= 300_000);
    for (const { run, at } of outcomes) {
      assert.ok(runs[run - 1].startedAt <= at && at <= runs[run - 1].endedAt, `${run} ${at}`);
    }
    assert.deepEqual(
      outcomes.map((/** @type {{ run: number }} */ { run }) => run),
      [1, 2],
    );
    const shown = await runsOnScreen(page);
    assert.match(shown[0] ?? "", /^Run 1 .* Operator: Ana Lima \(as entered\) .* Note: night shift/);
    assert.match(shown[1] ?? "", /^Run 2 .* Operator: Rui \(as entered\) .* Note: day shift/);

    // Each run in the log has its beginning and its end, which are of the same items.
    await openView(page, "Log");
    const lines = (await logLines(page)).filter((line) => /^Deactivat/.test(line)).reverse();
    assert.deepEqual(lines, [
      "Deactivating 2 API secrets · Ana Lima · INC-4711 · night shift",
      "Deactivation of API secrets ended: 1 unknown, 1 done",
      "Deactivating 1 API secret · Rui · INC-4711 · day shift",
      "Deactivation of API secrets ended: 1 done (not certain)",
    ]);
  });

  test("survives a file, and a run that goes on from one of nobody known says so", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    const older = {
      ...{ kind: "apiSecret", action: "deactivate", address: visit.url(), startedAt: "2026-11-20T10:00:00.000Z" },
      ...{ endedAt: "2026-11-20T10:05:00.000Z", duration: 60_000, outcomes: [{ identifier: "43", state: "skipped" }] },
    };
    await loadReport(page, "older.json", JSON.stringify(older));
    assert.equal(await page.getByRole("list", { name: "Who, why and when" }).count(), 0);
    await button(page, "Send 1 that was not sent").click();
    await sign(page, "Ana Lima", "", "");
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    const report = await savedReport(page);
    assert.deepEqual(report.runs[0], { startedAt: older.startedAt, endedAt: older.endedAt });
    assert.equal(report.runs[1].operator, "Ana Lima");
    assert.match((await runsOnScreen(page))[0] ?? "", /^Run 1 .* Operator: not stated$/);
    await loadReport(page, "again.json", JSON.stringify(report));
    const again = await savedReport(page);
    assert.deepEqual(again, report);
  });

  test("asks anew for the operator after a connection with another access key", async (t) => {
    const { page } = await openConnected(t);
    await choose(page, 43);
    await sign(page, "Ana Lima", "INC-4711", "x");
    await button(page, "Cancel").click();
    await button(page, "Disconnect").click();
    await connect(page);
    await choose(page, 43);
    assert.deepEqual(await entries(page), ["Ana Lima", "INC-4711", "x"]);
    await button(page, "Cancel").click();
    await button(page, "Disconnect").click();
    await fill(page, other);
    await button(page, "Connect").click();
    await choose(page, 43);
    assert.deepEqual(await entries(page), ["", "INC-4711", "x"]);
  });

  test("is that of the person who is signed in behind a broker, and cannot be entered", async (t) => {
    const { page } = await openPage(t, { path: basePath });
    await button(page, "Sign in").click();
    await choosePerson(page, "Ana");
    await page.getByRole("grid").waitFor();
    await choose(page, 43);
    await dialog(page).getByText("Operator: Ana Lima (ana@team.example, signed in)").waitFor();
    assert.equal(await field(page, "Operator").count(), 0);
    await field(page, "Ticket").fill("INC-4711");
    await assertAccessible(page, "the confirmation behind a broker");
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    const { runs, startedAt, endedAt } = await savedReport(page);
    assert.deepEqual(runs, [
      { startedAt, endedAt, operator: "Ana Lima", identity: "ana@team.example", ticket: "INC-4711" },
    ]);
    assert.deepEqual(await runsOnScreen(page), ["Operator: Ana Lima (ana@team.example, signed in) Ticket: INC-4711"]);
  });
});

test("the log can be saved as text and as CSV, with nothing secret and no formula", async (t) => {
  const { page } = await openConnected(t);
  await choose(page, 43);
  await sign(page, "Ana Lima", "INC-4711", "x;=1+1");
  await button(page, "Deactivate 1 API secret").click();
  await waitForEnd(page, "1 API secret inactive");
  await openView(page, "Log");
  await assertAccessible(page, "the log");
  const shown = (await logLines(page)).reverse();
  const { name, text } = await saveFile(page, "Save the log as text");
  assert.match(name, /^mysafe-log-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.txt$/);
  const lines = text.trimEnd().split("\n");
  for (const line of lines) assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z {2}\S/);
  assert.deepEqual(
    lines.map((line) => line.slice(26)),
    shown,
  );
  const csv = (await saveFile(page, "Save the log as CSV")).text.split("\r\n");
  assert.equal(csv[0], "\uFEFFat,tone,event");
  assert.match(csv[2] ?? "", /^\d{4}-.*Z,plain,Deactivating 1 API secret · Ana Lima · INC-4711 · x;'=1\+1$/);
  assert.doesNotMatch(text + csv.join(), /c4nary/);
});
