// @ts-check
// The keyboard, the selection and the paste dialog.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  checkbox,
  credentials,
  focusedName,
  pageAndSandbox,
  row,
  waitForCount,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const many = 10_000;
const { openConnected } = pageAndSandbox({ clients: [credentials], secrets: many });

/** The label of the paste field. */
const label = "Identifiers, from a ticket or a table";

describe("the keyboard", () => {
  test("moves between rows, chooses and extends ranges, and reaches the controls of a row", async (t) => {
    const { page } = await openConnected(t);
    const { keyboard } = page;
    await button(page, "State").focus();
    await keyboard.press("Tab");
    const waitForRow = (/** @type {number} */ identifier) =>
      page.waitForFunction(
        (text) => document.activeElement?.querySelector(".cell-identifier")?.textContent?.trim() === text,
        String(identifier),
      );
    await waitForRow(43);
    await keyboard.press("ArrowDown");
    await waitForRow(44);
    await keyboard.press("Space");
    assert.equal(await checkbox(page, 44).isChecked(), true);
    await keyboard.press("Shift+ArrowDown");
    await waitForRow(45);
    await keyboard.press("Shift+ArrowDown");
    await waitForRow(46);
    await page.getByText("3 API secrets selected").waitFor();
    await keyboard.press("Tab");
    assert.equal(await focusedName(page), await checkbox(page, 46).getAttribute("aria-label"));
    await keyboard.press("Tab");
    assert.match((await focusedName(page)) ?? "", /^Deactivate .*, 46$/);
    await keyboard.press("End");
    await waitForRow(many + 42);
    await keyboard.press("PageUp");
    await keyboard.press("Home");
    await waitForRow(43);
    await keyboard.press("Control+a");
    await page.getByText("10,000 API secrets selected").waitFor();
    await button(page, "Clear").click();
    await waitForCount(page, "10,000 API secrets");
    assert.equal(await focusedName(page), "Selection");
  });

  test("keeps the focus on a row that scrolls out of view", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 47).focus();
    await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, 200_000));
    await row(page, 4_210).waitFor();
    assert.match((await focusedName(page)) ?? "", /, 47$/);
  });
});

