// @ts-check
// What a report tells, and what can be done from it: retry, undo, save, load and go on, here or elsewhere.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { generateSecrets } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import {
  accessible,
  button,
  connect,
  counts,
  credentials,
  dialog,
  ended,
  focused,
  look,
  outcome,
  pageAndSandbox,
  tick,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const hostile = '=HYPERLINK("http://evil.example","x")';
const secrets = generateSecrets(12).map((secret, index) => {
  if (index === 1) return { ...secret, access: { [credentials.clientId]: { canWrite: false } } };
  if (index === 5) return { ...secret, name: hostile };
  return secret;
});
const { sandbox, visit, enter, url } = pageAndSandbox({ secrets });

/** Switches all twelve off, some of which fail in every way there is, and looks at the report. @param {Page} page */
async function troubledRun(page) {
  sandbox.secrets.remove(45); // after it was listed
  sandbox.secrets.setActive(46, false);
  sandbox.next({ operation: "deactivate", identifier: 47, fault: "lost-timeout" });
  sandbox.next({ operation: "deactivate", identifier: 49, fault: "lost-timeout", times: 5 });
  await page.getByRole("checkbox", { name: "Choose all 12 that match" }).check();
  await button(page, "Deactivate 12").click();
  await button(page, "Deactivate 12 secrets").click();
  await ended(page, "9 of 12 secrets inactive");
  await button(page, "See the report").click();
}

/**
 * Presses a button that saves a file, and reads it.
 * @param {Page} page
 * @param {string} name
 */
async function saved(page, name) {
  const download = page.waitForEvent("download");
  await button(page, name).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/**
 * Opens a file as a report.
 * @param {Page} page
 * @param {string} name
 * @param {string} content
 */
const load = (page, name, content) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });

/** Which are off. */
const off = () =>
  sandbox.secrets
    .list()
    .filter(({ active }) => !active)
    .map(({ identifier }) => identifier);

describe("the report", () => {
  test("has a reason in words for each, what needs looking at first", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    assert.equal(await focused(page), "Reports");
    assert.deepEqual(await counts(page), {
      Failed: 2,
      Unknown: 1,
      "Done, not certain": 1,
      Done: 7,
      "Already so, not certain": 1,
    });
    await accessible(page, "the report");
    const first = await page.getByRole("region", { name: "Outcomes" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      first.slice(0, 4).map((text) => text.match(/\d+/)?.[0]),
      ["44", "45", "49", "47"],
    );
    await outcome(page, 44).getByText("This access key may not change this secret. Use the key of").waitFor();
    await outcome(page, 45).getByText("MySafe has no secret with this identifier. Use the number").waitFor();
    await outcome(page, 49).getByText("It may have been changed all the same").waitFor();
    await outcome(page, 47).getByText("It is inactive, most likely by this run. No answer says so").waitFor();
    await outcome(page, 46).getByText("MySafe says it already was inactive; your browser may have").waitFor();
    await outcome(page, 43).getByText("It is inactive now.").waitFor();

    await outcome(page, 45).getByText("Details").click();
    const details = await outcome(page, 45).locator("dl").innerText();
    assert.match(details, /Code\s*NOT_FOUND\s*HTTP status\s*400\s*MySafe error\s*1005\s*Request ID\s*\w+\s*Tries\s*1/);
    await accessible(page, "details");

    await button(page, /^1\s*Already so, not certain$/).click();
    assert.equal(await page.getByRole("region", { name: "Outcomes" }).getByRole("listitem").count(), 1);
    await button(page, /^0\s*Not sent$/).click();
    await page.getByText("None of this kind.").waitFor();
    await accessible(page, "none of this kind");
  });

  test("is taken up by a retry: what was unknown is then done, and not certain", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    await button(page, "Retry 3 failed or unknown").click();
    await button(page, "Deactivate 3 secrets").click();
    await ended(page, "10 of 12 secrets inactive");
    assert.deepEqual(await counts(page), { Failed: 2, "Done, not certain": 2, Done: 7, "Already so, not certain": 1 });
    await outcome(page, 49).getByText("most likely by this run").waitFor();
  });

  test("keeps what is unknown so, when a retry cannot settle it", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    sandbox.secrets.remove(49);
    await button(page, "Retry 3 failed or unknown").click();
    await button(page, "Deactivate 3 secrets").click();
    await ended(page, "9 of 12 secrets inactive");
    await outcome(page, 49).getByText("MySafe has no secret with this identifier.").waitFor();
    assert.equal((await counts(page)).Unknown, 1);
  });

  test("is missed kindly before there is one", async (t) => {
    const { page } = await enter(t);
    await look(page, "Reports");
    await page.getByText("No report yet", { exact: true }).waitFor();
    await accessible(page, "no report");
  });
});

