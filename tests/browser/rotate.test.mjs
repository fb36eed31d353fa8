// @ts-check
// New values for what was switched off, before it is switched on again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { basePath, pageAndTeam } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  dialog,
  field,
  focusedName,
  logLines,
  openView,
  pageAndSandbox,
  row,
  showKind,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected, operations, url } = pageAndSandbox({ secrets: 5, passwords: 5, notes: 5 });

const active = (/** @type {"secrets" | "passwords" | "notes"} */ kind = "secrets") =>
  sandbox[kind]
    .list()
    .filter((item) => item.active)
    .map(({ identifier }) => identifier)
    .join(" ");

/**
 * Deactivates some items and opens the report.
 * @param {Page} page
 * @param {readonly number[]} identifiers
 * @param {string} text of the end
 */
async function deactivate(page, identifiers, text) {
  for (const identifier of identifiers) await checkbox(page, identifier).check();
  await button(page, `Deactivate ${identifiers.length}`).click();
  await dialog(page)
    .getByRole("button", { name: /^Deactivate/ })
    .click();
  await waitForEnd(page, text);
  await button(page, "See the report").click();
}

/** Stores generated hexadecimal values of 24 characters for all. @param {Page} page @param {number} many */
async function generateFor(page, many) {
  await button(page, `Store new values, then activate (${many})…`).click();
  await dialog(page).getByRole("radio", { name: "Hexadecimal" }).check();
  await field(page, "Number of characters").fill("24");
  await button(page, many === 1 ? "Store 1 new value" : `Store ${many} new values`).click();
}

/** The values on screen, by identifier. @param {Page} page */
async function shownValues(page) {
  await button(page, "Show the new values").click();
  const text = await field(page, "The new values: identifier, name, value").inputValue();
  return Object.fromEntries(text.split("\n").map((line) => [line.split("\t")[0], line.split("\t")[2]]));
}

/** Everything that the page has kept or shows. @param {Page} page */
const traces = (page) =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).length;
    const fields = [...document.querySelectorAll("input, textarea")].map((each) => Reflect.get(each, "value"));
    const stores = JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, databases]);
    return [document.documentElement.outerHTML, ...fields, stores].join("\n");
  });