describe("the selection", () => {
  test("extends a range with Shift, and chooses all that match", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 44).check();
    await checkbox(page, 49).click({ modifiers: ["Shift"] });
    await page.getByText("6 API secrets selected").waitFor();
    await checkbox(page, 49).click();
    await checkbox(page, 47).click({ modifiers: ["Shift"] });
    await page.getByText("3 API secrets selected").waitFor();
    await page.getByRole("searchbox").fill("1004");
    await page.getByText("(3 not shown)").waitFor();
    await button(page, "Select all 4 that match").click();
    await page.getByText("7 API secrets selected").waitFor();
    await assertAccessible(page, "chosen");
  });

  test("takes a click anywhere on a row, but for its buttons and for text that is being selected", async (t) => {
    const { page } = await openConnected(t);
    await row(page, 44).locator(".cell-name").click();
    await page.getByText("1 API secret selected").waitFor();
    await row(page, 47)
      .locator(".cell-state")
      .click({ modifiers: ["Shift"] });
    await page.getByText("4 API secrets selected").waitFor();
    assert.equal(await page.evaluate(() => getSelection()?.toString()), "");
    await row(page, 45).locator(".cell-identifier").click();
    await page.getByText("3 API secrets selected").waitFor();
    assert.equal(await checkbox(page, 45).isChecked(), false);
    assert.equal(await row(page, 45).evaluate((element) => document.activeElement === element), true);

    const name = await row(page, 49).locator(".cell-name bdi").boundingBox();
    assert.ok(name);
    await page.mouse.move(name.x + 2, name.y + name.height / 2);
    await page.mouse.down();
    await page.mouse.move(name.x + name.width - 2, name.y + name.height / 2, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await page.evaluate(() => getSelection()?.toString()), "");
    await row(page, 50)
      .getByRole("button", { name: /^Details of/ })
      .click();
    await button(page, "Close").click();
    await button(page, /^Deactivate .*, 50$/).click();
    await button(page, "Cancel").click();
    await page.getByText("3 API secrets selected").waitFor();
    assert.equal(await checkbox(page, 49).isChecked(), false);
    assert.equal(await checkbox(page, 50).isChecked(), false);
  });

  test("can be shown alone, where what is left out stays in sight", async (t) => {
    const { page } = await openConnected(t);
    await checkbox(page, 44).check();
    await checkbox(page, 46).check();
    await page.getByRole("searchbox").fill("1004");
    await page.getByText("(2 not shown)").waitFor();
    const only = button(page, "Show selected only");
    await only.click();
    assert.equal(await only.getAttribute("aria-pressed"), "true");
    assert.equal(await page.getByRole("searchbox").inputValue(), "");
    assert.deepEqual(await page.locator("[role=gridcell].cell-identifier").allInnerTexts(), ["44", "46"]);
    await checkbox(page, 44).uncheck();
    await page.getByText("1 API secret selected").waitFor();
    await row(page, 44).waitFor();
    await assertAccessible(page, "chosen only");
    await checkbox(page, 46).uncheck();
    await waitForCount(page, "2 of 10,000 API secrets");
    await only.click();
    await waitForCount(page, "10,000 API secrets");
    assert.equal(await focusedName(page), "Selection");
    await checkbox(page, 45).check();
    await only.click();
    await waitForCount(page, "1 API secret selected");
    await button(page, "Clear").click();
    await waitForCount(page, "10,000 API secrets");
  });

  test("is added to or replaced by a pasted list, as the visitor says", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    await page.getByLabel(label).fill("43 44");
    assert.equal(await page.getByRole("radio", { name: /^(Add to|Replace) the/ }).count(), 0, "nothing is chosen yet");
    await button(page, "Select 2 API secrets").click();
    await page.getByText("2 API secrets selected").waitFor();
    await button(page, "Paste a list").click();
    await page.getByLabel(label).fill("44 45");
    assert.equal(await page.getByRole("radio", { name: "Add to the 2 selected" }).isChecked(), true);
    await button(page, "Select 2 API secrets").click();
    await page.getByText("3 API secrets selected").waitFor();
    await button(page, "Paste a list").click();
    await page.getByLabel(label).fill("46");
    await page.getByRole("radio", { name: "Replace the 3 selected" }).check();
    await assertAccessible(page, "replacing the selection");
    await button(page, "Select 1 API secret").click();
    await page.getByText("1 API secret selected").waitFor();
    assert.deepEqual([await checkbox(page, 46).isChecked(), await checkbox(page, 45).isChecked()], [true, false]);
  });

  test("takes the identifiers of a pasted ticket", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    const text = page.getByLabel(label);
    await text.waitFor();
    assert.equal(await focusedName(page), label);
    await text.fill("Leaked on 12/05/2024: #43, 0044 and (45); also 20001.\n044, 3 secrets and v46");
    await page.getByText("3 API secrets found in the list.").waitFor();
    const lines = (/** @type {string} */ name) =>
      page.getByRole("region", { name }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(
      (await lines("Read as identifiers (5)")).map((line) => line.trim()),
      [
        "Leaked on 12/05/2024: #43, 0044 and (45); also 20001.",
        "Leaked on 12/05/2024: #43, 0044 and (45); also 20001.",
        "…d on 12/05/2024: #43, 0044 and (45); also 20001.",
        "…/2024: #43, 0044 and (45); also 20001.",
        "044, 3 secrets and v46",
      ],
    );
    const marked = page.getByRole("region", { name: "Read as identifiers (5)" }).locator("mark");
    assert.deepEqual(await marked.allInnerTexts(), ["43", "0044", "45", "20001", "044"]);
    const passed = page.getByRole("region", { name: "Ignored (3)" });
    assert.deepEqual(await passed.locator("mark").allInnerTexts(), ["12/05/2024", "3 secrets", "v46"]);
    for (const reason of ["date", "count", "version"]) await passed.getByText(reason, { exact: true }).waitFor();
    await assertAccessible(page, "pasting");
    await page.getByRole("checkbox", { name: /^Also select 1 other number that isn’t in the list: 20001/ }).check();
    await button(page, "Select 4 API secrets").click();
    await page.getByText("4 API secrets selected").waitFor();
    await page.getByText("(1 not shown)").waitFor();
    assert.equal(await checkbox(page, 45).isChecked(), true);
    assert.equal(await focusedName(page), "Paste a list", "the focus is restored");
  });

  test("takes the identifier column of a pasted CSV", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    const csv = '\uFEFFsep=;\r\nname;Identificador;note\r\n"a ""quoted""; name";43;"50\n51;52"\r\nplain;"44";\r\n';
    await page.getByLabel(label).fill(csv);
    await button(page, "Select 2 API secrets").click();
    await page.getByText("2 API secrets selected").waitFor();
    assert.deepEqual([await checkbox(page, 43).isChecked(), await checkbox(page, 44).isChecked()], [true, true]);
  });

  test("asks for the column of an ambiguous table, and chooses nothing before the answer", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Paste a list").click();
    const text = page.getByLabel(label);
    await text.fill("Secret\tName\tUses\n43\tPayments\t50\n44\tMetrics\t51");
    await page.getByText("Nothing is selected until you answer.").waitFor();
    await page.getByRole("group", { name: "Which column has the identifiers?" }).waitFor();
    const choose = button(page, "Select 0 API secrets");
    assert.equal(await choose.getAttribute("aria-disabled"), "true");
    await choose.click({ force: true });
    const rows = page.getByRole("region", { name: "First rows" });
    assert.deepEqual(
      (await rows.locator("tbody tr").allInnerTexts()).map((row) => row.split("\t").map((cell) => cell.trim())),
      [
        ["Secret", "Name", "Uses"],
        ["43", "Payments", "50"],
        ["44", "Metrics", "51"],
      ],
    );
    assert.equal(await rows.getByRole("radio").count(), 2, "the column of names has no identifiers");
    await assertAccessible(page, "asking for the column");

    await rows.getByRole("radio", { name: "Column 3" }).check();
    await page.getByRole("region", { name: "Read as identifiers (2)" }).locator("mark").getByText("50").waitFor();
    await rows.getByRole("radio", { name: "Column 1" }).check();
    await page.getByRole("region", { name: "Read as identifiers (2)" }).locator("mark").getByText("43").waitFor();
    await button(page, "Select 2 API secrets").waitFor();
    await assertAccessible(page, "answered");

    await text.press("End");
    await text.pressSequentially("0");
    await choose.waitFor(); // the answer belonged to the previous text
    await page.getByRole("radio", { name: "None: this is text, not a table" }).check();
    await button(page, "Select 4 API secrets").waitFor();
    await text.fill("Secret\tName\tUses\n43\tPayments\t50\n44\tMetrics\t51");
    await rows.getByRole("radio", { name: "Column 1" }).check();
    await button(page, "Select 2 API secrets").click();
    await page.getByText("2 API secrets selected").waitFor();
    assert.deepEqual([await checkbox(page, 43).isChecked(), await checkbox(page, 50).isChecked()], [true, false]);
  });
});
