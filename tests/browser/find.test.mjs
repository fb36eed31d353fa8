// @ts-check
// The search for leaked values: what it opens, finds and says, and that no value stays in the page.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { heapOf } from "./heap.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  credentials,
  dialog,
  focusedName,
  logLines,
  openView,
  pageAndSandbox,
  showKind,
  waitForCount,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const many = 60;
const { sandbox, openPage, openConnected, operations } = pageAndSandbox({ secrets: many, passwords: 12, notes: 6 });

/** The stored value of an API secret. @param {number} identifier */
const storedIn = (identifier) => sandbox.secrets.get(identifier)?.clientSecret ?? assert.fail();

/** The identifiers of the items that were opened, in order. */
const opened = () =>
  sandbox.requests
    .filter(({ operation }) => operation === "get")
    .map(({ identifier }) => Number(identifier))
    .sort((a, b) => a - b);

/** @param {Page} page */
const values = (page) => dialog(page).getByRole("textbox", { name: /^Leaked values/ });

/** Opens the dialog with these values. @param {Page} page @param {string} text */
async function paste(page, text) {
  await button(page, "Find leaked values").click();
  await values(page).waitFor();
  assert.equal(await focusedName(page), "Leaked values, one a line, or a secret scanner’s output");
  await values(page).fill(text);
}

/** The found items, as the result shows them. @param {Page} page */
const foundLines = async (page) =>
  (
    await dialog(page)
      .getByRole("list", { name: /found$/ })
      .getByRole("listitem")
      .allInnerTexts()
  ).map((line) => line.replace(/\s*\n\s*/g, " · "));

/** Everything that the page shows or keeps, but for what is typed in fields. @param {Page} page */
const keptTexts = (page) =>
  page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      document.body.textContent,
      [...document.querySelectorAll("input, textarea")].map((field) => Reflect.get(field, "value")),
      document.title,
      location.href,
      { ...localStorage },
      { ...sessionStorage },
    ]),
  );

