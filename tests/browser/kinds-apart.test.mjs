// @ts-check
// Items of different kinds with equal identifiers are never taken for each other: in lists, reports and pasted texts.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MySafe } from "mysafe-wasm";
import { inactiveItems, items, kinds } from "./kinds.mjs";
import { firstReport, loadReport, saveFile } from "./report.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  counts,
  credentials,
  dialog,
  focusedName,
  logLines,
  openView,
  outcome,
  pageAndSandbox,
  row,
  runBar,
  showKind,
  waitForCount,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected, url } = pageAndSandbox(items);

/** A report as a script gets it. @param {"apiSecrets" | "passwords" | "notes"} collection @param {string[]} identifiers */
async function reportOfScript(collection, identifiers) {
  const mysafe = new MySafe({ baseUrl: "https://vault.example", ...credentials, fetch: sandbox.fetch });
  const report = await mysafe[collection].deactivateMany(identifiers);
  mysafe.close();
  return { ...report, address: url() };
}

/** @param {Page} page */
const pasteField = (page) => page.getByLabel("Identifiers, from a ticket or a table");

describe("lists", () => {
  test("password 43 is switched off, and API secret 43 and note 43 stay on", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    const name = sandbox.passwords.get("43")?.name;
    await button(page, `Deactivate ${name}, 43`).click();
    await dialog(page)
      .getByText(name ?? "", { exact: true })
      .waitFor();
    await button(page, "Deactivate 1 password").click();
    await waitForEnd(page, "1 password inactive");
    await waitForState(page, 43, "Inactive");
    assert.deepEqual(inactiveItems(sandbox), ["password 43"]);
    for (const title of /** @type {const} */ (["API secrets", "Notes"])) {
      await showKind(page, title);
      await waitForState(page, 43, "Not checked");
      await checkbox(page, 43).check();
      await button(page, "Check 1").click();
      await waitForState(page, 43, "Active");
    }
    await showKind(page, "Passwords");
    await waitForState(page, 43, "Inactive");
  });

  test("each kind has its own selection, search and order", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 44).check();
    await page.getByRole("searchbox").fill("4");
    await button(page, "Name").click();
    await showKind(page, "Passwords");
    await waitForCount(page, "12 passwords");
    assert.equal(await page.getByRole("searchbox").inputValue(), "");
    assert.equal(await checkbox(page, 44).isChecked(), false);
    await checkbox(page, 45).check();
    await checkbox(page, 46).check();
    await page.getByText("2 passwords selected").waitFor();
    await showKind(page, "API secrets");
    await page.getByText("1 API secret selected").waitFor();
    assert.equal(await page.getByRole("searchbox").inputValue(), "4");
    const order = page.getByRole("columnheader", { name: "Name" });
    assert.equal(await order.getAttribute("aria-sort"), "ascending");
    await showKind(page, "Passwords");
    await button(page, "Deactivate 2").click();
    await button(page, "Deactivate 2 passwords").click();
    await waitForEnd(page, "2 passwords inactive");
    assert.deepEqual(inactiveItems(sandbox), ["password 45", "password 46"]);
  });

  test("a check goes on for its kind while another is shown", async (t) => {
    const { page } = await openConnected(t);
    sandbox.passwords.setActive(43, false);
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [700, 700], operations: ["get"] });
    await showKind(page, "Passwords");
    await checkbox(page, 43).check();
    await button(page, "Check 1").click();
    await button(page, /^Stop checking/).waitFor();
    await showKind(page, "API secrets");
    await button(page, "Check visible").waitFor();
    await showKind(page, "Passwords");
    await waitForState(page, 43, "Inactive");
    await showKind(page, "API secrets");
    await waitForState(page, 43, "Not checked");
  });

  test("there is one run at a time over all kinds", async (t) => {
    const { page } = await openConnected(t);
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [1_500, 1_500], operations: ["deactivate"] });
    await showKind(page, "Passwords");
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 password").click();
    await runBar(page).getByText("Deactivating 1 password").waitFor();
    await showKind(page, "Notes");
    await checkbox(page, 43).check();
    assert.equal(await button(page, "Deactivate 1").getAttribute("aria-disabled"), "true");
    await waitForEnd(page, "1 password inactive");
    await button(page, "See the report").click();
    await page.getByRole("article", { name: "1. Deactivate 1 password" }).waitFor();
    assert.deepEqual(inactiveItems(sandbox), ["password 43"]);
  });
});

