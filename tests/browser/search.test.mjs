// @ts-check
// The search, the filters by tags and permission, and the ways of the keyboard to the search and to the list.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { generatePasswords, generateSecrets } from "mysafe-sandbox";
import {
  assertAccessible,
  button,
  checkbox,
  credentials,
  field,
  focusedName,
  openView,
  pageAndSandbox,
  row,
  showKind,
  waitForCount,
} from "./visit.mjs";

const readOnly = { [credentials.clientId]: { canWrite: false } };
const secrets = generateSecrets(400).map((secret, index) => ({
  ...secret,
  name: index === 7 ? "Cartão de crédito (production)" : secret.name,
  needApproval: index === 8,
  needJustify: index === 9 || index === 10,
  access: index < 3 ? readOnly : {},
}));
const passwords = generatePasswords(30).map((password, index) => ({
  ...password,
  tags: ["payments, Produção", "payments,test", "Non-Payments"][index] ?? "other",
}));
const { openConnected, operations } = pageAndSandbox({ secrets, passwords });

describe("a search", () => {
  test("finds words in any order, one identifier exactly, and several, and names those that are not listed", async (t) => {
    const { page } = await openConnected(t);
    const search = page.getByRole("searchbox");
    await search.fill("PRODUCTION cartao");
    await waitForCount(page, "1 of 400 API secrets");
    await row(page, 50).waitFor();
    await search.fill("production nothing");
    await page.getByText("No matches", { exact: true }).waitFor();

    await search.fill("43");
    const parts = secrets.filter(({ name, identifier }) => `${name}\n${identifier}`.includes("43")).length;
    assert.ok(parts > 1);
    await waitForCount(page, `${parts} of 400 API secrets`);
    await search.fill("#43");
    await waitForCount(page, "1 of 400 API secrets");
    await row(page, 43).waitFor();

    await search.fill("43, 0044;#50 9999");
    await waitForCount(page, "3 of 400 API secrets");
    await page.getByText("Not in this list: 9999", { exact: true }).waitFor();
    await assertAccessible(page, "several identifiers");
    await search.fill("cartão #43 #50");
    await waitForCount(page, "1 of 400 API secrets");
    await row(page, 50).waitFor();
    assert.equal(await page.getByText("Not in this list").count(), 0);
    assert.deepEqual(operations(), ["list"]);
  });
});

describe("a filter", () => {
  test("by listed tags follows the typing, takes several, and minds no case; MySafe is not asked", async (t) => {
    const { page } = await openConnected(t);
    await showKind(page, "Passwords");
    const tags = field(page, "Tags");
    await tags.pressSequentially("PAY");
    await waitForCount(page, "3 of 30 passwords");
    await tags.pressSequentially("ments");
    await waitForCount(page, "2 of 30 passwords"); // it is a whole tag now, and "Non-Payments" is another
    await tags.pressSequentially(", producao");
    await waitForCount(page, "1 of 30 passwords");
    await row(page, 43).waitFor();
    assert.deepEqual(operations(), ["list", "list"]);
    await assertAccessible(page, "filtered by tags");
    await tags.fill("nowhere");
    await page.getByText("No matches", { exact: true }).waitFor();
    await button(page, "Show all").click();
    await waitForCount(page, "30 passwords");
    assert.equal(await tags.inputValue(), "");
  });

  test("by a tag that is not listed is MySafe's, and says so", async (t) => {
    const { page } = await openConnected(t);
    assert.equal(await field(page, "Tags").count(), 0);
    await page.getByText("one tag, exactly as written", { exact: true }).waitFor();
    assert.equal(
      await field(page, "Tag")
        .getAttribute("aria-describedby")
        .then((id) => id !== null),
      true,
    );
  });

  test("by permission leaves out what the list says otherwise of", async (t) => {
    const { page } = await openConnected(t);
    const permission = page.getByRole("combobox", { name: "Permission" });
    for (const [name, many] of /** @type {const} */ ([
      ["Read only", 3],
      ["Can edit", 397],
      ["Needs an approval", 1],
      ["Needs a justification", 2],
      ["Can view", 400],
    ])) {
      await permission.selectOption(name);
      await waitForCount(page, many === 400 ? "400 API secrets" : `${many} of 400 API secrets`);
    }
    await permission.selectOption("Can’t view");
    await page.getByText("No matches", { exact: true }).waitFor();
    await permission.selectOption("Read only");
    await page.getByRole("checkbox", { name: "Select all 3 that match" }).check();
    await permission.selectOption("Any");
    await page.getByText("3 API secrets selected").waitFor();
    assert.equal(await checkbox(page, 45).isChecked(), true);
    assert.equal(await checkbox(page, 46).isChecked(), false);
  });

  test("that is folded away on a phone is counted there", async (t) => {
    const { page } = await openConnected(t, { viewport: { width: 390, height: 844 } });
    await page.getByText("More filters", { exact: true }).click();
    await page.getByRole("combobox", { name: "Permission" }).selectOption("Read only");
    await page.getByText("More filters (1 set)", { exact: true }).waitFor();
    await waitForCount(page, "3 of 400 API secrets");
  });
});

describe("the keyboard", () => {
  test("goes to the search by a slash, which is a letter where one types", async (t) => {
    const { page } = await openConnected(t);
    const { keyboard } = page;
    const search = page.getByRole("searchbox");
    await checkbox(page, 43).focus();
    await keyboard.press("/");
    assert.equal(await search.evaluate((input) => document.activeElement === input), true);
    assert.equal(await search.inputValue(), "");
    await keyboard.press("/");
    assert.equal(await search.inputValue(), "/");
    await search.fill("");
    await button(page, "Paste a list").click();
    const text = page.getByRole("dialog").getByRole("textbox");
    await text.press("/");
    assert.equal(await text.inputValue(), "/");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).focus();
    await keyboard.press("/");
    assert.equal(await focusedName(page), "Cancel");
    await keyboard.press("Escape");
    await openView(page, "Log");
    await keyboard.press("/");
    assert.equal(await search.count(), 0);
  });

  test("goes past the header and the filters to the list by the first stop of Tab", async (t) => {
    const { page } = await openConnected(t);
    const { keyboard } = page;
    await checkbox(page, 45).focus();
    const skip = button(page, "Go to the list");
    await skip.focus();
    assert.equal(await skip.evaluate((link) => link.getBoundingClientRect().width > 40), true, "it is seen");
    await assertAccessible(page, "the skip link");
    assert.equal(
      await skip.evaluate((link) => document.querySelector("a, button, input, select, [tabindex='0']") === link),
      true,
      "it is the first",
    );
    await keyboard.press("Enter");
    assert.equal(
      await row(page, 45).evaluate((element) => document.activeElement === element),
      true,
      "the current row",
    );
    await openView(page, "Log");
    assert.equal(await skip.count(), 0);
  });
});
