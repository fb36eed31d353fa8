// @ts-check
// The list: what it tells, how it is narrowed down, how it is moved through, and how states become known.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { generateSecrets } from "mysafe-sandbox";
import {
  accessible,
  button,
  connect,
  credentials,
  field,
  fill,
  focused,
  look,
  pageAndSandbox,
  row,
  shows,
  tick,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const many = 10_000;
const blind = { clientId: "sees nothing", clientSecret: "sees-no-c4nary", canView: false };
const secrets = generateSecrets(many).map((secret, index) => {
  if (index === 1) return { ...secret, name: "Cartão de crédito", needApproval: true, needJustify: true };
  if (index === 2) return { ...secret, access: { [credentials.clientId]: { canWrite: false } } };
  return secret;
});
const { sandbox, enter, arrived } = pageAndSandbox({ clients: [credentials, blind], secrets });

/** The identifiers of the rows that are drawn, from above. @param {Page} page */
const drawn = async (page) =>
  (await page.locator("[role=row] .cell-identifier[role=gridcell]").allInnerTexts()).map((text) => text.trim());

/** How many the list says that it has. @param {Page} page @param {string} text */
const says = (page, text) => page.getByRole("group", { name: "Selection" }).getByText(text, { exact: true }).waitFor();

/** What is there at most while the list is scrolled: rows, elements in all, and the list that has most. @param {Page} page */
const scrollThrough = (page) =>
  page.getByRole("grid").evaluate(async (grid) => {
    const most = { rows: 0, elements: 0, children: 0 };
    for (let step = 0; step < 60; step++) {
      grid.scrollTop += 400;
      await new Promise(requestAnimationFrame);
      const elements = [...document.querySelectorAll("*")];
      most.rows = Math.max(most.rows, grid.querySelectorAll("[role=row]").length);
      most.elements = Math.max(most.elements, elements.length);
      most.children = Math.max(most.children, ...elements.map(({ childElementCount }) => childElementCount));
    }
    return most;
  });

describe("the list", () => {
  test("tells name, identifier, permissions, and a state that is unknown at first", async (t) => {
    const { page } = await enter(t);
    await says(page, "10,000 secrets");
    await row(page, 44).getByText("Cartão de crédito").waitFor();
    const permissions = row(page, 44).getByRole("gridcell").nth(3);
    assert.equal(
      (await permissions.textContent())?.trim(),
      "May be viewed. May be changed. Asks for a justification. Asks for an approval.",
    );
    await row(page, 45).getByText("Read only").waitFor();
    await shows(page, 43, "Unknown");
    await accessible(page, "the list");
  });

  test("draws only the rows in sight of ten thousand, wherever it is scrolled to", async (t) => {
    const { page } = await enter(t);
    const grid = page.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), String(many + 1));
    const most = await scrollThrough(page);
    t.diagnostic(JSON.stringify(most));
    assert.ok(most.rows > 5 && most.rows < 60);
    assert.ok(most.elements < 2_000);
    assert.ok(most.children < 60);
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await row(page, many + 42).waitFor();
    assert.ok((await drawn(page)).length < 60);
  });

  test("is sorted by each column, both ways", async (t) => {
    const { page } = await enter(t);
    assert.equal((await drawn(page))[0], "43");
    const header = page.getByRole("columnheader", { name: "Identifier" });
    assert.equal(await header.getAttribute("aria-sort"), "ascending");
    await header.getByRole("button").click();
    await row(page, many + 42).waitFor();
    assert.equal((await drawn(page))[0], String(many + 42), "10 042 comes after 9 999: as numbers");
    await button(page, "Name").click();
    await row(page, 44).waitFor({ state: "detached" });
    assert.match(await page.locator("[role=gridcell].cell-name").first().innerText(), /^Build runners/);
  });

  test("is searched by name and identifier, with or without accents", async (t) => {
    const { page } = await enter(t);
    const search = page.getByRole("searchbox");
    await search.fill("cartao DE");
    await says(page, "1 of 10,000 secrets");
    await row(page, 44).waitFor();
    await search.fill("1004");
    await says(page, "4 of 10,000 secrets");
    assert.deepEqual(await drawn(page), ["1004", "10040", "10041", "10042"]);
    await search.fill("no such thing");
    await page.getByText("None matches", { exact: true }).waitFor();
    await accessible(page, "none matches");
    await button(page, "Show all").click();
    await says(page, "10,000 secrets");
  });

  test("is filtered by tag and identifier code, which MySafe does", async (t) => {
    const { page } = await enter(t);
    await field(page, "Tag").fill("payments");
    await page.keyboard.press("Enter");
    const tagged = secrets.filter(({ tags }) => tags.split(",").includes("payments")).length;
    await says(page, `${tagged} secrets`);
    await field(page, "Tag").fill("");
    await field(page, "Identifier code").fill(secrets[7]?.identifierCode ?? "");
    await button(page, "Load").click();
    await says(page, "1 secret");
    await row(page, 50).waitFor();
    await field(page, "Identifier code").fill("no-such-code");
    await button(page, "Load").click();
    await page.getByText("None matches", { exact: true }).waitFor();
    await button(page, "Without filter").click();
    await says(page, "10,000 secrets");
    assert.deepEqual(arrived(), ["list", "list", "list", "list", "list"]);
  });

  test("says so while it loads, when it cannot be loaded, and when there is nothing in it", async (t) => {
    const { page } = await enter(t);
    sandbox.next({ operation: "list", fault: "stall" });
    await button(page, "Load").click();
    await page.getByText("Loading the list…").waitFor({ state: "attached" });
    while (sandbox.pendingSteps > 0) await setTimeout(10); // until MySafe has the request
    await accessible(page, "loading");

    await page.reload();
    await connect(page);
    sandbox.next({ operation: "list", fault: "server-error", status: 500, times: 5 });
    await button(page, "Load").click();
    await page.getByRole("alert").getByText("The list could not be loaded").waitFor();
    await accessible(page, "not loaded");
    await row(page, 43).waitFor(); // what was there before is there still
    await button(page, "Load again").click();
    await page.getByText("The list could not be loaded").waitFor({ state: "detached" });

    await page.reload();
    await fill(page, blind);
    await button(page, "Connect").click();
    await page.getByText("No secrets to see", { exact: true }).waitFor();
    await accessible(page, "no secrets");
  });
});

