// @ts-check
// Saved and loaded reports.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { MySafe } from "mysafe-wasm";
import { at } from "../../scripts/base/project.mjs";
import { firstReport, inactiveIdentifiers, loadReport, runWithFaults, saveFile, secrets } from "./report.mjs";
import {
  assertAccessible,
  button,
  connect,
  counts,
  credentials,
  dialog,
  openView,
  outcome,
  pageAndSandbox,
  waitForEnd,
} from "./visit.mjs";

const { sandbox, openPage, openConnected, url } = pageAndSandbox({ secrets });

describe("files", () => {
  test("a report saved as JSON can be processed by a script", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    const { name, text } = await saveFile(page, "JSON");
    assert.match(name, /^mysafe-deactivate-api-secrets-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
    const report = JSON.parse(text);
    const { outcomes, startedAt, endedAt, duration, runs, ...rest } = report;
    assert.deepEqual(runs, [{ startedAt, endedAt, clientId: credentials.clientId }]);
    assert.equal(Date.parse(endedAt) - Date.parse(startedAt), duration);
    for (const { at } of outcomes) assert.ok(startedAt <= at && at <= endedAt, at);
    assert.deepEqual(rest, {
      kind: "apiSecret",
      action: "deactivate",
      address: url(),
      total: 12,
      changed: 8,
      unchanged: 1,
      failed: 2,
      unknown: 1,
      skipped: 0,
      aborted: false,
      ended: true,
    });
    assert.deepEqual(
      outcomes
        .map((/** @type {{ identifier: string, state: string }} */ { identifier, state }) => [identifier, state])
        .slice(0, 3),
      [
        ["43", "changed"],
        ["44", "failed"],
        ["45", "failed"],
      ],
    );
    assert.equal(outcomes[1].error.code, "ACCESS_DENIED");
    assert.doesNotMatch(text.replaceAll(credentials.clientId, ""), /c4nary/);

    // As in the README.
    const mysafe = new MySafe({ baseUrl: "https://vault.example", ...credentials, fetch: sandbox.fetch });
    const ours = outcomes.filter(
      (/** @type {import("mysafe-wasm").BatchOutcome} */ outcome) =>
        outcome.state === "changed" && outcome.change.certain,
    );
    const undone = await mysafe.activateMany(ours);
    assert.equal(undone.changed, 7);
  });

  test("a report saved as CSV has no formulas, and can be pasted to choose the same secrets", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    const { name, text } = await saveFile(page, "CSV");
    assert.match(name, /\.csv$/);
    const lines = text.split("\r\n");
    assert.equal(
      lines[0],
      "\uFEFFidentifier,kind,name,outcome,active,certain,verified,code,http_status,mysafe_error,request_id,attempts,message,undone,at,run,operator,identity,ticket,note,client_id,look_at,look_active,look_code",
    );
    assert.equal(lines.length, 14);
    assert.ok(
      lines[6]?.startsWith(
        `48,apiSecret,"'=HYPERLINK(""http://evil.example"",""x"")",changed,false,true,false,,200,,,1,`,
      ),
      lines[6],
    );
    assert.match(lines[3] ?? "", /^45,.*,failed,,,,NOT_FOUND,400,1005,\w+,1,/);
    assert.match(lines[7] ?? "", /^49,.*,unknown,,,,SERVER,504,/);

    // Pasting the table chooses the same secrets.
    await openView(page, "Items");
    await button(page, "Clear").click();
    await button(page, "Paste a list").click();
    await page.getByLabel("Identifiers, from a ticket or a table").fill(text);
    await button(page, "Select 12 API secrets").click();
    await page.getByText("12 API secrets selected").waitFor();
  });

  test("the command line writes the same table of the same report", async (t) => {
    const { page } = await openConnected(t);
    await runWithFaults(page, sandbox);
    const json = await saveFile(page, "JSON");
    const csv = await saveFile(page, "CSV");
    const file = join(mkdtempSync(join(tmpdir(), "mysafe-report-")), json.name);
    t.after(() => rmSync(dirname(file), { recursive: true }));
    writeFileSync(file, json.text);
    const command = [at("cli/dist/main.js"), "report", file, "--csv", "--lang", "en"];
    assert.equal(spawnSync(process.execPath, command, { encoding: "utf8" }).stdout, csv.text);
  });

  test("a report can be loaded on a later visit, retried and undone", async (t) => {
    const first = await openConnected(t);
    await runWithFaults(first.page, sandbox);
    const { text } = await saveFile(first.page, "JSON");
    await first.page.reload();
    await connect(first.page);
    const { page } = first;
    await openView(page, "Reports");
    await loadReport(page, "incident.json", text);
    assert.deepEqual(await counts(page), {
      Failed: 2,
      Unknown: 1,
      "Done (not certain)": 1,
      Done: 7,
      "Already inactive (not certain)": 1,
    });
    await assertAccessible(page, "a loaded report");
    await button(page, "Retry 1 failed or unknown").click();
    assert.equal(await dialog(page).getByText("This report may be of another MySafe").count(), 0);
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "10 of 12 API secrets inactive");
    await button(page, "Undo: activate 7").click();
    await button(page, "Activate 7 API secrets…").click();
    await button(page, "Activate 7 API secrets").click();
    await waitForEnd(page, "7 API secrets active");
    assert.deepEqual(inactiveIdentifiers(sandbox), ["46", "47", "49"]);
  });

  test("a report shows checked and uncertain outcomes, and a missing `verified` counts as false", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    const change = { active: false, changed: false, certain: false, message: "", status: 200, attempts: 1 };
    const outcomes = [
      { identifier: "43", state: "changed", change: { ...change, changed: true, certain: true, verified: true } },
      { identifier: "44", state: "changed", change: { ...change, changed: true } },
      { identifier: "45", state: "unchanged", change: { ...change, certain: true, verified: true } },
      { identifier: "46", state: "unchanged", change },
    ];
    await loadReport(page, "incident.json", JSON.stringify({ action: "deactivate", outcomes }));
    assert.deepEqual(await counts(page), {
      "Done (not certain)": 1,
      Done: 1,
      "Already inactive (not certain)": 1,
      "Already inactive": 1,
    });
    await assertAccessible(page, "a report of every degree of certainty");
    for (const [identifier, text, checkedCount] of /** @type {const} */ ([
      [43, "It was deactivated by this run.", 1],
      [44, "It was inactive, most likely by this run.", 0],
      [45, "It was already inactive.", 1],
      [46, "MySafe said that it was already inactive; your browser may have sent the request twice.", 0],
    ])) {
      await outcome(page, identifier).getByText(text).waitFor();
      assert.equal(await outcome(page, identifier).getByText("Verified").count(), checkedCount, String(identifier));
    }
    const { outcomes: savedOutcomes } = JSON.parse((await saveFile(page, "JSON")).text);
    assert.deepEqual(
      savedOutcomes.map((/** @type {{ change: { verified: boolean } }} */ { change }) => change.verified),
      [true, false, true, false],
    );
  });

  test("an item with two outcomes is undone once if either one is a change", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    const change = { active: false, changed: true, certain: true, message: "", status: 200, attempts: 1 };
    const outcomes = [
      { identifier: "43", state: "changed", change },
      { identifier: "43", state: "skipped" },
    ];
    await loadReport(page, "incident.json", JSON.stringify({ action: "deactivate", outcomes }));
    // The skipped one is sent and becomes `unchanged`, which does not affect the change of the first one.
    sandbox.secrets.setActive(43, false);
    await button(page, "Send 1 that was not sent").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "2 API secrets inactive");
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 API secret…").click();
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    assert.deepEqual(inactiveIdentifiers(sandbox), []);
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    assert.equal(await button(page, /^Undo/).count(), 0);
  });

  test("a report saved as CSV has the separator of the page's language", async (t) => {
    const { page } = await openConnected(t);
    await page.getByRole("button", { name: "PT: português do Brasil" }).click();
    await page.getByRole("button", { name: /^Relatórios/ }).click();
    await loadReport(
      page,
      "incident.json",
      '{"action":"deactivate","outcomes":[{"identifier":"43","state":"skipped"}]}',
    );
    const { text } = await saveFile(page, "CSV");
    assert.deepEqual(
      text.split("\r\n").map((line) => line.slice(0, 25)),
      ["\uFEFFidentifier;kind;name;out", "43;apiSecret;;skipped;;;;", ""],
    );
  });

  test("a report without an address, or with another one, is loaded with a warning", async (t) => {
    const mysafe = new MySafe({ baseUrl: "https://vault.example", ...credentials, fetch: sandbox.fetch });
    const report = await mysafe.deactivateMany(["43", "4711"]);
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    await loadReport(page, "script.json", JSON.stringify(report));
    assert.deepEqual(await counts(page), { Failed: 1, Done: 1 });
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 API secret…").click();
    await dialog(page).getByText("It doesn’t say where it was made.").waitFor();
    await page.keyboard.press("Escape");
    await loadReport(page, "elsewhere.json", JSON.stringify({ ...report, address: "https://other.example" }));
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 API secret…").click();
    await dialog(page).getByText("It was made at https://other.example.").waitFor();
    await assertAccessible(page, "a report from elsewhere");
  });

  test("a file that is not a report is refused with the path of the invalid value", async (t) => {
    const { page } = await openConnected(t);
    await openView(page, "Reports");
    for (const [content, where] of [
      ["", "JSON"],
      ["[]", "action"],
      ['{"kind":"certificate","action":"activate","outcomes":[]}', "kind"],
      ['{"action":"activate","outcomes":{}}', "outcomes"],
      ['{"action":"activate","outcomes":[null]}', "outcomes[0]"],
      ['{"action":"activate","outcomes":[{"identifier":43,"state":"skipped"}]}', "outcomes[0].identifier"],
      ['{"action":"activate","outcomes":[{"identifier":"43","state":"gone"}]}', "outcomes[0].state"],
      ['{"action":"activate","outcomes":[{"identifier":"43","state":"changed","change":{}}]}', "outcomes[0].change"],
      [
        '{"action":"activate","outcomes":[{"identifier":"43","state":"failed","error":{"code":"toString"}}]}',
        "outcomes[0].error.code",
      ],
      [
        '{"kind":"note","action":"activate","outcomes":[{"identifier":"43","state":"failed","error":{"code":"API","kind":"password"}}]}',
        "outcomes[0].error.kind",
      ],
      [
        '{"kind":"note","action":"activate","outcomes":[{"identifier":"43","state":"changed","change":{"kind":"apiSecret"}}]}',
        "outcomes[0].change.kind",
      ],
    ]) {
      await loadReport(page, "bad.json", content ?? "");
      await page.getByRole("alert").getByText(`This one doesn’t fit at: ${where}.`).waitFor();
    }
    await assertAccessible(page, "invalid report");
    await page.getByText("No report yet", { exact: true }).waitFor();
  });

  test("a file can be chosen with the keyboard", async (t) => {
    const { page } = await openPage(t);
    // Early, because Playwright needs time to intercept file choosers.
    const chooser = page.waitForEvent("filechooser");
    await connect(page);
    await openView(page, "Reports");
    await button(page, "Open a saved report").focus();
    await page.keyboard.press("Enter");
    await chooser;
  });
});