describe("a search", () => {
  test("opens each item once, finds those that store a value, and selects them with one click", async (t) => {
    const { page } = await openConnected(t);
    const leaked = [storedIn(44), storedIn(80)];
    sandbox.secrets.setActive(45, false);
    await paste(page, `c4nary-nowhere\nKEY="${leaked[0]}"\n${leaked[1]}`);
    await dialog(page).getByText("3 values to look for.").waitFor();
    await dialog(page).getByText("60 API secrets to open: 60 views").waitFor();
    assert.equal(
      await values(page).evaluate((field) => getComputedStyle(field).getPropertyValue("-webkit-text-security")),
      "disc",
    );
    await assertAccessible(page, "asking for values");
    assert.deepEqual(operations(), ["list"], "nothing is opened before");

    await button(page, "Open 60 and compare").click();
    await dialog(page).getByText("2 of 60 API secrets store one of the values", { exact: true }).waitFor();
    await dialog(page).getByText("57 API secrets were compared and differ.").waitFor();
    await dialog(page).getByText("1 API secret couldn’t be compared", { exact: true }).waitFor();
    await dialog(page).getByText("Inactive: MySafe doesn’t show its value.").waitFor();
    await dialog(page).getByText("What was not compared may store one of the values.").waitFor();
    await dialog(page).getByText("If the access key is set to encrypt values").waitFor();
    const [first, second] = await foundLines(page);
    assert.match(first ?? "", /^44 · .+ · value 2, as its client secret$/);
    assert.match(second ?? "", /^80 · .+ · value 3, as its client secret$/);
    assert.deepEqual(
      opened(),
      Array.from({ length: many }, (_, index) => 43 + index),
    );
    await dialog(page).getByText("Which", { exact: true }).click();
    await dialog(page).getByRole("region", { name: "1 API secret couldn’t be compared" }).getByText("45").waitFor();
    await assertAccessible(page, "the result");

    await button(page, "Select 2 API secrets").click();
    await page.getByText("2 API secrets selected").waitFor();
    assert.equal(await focusedName(page), "Find leaked values");
    assert.equal(await checkbox(page, 44).isChecked(), true);
    await waitForState(page, 44, "Active");
    await waitForState(page, 45, "Inactive");
    await openView(page, "Log");
    assert.deepEqual((await logLines(page)).slice(0, 2), [
      "Search among API secrets ended: 2 found, 57 different, 1 not compared, 0 not opened",
      "Looking for 3 values in 60 API secrets",
    ]);
  });

  test("keeps no value, typed or stored, in the page, in storage, in an address or in the log", async (t) => {
    const { page } = await openConnected(t);
    const stored = sandbox.secrets.list().map(({ clientSecret }) => clientSecret);
    /** @type {string[]} */
    const sent = [];
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    await paste(page, `c4nary-nowhere\n${storedIn(44)}`);
    const asking = await page.evaluate(() => document.documentElement.outerHTML);
    for (const value of [...stored, "c4nary-nowhere"])
      assert.ok(!asking.includes(value), "what is typed is in no markup");
    await button(page, "Open 60 and compare").click();
    await button(page, "Select 1 API secret").waitFor();
    const kept = [await keptTexts(page), ...sent];
    await button(page, "Select 1 API secret").click();
    await openView(page, "Log");
    kept.push(await keptTexts(page));
    for (const text of kept) {
      for (const value of [...stored, "c4nary-nowhere"]) assert.ok(!text.includes(value));
    }
    assert.ok(sent.length >= many);
    await openView(page, "Items");
    await button(page, "Find leaked values").click();
    assert.equal(await values(page).inputValue(), "");
  });

  test("leaves no value, typed or stored, in the memory of the page's script", async (t) => {
    const { page } = await openConnected(t);
    const takeHeap = await heapOf(page);
    const typed = ["c4nary-typed-one", "c4nary-typed-two"];
    await paste(page, typed.join("\n"));
    assert.ok((await takeHeap()).includes("c4nary-typed-one"), "a heap shows what is typed");
    await button(page, "Open 60 and compare").click();
    await dialog(page).getByText("None of 60 API secrets is known to store one of the values").waitFor();
    const after = await takeHeap();
    for (const value of typed) assert.ok(!after.includes(value), value);
    const stored = sandbox.secrets.list().filter(({ clientSecret }) => after.includes(clientSecret));
    assert.deepEqual(
      stored.map(({ identifier }) => identifier),
      [],
    );
  });

  test("looks only at what is selected, or at what the filter leaves, and says the price of each", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 44).check();
    await checkbox(page, 45).check();
    await page.getByRole("searchbox").fill("5");
    const left = await page.getByRole("grid").getAttribute("aria-rowcount");
    const matching = Number(left) - 1;
    await paste(page, storedIn(46));
    await dialog(page).getByText("2 API secrets to open: 2 views").waitFor();
    await dialog(page)
      .getByRole("radio", { name: `As filtered (${matching})` })
      .check();
    await dialog(page).getByText(`${matching} API secrets to open: ${matching} views`).waitFor();
    await dialog(page).getByRole("radio", { name: "Whole list (60)" }).check();
    await dialog(page).getByText("60 API secrets to open: 60 views").waitFor();
    await dialog(page).getByRole("radio", { name: "Selected (2)" }).check();
    await button(page, "Open 2 and compare").click();
    await dialog(page).getByText("None of 2 API secrets is known to store one of the values").waitFor();
    assert.deepEqual(opened(), [44, 45]);
    assert.equal(
      await dialog(page)
        .getByRole("button", { name: /^Select/ })
        .count(),
      0,
    );
    assert.equal(await dialog(page).getByText("may store one").count(), 0, "all were compared");
  });

  test("stops at once, shows what is known by then, and claims nothing of the rest", async (t) => {
    const { page } = await openConnected(t);
    for (let identifier = 55; identifier < 63; identifier += 1) {
      sandbox.next({ operation: "get", identifier, fault: "stall" });
    }
    await paste(page, `${storedIn(44)}\n${storedIn(90)}`);
    await button(page, "Open 60 and compare").click();
    await page.waitForFunction(() => document.querySelector("dialog progress")?.getAttribute("value") === "12");
    await dialog(page).getByText("1 API secret found").waitFor();
    while (sandbox.pendingSteps > 2) await setTimeout(10); // Chromium sends six at a time
    await assertAccessible(page, "searching");
    await page.keyboard.press("Escape");
    for (const text of [
      "1 of 60 API secrets stores one of the values",
      "11 API secrets were compared and differ.",
      "8 API secrets couldn’t be compared",
      "40 API secrets were not opened",
      "You stopped first.",
    ]) {
      await dialog(page).getByText(text, { exact: true }).waitFor();
    }
    assert.ok(opened().length <= 20);
    await assertAccessible(page, "stopped");
    await button(page, /^Select these 40/).click();
    await page.getByText("40 API secrets selected").waitFor();
  });

  test("says of each item why it could not be compared", async (t) => {
    const { page } = await openConnected(t);
    for (const identifier of [44, 45, 46, 47, 48]) await checkbox(page, identifier).check();
    for (const identifier of [44, 45, 46]) sandbox.secrets.remove(identifier);
    sandbox.secrets.add({ identifier: 45, access: { [credentials.clientId]: { canView: false } } });
    sandbox.secrets.add({ identifier: 46, clientSecret: "" });
    await paste(page, storedIn(47));
    await button(page, "Open 5 and compare").click();
    for (const text of [
      "1 of 5 API secrets stores one of the values",
      "1 API secret was compared and differs.",
      "MySafe has no API secret with this identifier.",
      "MySafe doesn’t let this access key view this API secret.",
      "The answer had no stored value that can be compared, or didn’t come from MySafe.",
    ]) {
      await dialog(page).getByText(text, { exact: true }).waitFor();
    }
  });

  test("reads a scanner's output, and a text of several lines as one value", async (t) => {
    const { page } = await openConnected(t);
    await paste(
      page,
      JSON.stringify([
        { Secret: storedIn(44), RuleID: "x" },
        { Secret: "c4nary-x", RuleID: "y" },
      ]),
    );
    await dialog(page).getByText("2 values to look for.").waitFor();
    await dialog(page).getByText("From the fields of a scanner’s findings.").waitFor();
    await button(page, "Open 60 and compare").click();
    await button(page, "Select 1 API secret").waitFor();
    await button(page, "Close").last().click();

    await showKind(page, "Notes");
    const { identifier } = sandbox.notes.add({ name: "a note", note: "c4nary first line\r\nc4nary second line" });
    await page.getByRole("button", { name: "Load", exact: true }).click();
    await waitForCount(page, "7 notes");
    await paste(page, "c4nary first line\nc4nary second line");
    await button(page, "Open 7 and compare").waitFor();
    await dialog(page).getByRole("radio", { name: "One value" }).check();
    await dialog(page).getByText("1 value to look for.").waitFor();
    await button(page, "Open 7 and compare").click();
    await button(page, "Select 1 note").click();
    await page.getByText("1 note selected").waitFor();
    assert.equal(await checkbox(page, identifier).isChecked(), true);
  });

  test("finds the seed of one-time codes of a password", async (t) => {
    const { page } = await openConnected(t);
    const seeded = sandbox.passwords.list().find(({ secretKey }) => secretKey !== "") ?? assert.fail();
    await showKind(page, "Passwords");
    await paste(page, `${seeded.secretKey}\n${seeded.password}`);
    await button(page, "Open 12 and compare").click();
    await button(page, "Select 1 password").waitFor();
    const [line] = await foundLines(page);
    assert.ok(line?.startsWith(`${seeded.identifier} · `), line);
    assert.ok(line?.endsWith("value 2, as its password; value 1, as its seed of one-time codes"), line);
  });

  test("refuses more values than it may compare, and nothing to look for", async (t) => {
    const { page } = await openConnected(t);
    await paste(page, " \n");
    const start = button(page, "Open 60 and compare");
    assert.equal(await start.getAttribute("aria-disabled"), "true");
    await page.keyboard.press("Control+Enter");
    await values(page).fill(Array.from({ length: 2_001 }, (_, index) => `c4nary-${index}`).join("\n"));
    await dialog(page).getByText("More than 2,000 values").waitFor();
    assert.equal(await start.getAttribute("aria-disabled"), "true");
    await values(page).fill('{"results":{"a":[{"hashed_secret":"c4nary-hash"}]}}');
    await dialog(page).getByText("can have hashes only").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    assert.deepEqual(operations(), ["list"]);
  });

  test("keeps the page from locking while items answer, and is gone with the connection", async (t) => {
    const { page } = await openConnected(t, { clock: true });
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [20, 20], operations: ["get"] });
    sandbox.next({ operation: "get", identifier: 102, fault: "stall" });
    await page.clock.fastForward(9 * 60_000);
    await paste(page, storedIn(44));
    await button(page, "Open 60 and compare").click();
    await page.waitForFunction(() => document.querySelector("dialog progress")?.getAttribute("value") === "59");
    await page.clock.fastForward(9 * 60_000);
    await dialog(page).getByText("1 API secret couldn’t be compared", { exact: true }).waitFor();
    await page.clock.fastForward(11 * 60_000);
    await page.getByText("Locked", { exact: true }).waitFor();
    assert.equal(await dialog(page).count(), 0);
  });
});