describe("states", () => {
  test("of those in view are checked, and no others", async (t) => {
    const { page } = await enter(t);
    sandbox.secrets.setActive(45, false);
    await button(page, "Check those in view").click();
    await shows(page, 43, "Active");
    await shows(page, 45, "Inactive");
    await button(page, "Check those in view").waitFor();
    const asked = arrived().filter((operation) => operation === "get").length;
    assert.ok(asked > 5 && asked < 40, `${asked} were asked for`);
    await page.getByRole("combobox", { name: "State" }).selectOption("Inactive");
    await says(page, "1 of 10,000 secrets");
    await page.getByRole("combobox", { name: "State" }).selectOption("Any");
    await page.getByRole("columnheader", { name: "State" }).getByRole("button").click();
    // After those that are active, before the unknown.
    await page
      .locator(`[aria-rowindex="${asked + 1}"]`)
      .getByRole("gridcell", { name: "45", exact: true })
      .waitFor();
  });

  test("of those chosen are checked; one that cannot be told stays unknown, with the reason", async (t) => {
    const { page } = await enter(t);
    sandbox.secrets.remove(44);
    await tick(page, 44).check();
    await tick(page, 45).check();
    await button(page, "Check 2").click();
    await shows(page, 45, "Active");
    await row(page, 44).getByText("MySafe has no secret with this identifier.").waitFor({ state: "attached" });
    await look(page, "Log");
    await page.getByText("Checked 1 secret; 1 could not be determined").waitFor();
  });

  test("take their time to check, and it can be stopped", async (t) => {
    const { page } = await enter(t);
    sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [200, 200], operations: ["get"] });
    await page.getByRole("checkbox", { name: /^Choose all/ }).check();
    await button(page, "Check 10,000").click();
    await button(page, /^Stop checking \([1-9]\d*\/10,000\)/).click();
    await button(page, "Check 10,000").waitFor();
    assert.ok(arrived().length < 1_000);
  });

  test("are forgotten with the connection", async (t) => {
    const { page } = await enter(t);
    await button(page, "Check those in view").click();
    await shows(page, 43, "Active");
    await tick(page, 43).check();
    sandbox.setFaults({ rate: 1, kinds: ["stall"], operations: ["get"] });
    await button(page, "Check 1").click();
    await button(page, /^Stop checking/).waitFor();
    await button(page, "Disconnect").click();
    sandbox.setFaults(0);
    await connect(page);
    await row(page, 43).getByTitle("Not checked yet").waitFor();
    await says(page, "10,000 secrets");
  });

  test("are learnt without a secret's value ever being in the page", async (t) => {
    const { page } = await enter(t);
    await button(page, "Check those in view").click();
    await shows(page, 43, "Active");
    const html = await page.content();
    for (const { clientSecret } of secrets.slice(0, 40)) assert.ok(!html.includes(clientSecret));
  });
});

describe("the keyboard", () => {
  test("moves from row to row, chooses, extends, and reaches what a row offers", async (t) => {
    const { page } = await enter(t);
    const { keyboard } = page;
    await button(page, "State").focus();
    await keyboard.press("Tab");
    const at = (/** @type {number} */ identifier) =>
      page.waitForFunction(
        (text) => document.activeElement?.querySelector(".cell-identifier")?.textContent?.trim() === text,
        String(identifier),
      );
    await at(43);
    await keyboard.press("ArrowDown");
    await at(44);
    await keyboard.press("Space");
    assert.equal(await tick(page, 44).isChecked(), true);
    await keyboard.press("Shift+ArrowDown");
    await at(45);
    await keyboard.press("Shift+ArrowDown");
    await at(46);
    await page.getByText("3 secrets chosen").waitFor();
    await keyboard.press("Tab");
    assert.equal(await focused(page), await tick(page, 46).getAttribute("aria-label"));
    await keyboard.press("Tab");
    assert.match((await focused(page)) ?? "", /^Deactivate .*, 46$/);
    await keyboard.press("End");
    await at(many + 42);
    await keyboard.press("PageUp");
    await keyboard.press("Home");
    await at(43);
    await keyboard.press("Control+a");
    await page.getByText("10,000 secrets chosen").waitFor();
    await button(page, "Clear").click();
    await says(page, "10,000 secrets");
    assert.equal(await focused(page), "Selection");
  });

  test("keeps its row when that scrolls out of sight", async (t) => {
    const { page } = await enter(t);
    await tick(page, 47).focus();
    await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, 200_000));
    await row(page, 4_210).waitFor();
    assert.match((await focused(page)) ?? "", /, 47$/);
  });
});

