// @ts-check
// Items that a pasted text names by something else than an identifier, in the paste dialog.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { generatePasswords, generateSecrets } from "mysafe-sandbox";
import { heapOf } from "./heap.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  dialog,
  logLines,
  openView,
  pageAndSandbox,
  showKind,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const passwords = generatePasswords(30).map((password, index) => ({
  ...password,
  url: index < 3 ? "https://shared.example/" : `https://site-${index}.example/sign-in`,
  username: index === 9 ? "Ana" : `user-${index}`,
}));
const secrets = generateSecrets(20).map((secret, index) => ({ ...secret, url: `https://api-${index}.example/v1` }));
const { sandbox, openConnected, operations } = pageAndSandbox({ secrets, passwords });

/** Opens the paste dialog with a text. @param {Page} page @param {string} text */
async function paste(page, text) {
  await button(page, "Paste a list").click();
  await dialog(page).getByRole("textbox").fill(text);
}

/** The lines of the matches; those of items with `x` where they are ticked. @param {Page} page */
async function matches(page) {
  const lines = dialog(page)
    .getByRole("region", { name: /by something other/ })
    .getByRole("listitem");
  await lines.first().waitFor();
  return lines.evaluateAll((elements) =>
    elements.map((element) => {
      const box = element.querySelector("input");
      const [first, second] = [...element.querySelectorAll("bdi, code, span")].map((each) => each.textContent);
      return box ? `${box.checked ? "x" : "-"} ${first}` : `${first}: ${second}`;
    }),
  );
}

describe("a list with URLs and user names", () => {
  test("is matched at once: what is in no doubt is ticked, and of several items all are shown", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    await paste(page, "HTTPS://Site-5.example:443/sign-in/\nhttps://shared.example\nSaw user-7 and ana there.\n50");
    assert.deepEqual(await matches(page), [
      "HTTPS://Site-5.example:443/sign-in/: URL",
      "x 48",
      "https://shared.example: 3 items, select which · URL",
      "- 43",
      "- 44",
      "- 45",
      "user-7: username",
      "x 50",
      "ana: check it · username · differs in letter case",
      "- 52",
    ]);
    assert.equal(
      await dialog(page).getByText("link", { exact: true }).count(),
      0,
      "what is matched is not passed over",
    );
    await assertAccessible(page, "matched");
    await button(page, "Select 2 passwords").waitFor(); // 50 is named twice
    await dialog(page)
      .getByRole("checkbox", { name: /, 44, for https:\/\/shared.example$/ })
      .check();
    await dialog(page)
      .getByRole("checkbox", { name: /, 48, for/ })
      .uncheck();
    await button(page, "Select 2 passwords").click();
    await page.getByText("2 passwords selected").waitFor();
    for (const [identifier, isChecked] of /** @type {const} */ ([
      [44, true],
      [50, true],
      [43, false],
      [48, false],
      [52, false],
    ])) {
      assert.equal(await checkbox(page, identifier).isChecked(), isChecked, String(identifier));
    }
    assert.deepEqual(operations(), ["list", "list"], "nothing is opened");
  });

  test("that has a column of identifiers ticks nothing else", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    await paste(page, "Identifier;URL\n43;https://site-5.example/sign-in");
    assert.deepEqual(await matches(page), ["https://site-5.example/sign-in: URL", "- 48"]);
    await button(page, "Select 1 password").waitFor();
    await button(page, "Select 1 item that is the only match of a text").click();
    await button(page, "Select 2 passwords").waitFor();
    await dialog(page).getByRole("textbox").fill("nothing");
    await button(page, "Select 0 passwords").waitFor();
  });
});

describe("client IDs, URLs and codes of API secrets", () => {
  const text = `client_id=${secrets[3]?.clientId}\nhttps://api-4.example/v1/\n${secrets[5]?.identifierCode}\nx`;

  test("are compared after the items were opened, at a price that is said before", async (t) => {
    const { page } = await openConnected(t);
    await paste(page, text);
    await button(page, "Select 0 API secrets").waitFor();
    assert.deepEqual(operations(), ["list"], "nothing is opened unasked");
    sandbox.secrets.setActive(47, false);
    await dialog(page)
      .getByText("A list of API secrets doesn’t show their client ID, URL, or identifier code.")
      .click();
    await dialog(page).getByText("20 API secrets to open: 20 views").waitFor();
    await assertAccessible(page, "before they are opened");
    await button(page, "Open 20 API secrets").click();
    await dialog(page).getByText("19 API secrets opened and compared with the text.").waitFor();
    await dialog(page).getByText("1 not opened: Inactive: MySafe doesn’t show its value.").waitFor();
    assert.deepEqual(await matches(page), [
      `${secrets[3]?.clientId}: client ID`,
      "x 46",
      `${secrets[5]?.identifierCode}: identifier code`,
      "x 48",
    ]);
    assert.deepEqual(operations(), ["list", ...Array(20).fill("get")]);
    const html = await page.evaluate(() => document.documentElement.outerHTML);
    for (const { clientSecret } of secrets) assert.ok(!html.includes(clientSecret));
    await assertAccessible(page, "after they were opened");
    await button(page, "Select 2 API secrets").click();
    await page.getByText("2 API secrets selected").waitFor();
    await waitForState(page, 47, "Inactive");
    await openView(page, "Log");
    assert.equal(
      (await logLines(page))[0],
      "Opened 19 API secrets to compare with a pasted text; 1 couldn’t be opened",
    );
  });

  test("leave no stored value in the memory of the page's script", async (t) => {
    const { page } = await openConnected(t);
    const takeHeap = await heapOf(page);
    await paste(page, text);
    await dialog(page).getByText("A list of API secrets doesn’t show").click();
    await button(page, "Open 20 API secrets").click();
    await dialog(page).getByText("20 API secrets opened and compared with the text.").waitFor();
    const heap = await takeHeap();
    const isThere = (/** @type {string} */ value) => heap.includes(value);
    assert.deepEqual(
      secrets.map(({ clientId, clientSecret }) => [isThere(clientId), isThere(clientSecret)]),
      secrets.map(() => [true, false]),
    );
  });

  test("can stop being opened, and what was opened by then is compared", async (t) => {
    const { page } = await openConnected(t);
    for (let identifier = 50; identifier < 63; identifier += 1) {
      sandbox.next({ operation: "get", identifier, fault: "stall" });
    }
    await paste(page, text);
    await dialog(page).getByText("A list of API secrets doesn’t show").click();
    await button(page, "Open 20 API secrets").click();
    await button(page, "Stop opening (7/20)").click();
    await dialog(page).getByText("7 API secrets opened and compared with the text.").waitFor();
    await dialog(page).getByText("13 not opened: stopped first.").waitFor();
    await button(page, "Select 3 API secrets").waitFor();
  });

  test("are among those that the search leaves, if it is narrowed", async (t) => {
    const { page } = await openConnected(t);
    await page.getByRole("searchbox").fill("46");
    await paste(page, text);
    await dialog(page).getByText("A list of API secrets doesn’t show").click();
    await button(page, "Open 1 API secret").click();
    await button(page, "Select 1 API secret").waitFor();
    assert.deepEqual(operations(), ["list", "get"]);
  });
});