test("a part that cannot be loaded is said, and can be tried again", async (t) => {
  const { page } = await openConnected(t);
  await page.route("**/loaded-*.js", (route) => route.abort());
  await button(page, "Find leaked values").click();
  await page.getByRole("alert").getByText("The rest of this page did not load").waitFor({ state: "attached" });
  await page.unroute("**/loaded-*.js");
  await button(page, "Find leaked values").click();
  await values(page).waitFor();
});

for (const { name, ...options } of [
  { name: "a phone, dark", viewport: { width: 320, height: 640 }, colorScheme: /** @type {const} */ ("dark") },
  { name: "forced colours", forcedColors: /** @type {const} */ ("active") },
]) {
  test(`is accessible and fits the window, in Portuguese: ${name}`, async (t) => {
    const { page } = await openPage(t, { locale: "pt-BR", ...options });
    await page.getByLabel("Client ID", { exact: true }).fill(credentials.clientId);
    await page.getByLabel("Client secret", { exact: true }).fill(credentials.clientSecret);
    await button(page, "Conectar").click();
    const check = async (/** @type {string} */ state) => {
      await assertAccessible(page, state);
      const wide = await page.evaluate(
        () =>
          [document.documentElement, ...document.querySelectorAll("dialog, .dialog-body")].filter(
            (element) => element.scrollWidth > element.clientWidth,
          ).length,
      );
      assert.equal(wide, 0, `${state}: too wide`);
    };
    await button(page, "Encontrar valores vazados").click();
    await dialog(page)
      .getByRole("textbox")
      .fill(`c4nary-nowhere\n${storedIn(44)}`);
    await check("asking");
    sandbox.secrets.setActive(45, false);
    await button(page, "Abrir 60 e comparar").click();
    await button(page, "Selecionar 1 segredo de API").waitFor();
    await check("the result");
  });
}
