// @ts-check
// The list of secrets: content, filters and states.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { generateSecrets } from "mysafe-sandbox";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  field,
  fill,
  openView,
  pageAndSandbox,
  row,
  waitForCount,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const many = 10_000;
const withoutView = { clientId: "sees nothing", clientSecret: "sees-no-c4nary", canView: false };
const secrets = generateSecrets(many).map((secret, index) => {
  if (index === 1) return { ...secret, name: "Cartão de crédito", needApproval: true, needJustify: true };
  if (index === 2) return { ...secret, access: { [credentials.clientId]: { canWrite: false } } };
  return secret;
});
const { sandbox, openConnected, operations } = pageAndSandbox({ clients: [credentials, withoutView], secrets });

/** The identifiers of the rendered rows, in order. @param {Page} page */
const renderedIdentifiers = async (page) =>
  (await page.locator("[role=row] .cell-identifier[role=gridcell]").allInnerTexts()).map((text) => text.trim());

/** Scrolls the list. Returns the maximum number of rows, of elements, and of children of one element. @param {Page} page */
const scrollThrough = (page) =>
  page.getByRole("grid").evaluate(async (grid) => {
    const maximum = { rows: 0, elements: 0, children: 0 };
    for (let step = 0; step < 60; step++) {
      grid.scrollTop += 400;
      await new Promise(requestAnimationFrame);
      const elements = [...document.querySelectorAll("*")];
      maximum.rows = Math.max(maximum.rows, grid.querySelectorAll("[role=row]").length);
      maximum.elements = Math.max(maximum.elements, elements.length);
      maximum.children = Math.max(maximum.children, ...elements.map(({ childElementCount }) => childElementCount));
    }
    return maximum;
  });

describe("the list", () => {
  test("shows name, identifier and permissions, and that no state was checked", async (t) => {
    const { page } = await openConnected(t);
    await waitForCount(page, "10,000 API secrets");
    await row(page, 44).getByText("Cartão de crédito").waitFor();
    const permissions = row(page, 44).getByRole("gridcell").nth(3);
    assert.equal(
      (await permissions.textContent())?.trim(),
      "Can view. Can edit. Needs a justification. Needs an approval.",
    );
    await row(page, 45).getByText("Read only").waitFor();
    await waitForState(page, 43, "Not checked");
    await assertAccessible(page, "the list");
  });

  test("renders only the visible rows of ten thousand", async (t) => {
    const { page } = await openConnected(t);
    const grid = page.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), String(many + 1));
    const most = await scrollThrough(page);
    t.diagnostic(JSON.stringify(most));
    assert.ok(most.rows > 5 && most.rows < 60);
    assert.ok(most.elements < 2_000);
    assert.ok(most.children < 60);
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await row(page, many + 42).waitFor();
    assert.ok((await renderedIdentifiers(page)).length < 60);
  });

  test("can be sorted by each column in both directions", async (t) => {
    const { page } = await openConnected(t);
    assert.equal((await renderedIdentifiers(page))[0], "43");
    const header = page.getByRole("columnheader", { name: "Identifier" });
    assert.equal(await header.getAttribute("aria-sort"), "ascending");
    await header.getByRole("button").click();
    await row(page, many + 42).waitFor();
    assert.equal((await renderedIdentifiers(page))[0], String(many + 42), "10 042 comes after 9 999, in numeric order");
    await button(page, "Name").click();
    await row(page, 44).waitFor({ state: "detached" });
    assert.match(await page.locator("[role=gridcell].cell-name").first().innerText(), /^Build runners/);
  });

  test("can be searched by name and identifier, with or without accents", async (t) => {
    const { page } = await openConnected(t);
    const search = page.getByRole("searchbox");
    await search.fill("cartao DE");
    await waitForCount(page, "1 of 10,000 API secrets");
    await row(page, 44).waitFor();
    await search.fill("1004");
    await waitForCount(page, "4 of 10,000 API secrets");
    assert.deepEqual(await renderedIdentifiers(page), ["1004", "10040", "10041", "10042"]);
    await search.fill("no such thing");
    await page.getByText("No matches", { exact: true }).waitFor();
    await assertAccessible(page, "none matches");
    await button(page, "Show all").click();
    await waitForCount(page, "10,000 API secrets");
  });

  test("is filtered by tag and identifier code by MySafe", async (t) => {
    const { page } = await openConnected(t);
    await field(page, "Tag").fill("payments");
    await page.keyboard.press("Enter");
    const tagged = secrets.filter(({ tags }) => tags.split(",").includes("payments")).length;
    await waitForCount(page, `${tagged} API secrets`);
    await field(page, "Tag").fill("");
    await field(page, "Identifier code").fill(secrets[7]?.identifierCode ?? "");
    await button(page, "Load").click();
    await waitForCount(page, "1 API secret");
    await row(page, 50).waitFor();
    await field(page, "Identifier code").fill("no-such-code");
    await button(page, "Load").click();
    await page.getByText("No matches", { exact: true }).waitFor();
    await button(page, "Clear filter").click();
    await waitForCount(page, "10,000 API secrets");
    assert.deepEqual(operations(), ["list", "list", "list", "list", "list"]);
  });

  test("has a message while it loads, after an error, and if it is empty", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "list", fault: "stall" });
    await button(page, "Load").click();
    await page.getByText("Loading the list…").waitFor({ state: "attached" });
    while (sandbox.pendingSteps > 0) await setTimeout(10); // until the sandbox has the request
    await assertAccessible(page, "loading");

    await page.reload();
    await connect(page);
    sandbox.next({ operation: "list", fault: "server-error", status: 500, times: 5 });
    await button(page, "Load").click();
    await page.getByRole("alert").getByText("The list of API secrets couldn’t be loaded").waitFor();
    await assertAccessible(page, "not loaded");
    await row(page, 43).waitFor(); // the previous list stays
    await button(page, "Reload").click();
    await page.getByText("The list of API secrets couldn’t be loaded").waitFor({ state: "detached" });

    await page.reload();
    await fill(page, withoutView);
    await button(page, "Connect").click();
    await page.getByText("No API secrets to show", { exact: true }).waitFor();
    await assertAccessible(page, "no secrets");
  });
});

describe("states", () => {
  test("are checked for the visible secrets only", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(45, false);
    await button(page, "Check visible").click();
    await waitForState(page, 43, "Active");
    await waitForState(page, 45, "Inactive");
    await button(page, "Check visible").waitFor();
    const requestCount = operations().filter((operation) => operation === "get").length;
    assert.ok(requestCount > 5 && requestCount < 40, `${requestCount} requests`);
    await page.getByRole("columnheader", { name: "State" }).getByRole("button").click();
    // After the active secrets, before the unknown ones.
    await page
      .locator(`[aria-rowindex="${requestCount + 1}"]`)
      .getByRole("gridcell", { name: "45", exact: true })
      .waitFor();
  });

  test("are checked for chosen secrets, and stay unknown with the reason after an error", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.remove(44);
    await checkbox(page, 44).check();
    await checkbox(page, 45).check();
    await button(page, "Check 2").click();
    await waitForState(page, 45, "Active");
    await row(page, 44).getByText("MySafe has no API secret with this identifier.").waitFor({ state: "attached" });
    await openView(page, "Log");
    await page.getByText("Checked 1 API secret; 1 unknown").waitFor();
  });

  test("are checked without a stored value in the page", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "Check visible").click();
    await waitForState(page, 43, "Active");
    const html = await page.content();
    for (const { clientSecret } of secrets.slice(0, 40)) assert.ok(!html.includes(clientSecret));
  });
});