test("through a bad network, report and rows agree with what the server knows", async (t) => {
  const { page } = await enter(t);
  // Without resets: Chromium sends such a request again by itself, unseen by the page.
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
  await page.getByRole("checkbox", { name: "Choose all 12 that match" }).check();
  await button(page, "Deactivate 12").click();
  await button(page, "Deactivate 12 secrets").click();
  await button(page, "See the report").click();
  const { outcomes } = JSON.parse((await saved(page, "JSON")).text);
  assert.equal(outcomes.length, 12);
  const isOff = new Set(off());
  const changedBy = new Set(sandbox.changes.filter(({ changed }) => changed).map(({ identifier }) => identifier));
  for (const { identifier, state, change } of outcomes) {
    if (state === "changed" || state === "unchanged") assert.ok(isOff.has(identifier), identifier);
    if (state === "changed" && change.certain) assert.ok(changedBy.has(identifier), identifier);
    if (state === "failed") assert.ok(!isOff.has(identifier), identifier);
    if (state === "unchanged" && change.certain) assert.ok(!changedBy.has(identifier), identifier);
  }
  assert.ok(sandbox.requests.filter(({ fault }) => fault).length > 5, "there were faults");
});

describe("undo", () => {
  test("puts back what the run has certainly changed; the others are listed apart and not ticked", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    assert.deepEqual(off(), ["43", "46", "47", "48", "49", "50", "51", "52", "53", "54"]);
    await button(page, "Undo: activate 7").click();
    await dialog(page).getByText("Activate the 7 that this run deactivated:").waitFor();
    await dialog(page).getByText("1 is not certain").waitFor();
    await accessible(page, "undoing");
    const ours = dialog(page).getByRole("region", { name: "Changed by this run" }).getByRole("checkbox");
    const doubtful = dialog(page).getByRole("region", { name: "Not certain" }).getByRole("checkbox");
    assert.equal(await ours.count(), 7);
    for (const box of await ours.all()) assert.equal(await box.isChecked(), true);
    assert.deepEqual([await doubtful.count(), await doubtful.isChecked()], [1, false]);

    await ours.last().uncheck();
    await button(page, "Activate 6 secrets…").click();
    await button(page, "Activate 6 secrets").click();
    await ended(page, "6 secrets active");
    assert.deepEqual(off(), ["46", "47", "49", "54"]);

    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    assert.equal(await page.getByText("Undone", { exact: true }).count(), 6);
    await button(page, "Undo: activate 1").click();
    await doubtful.check();
    await button(page, "Activate 2 secrets…").click();
    await button(page, "Activate 2 secrets").click();
    await ended(page, "2 secrets active");
    assert.deepEqual(off(), ["46", "49"]);
  });
});

/** @param {Page} page */
const firstReport = async (page) =>
  (await page.getByRole("combobox", { name: "Report" }).getByRole("option").last().textContent()) ?? "";