/** The name of the paste box. */
const label = "Identifiers, from a ticket or a table";

describe("the selection", () => {
  test("takes a range with shift, and all that match", async (t) => {
    const { page } = await enter(t);
    await tick(page, 44).check();
    await tick(page, 49).click({ modifiers: ["Shift"] });
    await page.getByText("6 secrets chosen").waitFor();
    await tick(page, 49).click();
    await tick(page, 47).click({ modifiers: ["Shift"] });
    await page.getByText("3 secrets chosen").waitFor();
    await page.getByRole("searchbox").fill("1004");
    await page.getByText("(3 are not shown)").waitFor();
    await button(page, "Choose all 4 that match").click();
    await page.getByText("7 secrets chosen").waitFor();
    await accessible(page, "chosen");
  });

  test("takes what a ticket names", async (t) => {
    const { page } = await enter(t);
    await button(page, "Paste a list").click();
    const text = page.getByLabel(label);
    assert.equal(await focused(page), label);
    await text.fill("Leaked on 12/05/2024: #43, 0044 and (45); also 20001.\n044, 3 secrets and v46");
    await page.getByText("3 secrets found in the list.").waitFor();
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
    const passed = page.getByRole("region", { name: "Passed over (3)" });
    assert.deepEqual(await passed.locator("mark").allInnerTexts(), ["12/05/2024", "3 secrets", "v46"]);
    for (const reason of ["date", "count", "version"]) await passed.getByText(reason, { exact: true }).waitFor();
    await accessible(page, "pasting");
    await page.getByRole("checkbox", { name: /^Choose 1 other number too, not in the list: 20001/ }).check();
    await button(page, "Choose 4 secrets").click();
    await page.getByText("4 secrets chosen").waitFor();
    await page.getByText("(1 is not shown)").waitFor();
    assert.equal(await tick(page, 45).isChecked(), true);
    assert.equal(await focused(page), "Paste a list", "the focus is back where it was");
  });

  test("takes the right column of a CSV, whatever stands in the others", async (t) => {
    const { page } = await enter(t);
    await button(page, "Paste a list").click();
    const csv = '\uFEFFsep=;\r\nname;Identificador;note\r\n"a ""quoted""; name";43;"50\n51;52"\r\nplain;"44";\r\n';
    await page.getByLabel(label).fill(csv);
    await button(page, "Choose 2 secrets").click();
    await page.getByText("2 secrets chosen").waitFor();
    assert.deepEqual([await tick(page, 43).isChecked(), await tick(page, 44).isChecked()], [true, true]);
  });

  test("asks for the column where it is not plain, and chooses nothing before", async (t) => {
    const { page } = await enter(t);
    await button(page, "Paste a list").click();
    const text = page.getByLabel(label);
    await text.fill("Secret\tName\tUses\n43\tPayments\t50\n44\tMetrics\t51");
    await page.getByText("Nothing is chosen before your answer.").waitFor();
    await page.getByRole("group", { name: "Which column has the identifiers?" }).waitFor();
    const choose = button(page, "Choose 0 secrets");
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
    assert.equal(await rows.getByRole("radio").count(), 2, "the names are no identifiers");
    await accessible(page, "asking for the column");

    await rows.getByRole("radio", { name: "Column 3" }).check();
    await page.getByRole("region", { name: "Read as identifiers (2)" }).locator("mark").getByText("50").waitFor();
    await rows.getByRole("radio", { name: "Column 1" }).check();
    await page.getByRole("region", { name: "Read as identifiers (2)" }).locator("mark").getByText("43").waitFor();
    await button(page, "Choose 2 secrets").waitFor();
    await accessible(page, "answered");

    await text.press("End");
    await text.pressSequentially("0");
    await choose.waitFor(); // the answer was about another text
    await page.getByRole("radio", { name: "None: this is text, not a table" }).check();
    await button(page, "Choose 4 secrets").waitFor();
    await text.fill("Secret\tName\tUses\n43\tPayments\t50\n44\tMetrics\t51");
    await rows.getByRole("radio", { name: "Column 1" }).check();
    await button(page, "Choose 2 secrets").click();
    await page.getByText("2 secrets chosen").waitFor();
    assert.deepEqual([await tick(page, 43).isChecked(), await tick(page, 50).isChecked()], [true, false]);
  });
});