describe("reports", () => {
  for (const { kind, store, many, one, title } of kinds) {
    const shown = kinds.find((other) => other.kind !== kind)?.title ?? "Notes";
    test(`a script's report of ${many} is loaded, retried and undone while ${shown} are shown`, async (t) => {
      sandbox.next({ operation: "deactivate", identifier: 45, fault: "rate-limit", retryAfter: 0, times: 9 });
      sandbox[store].remove(46);
      const collection = store === "secrets" ? "apiSecrets" : store;
      const report = await reportOfScript(collection, ["43", "44", "45", "46"]);
      // Without the faults that the script did not meet.
      sandbox.reset();
      for (const identifier of [43, 44]) sandbox[store].setActive(identifier, false);
      sandbox[store].remove(46);
      const { page } = await openConnected(t);
      await showKind(page, shown);
      await openView(page, "Reports");
      await loadReport(page, "incident.json", JSON.stringify(report));
      await page.getByRole("article", { name: `1. Deactivate 4 ${many} · incident.json` }).waitFor();
      await page
        .getByRole("status")
        .getByText(`Opened incident.json: 4 outcomes of ${many}`)
        .waitFor({ state: "attached" });
      assert.deepEqual(await counts(page), { Failed: 2, Done: 2 });
      await outcome(page, 46).getByText(`MySafe has no ${one} with this identifier. Use the number`).waitFor();
      assert.equal(JSON.parse((await saveFile(page, "JSON")).text).kind, kind);

      await button(page, "Retry 1 failed or unknown").click();
      await dialog(page).getByText(`These are ${many}`).waitFor();
      await dialog(page)
        .getByText(`The list shows ${kinds.find((other) => other.title === shown)?.many}.`)
        .waitFor();
      await assertAccessible(page, "confirming another kind");
      await button(page, `Deactivate 1 ${one}`).click();
      await waitForEnd(page, `3 of 4 ${many} inactive`);
      assert.deepEqual(inactiveItems(sandbox), [`${kind} 43`, `${kind} 44`, `${kind} 45`]);

      await button(page, "Undo: activate 3").click();
      await button(page, `Activate 3 ${many}…`).click();
      await dialog(page).getByText(`These are ${many}`).waitFor();
      await button(page, `Activate 3 ${many}`).click();
      await waitForEnd(page, `3 ${many} active`);
      assert.deepEqual(inactiveItems(sandbox), []);
      assert.deepEqual([...new Set(sandbox.changes.map((change) => change.kind))], [kind]);
      await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
      assert.equal(await page.getByText("Undone", { exact: true }).count(), 3);

      await openView(page, "Items");
      await waitForState(page, 43, "Not checked");
      await showKind(page, title);
      await waitForState(page, 43, "Active");
    });
  }

  test("a report without a kind is of API secrets, and its rest is sent as such", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Notes");
    await openView(page, "Reports");
    const outcomes = [{ identifier: "43", state: "skipped" }];
    await loadReport(page, "old.json", JSON.stringify({ action: "deactivate", address: url(), outcomes }));
    await page.getByRole("article", { name: "1. Deactivate 1 API secret · old.json" }).waitFor();
    await button(page, "Send 1 that was not sent").click();
    await dialog(page).getByText("These are API secrets").waitFor();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    assert.deepEqual(inactiveItems(sandbox), ["apiSecret 43"]);
    await openView(page, "Log");
    assert.ok((await logLines(page)).includes("Opened old.json: 1 outcome of API secrets"));
  });

  test("an undo of one kind marks nothing in the report of another", async (t) => {
    const { page } = await openConnected(t);
    for (const [title, one] of /** @type {const} */ ([
      ["Passwords", "password"],
      ["Notes", "note"],
    ])) {
      await showKind(page, title);
      await checkbox(page, 43).check();
      await button(page, "Deactivate 1").click();
      await button(page, `Deactivate 1 ${one}`).click();
      await waitForEnd(page, `1 ${one} inactive`);
    }
    await button(page, "See the report").click();
    await button(page, "Undo: activate 1").click();
    await button(page, "Activate 1 note…").click();
    await button(page, "Activate 1 note").click();
    await waitForEnd(page, "1 note active");
    assert.deepEqual(inactiveItems(sandbox), ["password 43"]);
    await page.getByRole("combobox", { name: "Report" }).selectOption({ label: await firstReport(page) });
    await page.getByRole("article", { name: "1. Deactivate 1 password" }).waitFor();
    assert.equal(await page.getByText("Undone", { exact: true }).count(), 0);
    await button(page, "Undo: activate 1").waitFor();
  });
});