describe("new values", () => {
  test("are stored while the items are off, which are then activated, and leave no trace", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43, 44, 45], "3 API secrets inactive");
    const before = sandbox.secrets.list().map((secret) => ({ ...secret }));
    await generateFor(page, 3);
    await dialog(page).getByRole("heading", { name: "3 new values are stored" }).waitFor();
    await assertAccessible(page, "new values stored");
    assert.equal(active(), "46 47", "nothing is activated by storing");

    const values = await shownValues(page);
    assert.deepEqual(Object.keys(values), ["43", "44", "45"]);
    for (const [identifier, value] of Object.entries(values)) {
      assert.match(value ?? "", /^[0-9a-f]{24}$/);
      assert.equal(sandbox.secrets.get(identifier)?.clientSecret, value);
    }
    assert.equal(new Set(Object.values(values)).size, 3);
    await assertAccessible(page, "new values shown");
    const download = page.waitForEvent("download");
    await button(page, "Save as a file").click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), "mysafe-new-values-api-secrets.txt");
    assert.ok((await readFile(await saved.path(), "utf8")).includes(`${values["43"]}\n`));
    // No field but the value has changed.
    for (const { clientSecret: _, ...rest } of before) {
      const { clientSecret, ...now } = { ...sandbox.secrets.get(rest.identifier) };
      assert.deepEqual(now, rest);
    }

    await button(page, "Activate 3…").click();
    assert.equal(await dialog(page).getByText("Store new values first", { exact: false }).count(), 0);
    await button(page, "Activate 3 API secrets").click();
    await waitForEnd(page, "3 API secrets active");
    assert.equal(active(), "43 44 45 46 47");
    const sent = operations().filter((operation) => operation === "update" || operation === "activate");
    assert.equal(sent.lastIndexOf("update") < sent.indexOf("activate"), true);

    const json = page.waitForEvent("download");
    await button(page, "JSON").click();
    const report = await readFile(await (await json).path(), "utf8");
    await openView(page, "Log");
    assert.ok((await logLines(page)).includes("New values of API secrets: 3 stored"));
    const left = (await traces(page)) + report;
    for (const value of Object.values(values)) assert.ok(!left.includes(value ?? "?"));
    const urls = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    for (const value of Object.values(values)) assert.ok(!urls.some((each) => each.includes(value ?? "?")));
  });

  test("leave off what is not known to have got one, which is offered no activation", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43, 44, 45], "3 API secrets inactive");
    const old = sandbox.secrets.get(44)?.clientSecret;
    let isLost = true;
    await page.route(/\/update\/44$/, (route) => (isLost ? route.abort("connectionreset") : route.continue()));
    await generateFor(page, 3);
    await dialog(page).getByRole("heading", { name: "2 of 3 new values are stored" }).waitFor();
    await dialog(page).getByText("1 may or may not have been stored").waitFor();
    const which = dialog(page).getByRole("region", { name: "1 may or may not have been stored" });
    assert.match((await which.getByRole("listitem").allInnerTexts()).join(), /^44/);
    await assertAccessible(page, "one not known");
    const values = await shownValues(page);
    assert.equal(Object.keys(values).length, 3, "what may be stored is handed over too");
    assert.equal(sandbox.secrets.get(44)?.clientSecret, old);

    await button(page, "Activate 2…").click();
    await button(page, "Activate 2 API secrets").click();
    await waitForEnd(page, "2 API secrets active");
    assert.equal(active(), "43 45 46 47");
    await page.getByRole("combobox", { name: "Report" }).selectOption({ index: 1 });
    isLost = false;
    await generateFor(page, 1);
    await dialog(page).getByRole("heading", { name: "1 new value is stored" }).waitFor();
    assert.notEqual(sandbox.secrets.get(44)?.clientSecret, old);
    assert.equal(active(), "43 45 46 47");
  });

  test("can be tried again with the same value", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43], "1 API secret inactive");
    let isLost = true;
    await page.route(/\/update\/43$/, (route) => (isLost ? route.abort("connectionreset") : route.continue()));
    await generateFor(page, 1);
    await dialog(page).getByText("1 may or may not have been stored").waitFor();
    assert.equal(await button(page, "Activate 1…").count(), 0);
    const values = await shownValues(page);
    isLost = false;
    await button(page, "Retry 1").click();
    await dialog(page).getByRole("heading", { name: "1 new value is stored" }).waitFor();
    assert.equal(sandbox.secrets.get(43)?.clientSecret, values["43"]);
  });

  test("are explained where MySafe takes none for what is off", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43], "1 API secret inactive");
    await page.route(/\/update\/43$/, (route) =>
      route.fulfill({
        status: 400,
        json: {
          code: 400,
          response: { status: 400, message: "1009: Inactive api secret", error: true, error_code: 1 },
          exception: { code: 1009, message: "1009: Inactive api secret" },
        },
      }),
    );
    await generateFor(page, 1);
    await dialog(page).getByText("1 was not stored").waitFor();
    await dialog(page)
      .getByText(
        "MySafe doesn’t accept a new value for an inactive API secret. Activating it first would give out the old value",
      )
      .waitFor();
    assert.equal(await button(page, "Activate 1…").count(), 0);
    assert.equal(await button(page, "Show the new values").count(), 0);
    await button(page, "Close").first().click();
    assert.equal(active(), "44 45 46 47");
  });

  test("can be pasted: a hidden password, or a line for each note", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    await deactivate(page, [43], "1 password inactive");
    await button(page, "Store new values, then activate (1)…").click();
    await dialog(page).getByRole("radio", { name: "Paste" }).check();
    await assertAccessible(page, "pasting a new password");
    assert.equal(await field(page, "New password").getAttribute("type"), "password");
    assert.equal(await button(page, "Store 1 new value").getAttribute("aria-disabled"), "true");
    await field(page, "New password").fill("c4nary new; value ");
    const seed = sandbox.passwords.get(43)?.secretKey;
    await button(page, "Store 1 new value").click();
    await dialog(page).getByRole("heading", { name: "1 new value is stored" }).waitFor();
    assert.equal(await button(page, "Show the new values").count(), 0, "who pasted it has it");
    assert.equal(sandbox.passwords.get(43)?.password, "c4nary new; value ");
    assert.equal(sandbox.passwords.get(43)?.secretKey, seed);
    await page.keyboard.press("Escape");
    assert.ok(!(await traces(page)).includes("c4nary new"));

    await openView(page, "Items");
    await showKind(page, "Notes");
    await deactivate(page, [43, 44], "2 notes inactive");
    await button(page, "Store new values, then activate (2)…").click();
    await dialog(page).getByRole("radio", { name: "Paste" }).check();
    const lines = field(page, "One a line: identifier, then value");
    await lines.fill(`43 c4nary one\n99 c4nary\n44 ${"x".repeat(901)}`);
    await dialog(page).getByText("Line 2 doesn’t start with one of these identifiers").waitFor();
    await dialog(page).getByText("MySafe takes at most 900 characters").waitFor();
    assert.equal(await button(page, "Store 2 new values").getAttribute("aria-disabled"), "true");
    await lines.fill("43 c4nary one");
    await dialog(page).getByText("1 item has no value yet").waitFor();
    await button(page, "Select none").click();
    assert.equal(await button(page, "Store 0 new values").getAttribute("aria-disabled"), "true");
    await button(page, "Select all").click();
    await lines.fill("43 c4nary one\n044: c4nary two");
    await button(page, "Store 2 new values").click();
    await dialog(page).getByRole("heading", { name: "2 new values are stored" }).waitFor();
    assert.deepEqual([sandbox.notes.get(43)?.note, sandbox.notes.get(44)?.note], ["c4nary one", "c4nary two"]);
    assert.equal(active("notes"), "45 46 47");
  });

  test("are offered for one item before it is activated", async (t) => {
    const { page } = await openConnected(t);
    await button(page, /^Deactivate .*, 43$/).click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForState(page, 43, "Inactive");
    await checkbox(page, 43).check();
    await checkbox(page, 44).check();
    await button(page, "Activate 2").click();
    await button(page, "Store new values first (1)…").click();
    await dialog(page).getByRole("heading", { name: "New client secrets" }).waitFor();
    assert.deepEqual(
      (await dialog(page).getByRole("listitem").allInnerTexts()).map((line) => line.trim().split(/\s/)[0]),
      ["43"],
    );
    await assertAccessible(page, "choosing new values");
    await page.keyboard.press("Escape");
    assert.equal(await dialog(page).count(), 0);
    assert.equal(operations().includes("update"), false);
  });

  test("keep the page from locking with each that is stored, since a lock forgets them", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    await deactivate(page, [43, 44], "2 API secrets inactive");
    /** @type {import("playwright-core").Route[]} */
    const held = [];
    await page.route(/\/update\//, (route) => void held.push(route));
    await generateFor(page, 2);
    while (held.length === 0) await page.waitForTimeout(10);
    const start = Date.now();
    await page.clock.setSystemTime(start + 590_000); // runs no timer
    await page.mouse.move(200, 300);
    await held[0]?.continue();
    await dialog(page).getByText("Storing new values: 1 of 2").waitFor();
    await page.clock.setSystemTime(start + 2 * 590_000);
    await page.mouse.move(300, 300);
    await dialog(page).getByText("Storing new values: 1 of 2").waitFor();
    await page.clock.setSystemTime(start + 3 * 590_000); // with nothing stored since
    await page.mouse.move(200, 300);
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.equal(await dialog(page).count(), 0);
  });

  test("are forgotten when the connection ends, and stopping leaves what is known", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43, 44, 45, 46, 47], "5 API secrets inactive");
    /** @type {(() => void)[]} */
    const held = [];
    await page.route(/\/update\//, async (route) => {
      await new Promise((resolve) => held.push(() => resolve(undefined)));
      await route.continue().catch(() => undefined);
    });
    await generateFor(page, 5);
    await dialog(page).getByText("Storing new values: 0 of 5").waitFor();
    assert.equal(await focusedName(page), "Stop");
    await assertAccessible(page, "storing");
    await page.keyboard.press("Escape");
    await dialog(page).getByRole("heading", { name: "0 of 5 new values are stored" }).waitFor();
    await dialog(page).getByText("4 may or may not have been stored").waitFor();
    await dialog(page).getByText("1 was not sent").waitFor();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    await button(page, "Connect").waitFor();
    assert.equal(await dialog(page).count(), 0);
    for (const pass of held) pass();
  });

  test("speak Portuguese", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    await deactivate(page, [43, 44], "2 passwords inactive");
    await button(page, "PT: português do Brasil").click();
    await button(page, "Guardar novos valores e depois ativar (2)…").click();
    await dialog(page).getByRole("heading", { name: "Novas senhas" }).waitFor();
    await dialog(page).getByText("Cada senha recebe o novo valor enquanto está inativa.", { exact: false }).waitFor();
    await button(page, "Guardar 2 novos valores").click();
    await dialog(page).getByRole("heading", { name: "2 novos valores estão guardados" }).waitFor();
  });

  test("are not offered for a report of another MySafe", async (t) => {
    const { page } = await openConnected(t);
    await deactivate(page, [43], "1 API secret inactive");
    const saving = page.waitForEvent("download");
    await button(page, "JSON").click();
    const report = JSON.parse(await readFile(await (await saving).path(), "utf8"));
    const offer = button(page, /^Store new values, then activate/);
    await offer.waitFor();
    const places = /** @type {const} */ ([
      ["https://other.example", undefined, 0],
      [undefined, undefined, 0],
      [url(), "acme", 0],
      [`${url()}/`, undefined, 1],
      [url(), undefined, 1],
    ]);
    for (const [index, [address, tenant, offers]] of places.entries()) {
      const buffer = Buffer.from(JSON.stringify({ ...report, address, tenant }));
      const choosing = page.waitForEvent("filechooser");
      await button(page, "Open a saved report").click();
      await (await choosing).setFiles({ name: `place-${index}.json`, mimeType: "application/json", buffer });
      await page.getByRole("article").getByText(`place-${index}.json`).waitFor();
      assert.equal(await offer.count(), offers, address);
    }
  });
});

describe("behind a broker", () => {
  const team = pageAndTeam({ secrets: 5 });

  test("new values are offered to those who may update, and to nobody else", async (t) => {
    const { page } = await team.openAs(t, "Ana");
    await deactivate(page, [43], "1 API secret inactive");
    const offer = button(page, /^Store new values, then activate/);
    await button(page, "JSON").waitFor();
    assert.equal(await offer.count(), 0);

    const granted = await team.openPage(t);
    await granted.page.route(`**${basePath}session`, async (route) => {
      const response = await route.fetch();
      const session = await response.json();
      session.grants?.apiSecret.push("update");
      await route.fulfill({ response, json: session });
    });
    await button(granted.page, "Sign in").click();
    await granted.page.getByRole("button", { name: /^Ana / }).click();
    await row(granted.page, 43).waitFor();
    await deactivate(granted.page, [43], "1 API secret inactive");
    await button(granted.page, "Store new values, then activate (1)…").waitFor();
  });
});