describe("codes that MySafe is asked for by its filter", () => {
  const codes = [secrets[5]?.identifierCode, secrets[6]?.identifierCode, "c4nary-no-such-code"];

  test("are those that the visitor ticks; nothing is opened, and what MySafe lists is not ticked", async (t) => {
    const { page } = await openConnected(t);
    /** @type {string[]} */
    const addresses = [];
    page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
    await paste(page, `${codes.join("\n")}\nc4nary-secret\nhttps://a.example\nnot a code\n43`);
    await dialog(page).getByText("MySafe itself can look for an identifier code, without opening anything.").click();
    const list = dialog(page).getByRole("region", { name: "4 texts that can be a code" });
    await list.getByRole("checkbox").first().waitFor();
    assert.deepEqual(await list.getByRole("listitem").allInnerTexts(), [...codes, "c4nary-secret"]);
    assert.equal(await list.getByRole("checkbox", { checked: true }).count(), 0);
    await assertAccessible(page, "before it is asked");
    for (const code of codes) await list.getByText(code ?? "", { exact: true }).click();
    await button(page, "Ask MySafe for 3 codes").click();
    await dialog(page).getByText("3 codes asked for: MySafe lists items for 2 of them.").waitFor();
    assert.deepEqual(await matches(page), [
      `${codes[0]}: check it · identifier code · by MySafe’s filter`,
      "- 48",
      `${codes[1]}: check it · identifier code · by MySafe’s filter`,
      "- 49",
    ]);
    assert.deepEqual(operations(), ["list", "list", "list", "list"]);
    assert.ok(!addresses.join().includes("c4nary-secret"), "what is not ticked is not sent");
    await assertAccessible(page, "after it was asked");
    await button(page, "Select 1 API secret").waitFor();
    await button(page, "Select 2 items that are each the only match of a text").click();
    await button(page, "Select 3 API secrets").click();
    await page.getByText("3 API secrets selected").waitFor();
  });

  test("that get too many items, or an error, name nothing", async (t) => {
    const { page } = await openConnected(t);
    const entry = (/** @type {number} */ identifier) => ({ identifier, name: "x", can_view: true, can_write: true });
    const all = Array.from({ length: 21 }, (_, index) => entry(43 + index));
    const body = { response: { status: 200, error: false }, api_secret_on_list: all };
    await paste(page, "c4nary-code");
    await dialog(page).getByText("MySafe itself can look for an identifier code").click();
    await button(page, "Select all 1").click();
    sandbox.next({ operation: "list", response: { body } });
    await button(page, "Ask MySafe for 1 code").click();
    await dialog(page).getByText("MySafe listed too many items to be those of one code.").waitFor();
    sandbox.next({ operation: "list", fault: "no-route" });
    await button(page, "Ask MySafe for 1 code").click();
    await dialog(page).getByText("1 without a usable answer: The gateway doesn’t know this route").waitFor();
    assert.equal(
      await dialog(page)
        .getByRole("region", { name: /by something other/ })
        .count(),
      0,
    );
  });
});

test("a phone has room for the matches, in Portuguese", async (t) => {
  const { page } = await openConnected(t, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  await button(page, "PT: português do Brasil").click();
  await page.getByRole("radio", { name: "Senhas", exact: true }).check();
  await button(page, "Colar uma lista").click();
  await dialog(page).getByRole("textbox").fill("https://shared.example\nhttps://site-5.example/sign-in\nana");
  await dialog(page).getByText("3 itens, selecione quais").waitFor();
  await assertAccessible(page, "matched, on a phone");
  const wide = await page.evaluate(
    () =>
      [document.documentElement, ...document.querySelectorAll(".dialog-body, .match-list")].filter(
        (element) => element.scrollWidth > element.clientWidth,
      ).length,
  );
  assert.equal(wide, 0);
});