describe("files", () => {
  test("a report saved as JSON is one that a script can go on with", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    const { name, text } = await saved(page, "JSON");
    assert.match(name, /^mysafe-deactivate-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
    const report = JSON.parse(text);
    const { outcomes, startedAt: _, endedAt: __, ...rest } = report;
    assert.deepEqual(rest, {
      action: "deactivate",
      address: url(),
      total: 12,
      changed: 8,
      unchanged: 1,
      failed: 2,
      unknown: 1,
      skipped: 0,
      aborted: false,
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
    assert.doesNotMatch(text, /c4nary/);

    // As the README does it.
    const mysafe = new MySafe({ baseUrl: "https://vault.example", ...credentials, fetch: sandbox.fetch });
    const ours = outcomes.filter(
      (/** @type {import("mysafe-wasm").BatchOutcome} */ outcome) =>
        outcome.state === "changed" && outcome.change.certain,
    );
    const undone = await mysafe.activateMany(ours);
    assert.equal(undone.changed, 7);
  });

  test("a report saved as CSV is no formula, whatever the names are", async (t) => {
    const { page } = await enter(t);
    await troubledRun(page);
    const { name, text } = await saved(page, "CSV");
    assert.match(name, /\.csv$/);
    const lines = text.split("\r\n");
    assert.equal(
      lines[0],
      "\uFEFFidentifier,name,outcome,active,certain,verified,code,http_status,mysafe_error,request_id,attempts,message",
    );
    assert.equal(lines.length, 14);
    assert.ok(
      lines[6]?.startsWith(`48,"'=HYPERLINK(""http://evil.example"",""x"")",changed,false,true,false,,200,,,1,`),
      lines[6],
    );
    assert.match(lines[3] ?? "", /^45,.*,failed,,,,NOT_FOUND,400,1005,\w+,1,/);
    assert.match(lines[7] ?? "", /^49,.*,unknown,,,,SERVER,504,/);

    // The table can be pasted to choose the same again.
    await look(page, "Secrets");
    await button(page, "Clear").click();
    await button(page, "Paste a list").click();
    await page.getByLabel("Identifiers, from a ticket or a table").fill(text);
    await button(page, "Choose 12 secrets").click();
    await page.getByText("12 secrets chosen").waitFor();
  });

  test("a report is loaded on another visit, finished and undone", async (t) => {
    const first = await enter(t);
    await troubledRun(first.page);
    const { text } = await saved(first.page, "JSON");
    await first.page.reload();
    await connect(first.page);
    const { page } = first;
    await look(page, "Reports");
    await load(page, "incident.json", text);
    assert.deepEqual(await counts(page), {
      Failed: 2,
      Unknown: 1,
      "Done, not certain": 1,
      Done: 7,
      "Already so, not certain": 1,
    });
    await accessible(page, "a loaded report");
    await button(page, "Retry 3 failed or unknown").click();
    assert.equal(await dialog(page).getByText("This report may be of another MySafe").count(), 0);
    await button(page, "Deactivate 3 secrets").click();
    await ended(page, "10 of 12 secrets inactive");
    await button(page, "Undo: activate 7").click();
    await button(page, "Activate 7 secrets…").click();
    await button(page, "Activate 7 secrets").click();
    await ended(page, "7 secrets active");
    assert.deepEqual(off(), ["46", "47", "49"]);
  });

  test("a report tells what was looked at, and what is not certain; one of an older version says neither", async (t) => {
    const { page } = await enter(t);
    await look(page, "Reports");
    const change = { active: false, changed: false, certain: false, message: "", status: 200, attempts: 1 };
    const outcomes = [
      { identifier: "43", state: "changed", change: { ...change, changed: true, certain: true, verified: true } },
      { identifier: "44", state: "changed", change: { ...change, changed: true } },
      { identifier: "45", state: "unchanged", change: { ...change, certain: true, verified: true } },
      { identifier: "46", state: "unchanged", change },
    ];
    await load(page, "incident.json", JSON.stringify({ action: "deactivate", outcomes }));
    assert.deepEqual(await counts(page), {
      "Done, not certain": 1,
      Done: 1,
      "Already so, not certain": 1,
      "Already so": 1,
    });
    await accessible(page, "a report of every degree of certainty");
    for (const [identifier, text, looked] of /** @type {const} */ ([
      [43, "It is inactive now.", 1],
      [44, "It is inactive, most likely by this run.", 0],
      [45, "It was inactive already.", 1],
      [46, "MySafe says it already was inactive; your browser may have sent the request twice.", 0],
    ])) {
      await outcome(page, identifier).getByText(text).waitFor();
      assert.equal(await outcome(page, identifier).getByText("Looked at").count(), looked, String(identifier));
    }
    const { outcomes: again } = JSON.parse((await saved(page, "JSON")).text);
    assert.deepEqual(
      again.map((/** @type {{ change: { verified: boolean } }} */ { change }) => change.verified),
      [true, false, true, false],
    );
  });

  test("a report of an item that was given twice undoes it once, whatever its other mention says", async (t) => {
    const { page } = await enter(t);
    await look(page, "Reports");
    const change = { active: false, changed: true, certain: true, message: "", status: 200, attempts: 1 };
    const outcomes = [
      { identifier: "43", state: "changed", change },
      { identifier: "43", state: "skipped" },
    ];
    await load(page, "incident.json", JSON.stringify({ action: "deactivate", outcomes }));
    // What was not sent is sent, and is so already: that takes nothing from what the first mention says.
    sandbox.secrets.setActive(43, false);
    await button(page, "Send 1 that was not sent").click();
    await button(page, "Deactivate 1 secret").click();
    await ended(page, "2 secrets inactive");
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 secret…").click();
    await button(page, "Activate 1 secret").click();
    await ended(page, "1 secret active");
    assert.deepEqual(off(), []);
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    assert.equal(await button(page, /^Undo/).count(), 0);
  });

  test("a report saved as CSV has the separator of the page's language", async (t) => {
    const { page } = await enter(t);
    await page.getByRole("button", { name: "PT: português do Brasil" }).click();
    await page.getByRole("button", { name: /^Relatórios/ }).click();
    await load(page, "incident.json", '{"action":"deactivate","outcomes":[{"identifier":"43","state":"skipped"}]}');
    const { text } = await saved(page, "CSV");
    assert.deepEqual(
      text.split("\r\n").map((line) => line.slice(0, 25)),
      ["\uFEFFidentifier;name;outcome;", "43;;skipped;;;;;;;;;", ""],
    );
  });

  test("a report of a script, or from elsewhere, is taken with a warning", async (t) => {
    const mysafe = new MySafe({ baseUrl: "https://vault.example", ...credentials, fetch: sandbox.fetch });
    const report = await mysafe.deactivateMany(["43", "4711"]);
    const { page } = await enter(t);
    await look(page, "Reports");
    await load(page, "script.json", JSON.stringify(report));
    assert.deepEqual(await counts(page), { Failed: 1, Done: 1 });
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 secret…").click();
    await dialog(page).getByText("It does not say where it was made.").waitFor();
    await page.keyboard.press("Escape");
    await load(page, "elsewhere.json", JSON.stringify({ ...report, address: "https://other.example" }));
    await button(page, "Retry 1 failed or unknown").click();
    await dialog(page).getByText("It was made at https://other.example.").waitFor();
    await accessible(page, "a report from elsewhere");
  });

  test("a file that is no report is refused, and says where it does not fit", async (t) => {
    const { page } = await enter(t);
    await look(page, "Reports");
    for (const [content, where] of [
      ["", "JSON"],
      ["[]", "action"],
      ['{"action":"activate","outcomes":{}}', "outcomes"],
      ['{"action":"activate","outcomes":[null]}', "outcomes[0]"],
      ['{"action":"activate","outcomes":[{"identifier":43,"state":"skipped"}]}', "outcomes[0].identifier"],
      ['{"action":"activate","outcomes":[{"identifier":"43","state":"gone"}]}', "outcomes[0].state"],
      ['{"action":"activate","outcomes":[{"identifier":"43","state":"changed","change":{}}]}', "outcomes[0].change"],
      [
        '{"action":"activate","outcomes":[{"identifier":"43","state":"failed","error":{"code":"toString"}}]}',
        "outcomes[0].error.code",
      ],
    ]) {
      await load(page, "bad.json", content ?? "");
      await page.getByRole("alert").getByText(`It does not fit at: ${where}.`).waitFor();
    }
    await accessible(page, "no report that can be read");
    await page.getByText("No report yet", { exact: true }).waitFor();
  });

  test("the choice of a file is reached by the keyboard", async (t) => {
    const { page } = await visit(t);
    // Playwright takes a while to be ready for one.
    const chooser = page.waitForEvent("filechooser");
    await connect(page);
    await look(page, "Reports");
    await button(page, "Load a report").focus();
    await page.keyboard.press("Enter");
    await chooser;
  });
});

test("two runs leave two reports, and either can be looked at", async (t) => {
  const { page } = await visit(t);
  await connect(page);
  for (const identifier of [43, 48]) {
    await tick(page, identifier).check();
    await button(page, /^Deactivate \d$/).click();
    await button(page, /^Deactivate \d secrets?$/).click();
    await ended(page, identifier === 43 ? "1 secret inactive" : "2 secrets inactive");
    await button(page, "Close").click();
  }
  await look(page, "Reports");
  assert.deepEqual(await counts(page), { Done: 1, "Already so, not certain": 1 });
  await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
  assert.deepEqual(await counts(page), { Done: 1 });
});