describe("pasted texts", () => {
  for (const { many, title } of kinds) {
    test(`choose ${many} where those are shown`, async (t) => {
      const { page } = await openConnected(t);
      await showKind(page, title);
      await button(page, "Paste a list").click();
      await dialog(page)
        .getByRole("heading", { name: `Select ${many} from a list` })
        .waitFor();
      await pasteField(page).fill("Leaked on 12/05/2024: #43 and 0044; 3 passwords");
      await page.getByText(`2 ${many} found in the list.`).waitFor();
      await button(page, `Select 2 ${many}`).click();
      await page.getByText(`2 ${many} selected`).waitFor();
      assert.deepEqual([await checkbox(page, 43).isChecked(), await checkbox(page, 44).isChecked()], [true, true]);
    });
  }

  test("a report of another kind chooses nothing, and that kind can be chosen instead", async (t) => {
    const report = await reportOfScript("passwords", ["43", "44"]);
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    await pasteField(page).fill(JSON.stringify(report));
    await dialog(page).getByText("This names 2 passwords", { exact: true }).waitFor();
    const passed = page.getByRole("region", { name: "Ignored (2)" });
    assert.equal(await passed.getByText("another kind", { exact: true }).count(), 2);
    assert.equal(await button(page, "Select 0 API secrets").getAttribute("aria-disabled"), "true");
    await assertAccessible(page, "a report of another kind");
    await button(page, "Select passwords instead").click();
    assert.equal(await focusedName(page), "Identifiers, from a ticket or a table");
    await page.getByText("2 passwords found in the list.").waitFor();
    await button(page, "Select 2 passwords").click();
    await page.getByText("2 passwords selected").waitFor();
    await page.getByRole("grid", { name: "Passwords" }).waitFor();
    assert.equal(await checkbox(page, 43).isChecked(), true);
    await showKind(page, "API secrets");
    await waitForCount(page, "12 API secrets");
    await row(page, 43).waitFor();
  });

  test("a saved CSV, and a column that names its kind, are of that kind", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Notes");
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 note").click();
    await button(page, "See the report").click();
    const { text } = await saveFile(page, "CSV");
    await openView(page, "Items");
    await showKind(page, "API secrets");
    for (const [content, many] of [
      [text, "1 note"],
      ["Nome;ID da senha\nCRM;43\nERP;44", "2 passwords"],
      ["ID;Tipo\n43;Senha\n44;Nota\n45;Segredo de API\n46;Senha", "2 passwords"],
    ]) {
      await button(page, "Paste a list").click();
      await pasteField(page).fill(content ?? "");
      await dialog(page).getByText(`This names ${many}`, { exact: true }).waitFor();
      await page.keyboard.press("Escape");
    }
    await button(page, "Paste a list").click();
    await pasteField(page).fill("ID;Tipo\n43;Senha\n44;Nota\n45;Segredo de API\n46;Senha");
    await button(page, "Select 1 API secret").click();
    assert.equal(await checkbox(page, 45).isChecked(), true);
  });

  test("a report of a kind that the page does not know chooses nothing", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    const outcomes = [{ identifier: "43", state: "skipped" }];
    await pasteField(page).fill(JSON.stringify({ kind: "certificate", action: "deactivate", outcomes }));
    await dialog(page).getByText("This names items of a kind that this page doesn’t know").waitFor();
    await button(page, "Select 0 API secrets").waitFor();
    assert.equal(await button(page, /instead$/).count(), 0);
  });
});
