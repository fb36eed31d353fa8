// @ts-check
// The details of one item: what the list says, and what MySafe gives out once it is opened.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { generateSecrets } from "mysafe-sandbox";
import { basePath, pageAndTeam } from "./team.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  focusedName,
  pageAndSandbox,
  row,
  showKind,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const value = "c4nary-stored-value";
const shares = {
  usersAllowed: [{ username: "ana.lima", canEdit: true }],
  groupsAllowed: [{ name: "Operations", canEdit: false }],
};
const secrets = generateSecrets(12).map((secret, index) => ({
  ...secret,
  ...shares,
  name: index < 5 ? "Code hosting (test)" : `Service ${index}`,
  url: index === 1 ? `https://ana:${value}@code-1.example/hook?token=${value}` : `https://code-${index}.example/v2`,
  clientId: `client of ${index}`,
  clientSecret: value,
  notes: `the old one was ${value}`,
  needJustify: index === 6,
}));
const passwords = [
  {
    identifier: "43",
    ...shares,
    password: value,
    secretKey: "JBSWY3DPEHPK3PXP",
    notes: value,
    username: "root",
    tags: "web",
  },
];
const notes = [{ identifier: "43", ...shares, note: value, tags: "recovery" }];
const items = { secrets, passwords, notes };
const { sandbox, openConnected, operations } = pageAndSandbox({ clients: [credentials], ...items });
const team = pageAndTeam(items);

/** The panel of an item. @param {Page} page */
const panel = (page) => page.getByRole("dialog");

/** @param {Page} page @param {string | number} identifier */
const openDetails = (page, identifier) =>
  row(page, identifier)
    .getByRole("button", { name: /^Details of / })
    .click();

/** Waits until the row of an item has the focus. @param {Page} page @param {number} identifier */
const waitForFocus = (page, identifier) =>
  page.waitForFunction(
    (text) => document.activeElement?.querySelector(":scope > .cell-identifier")?.textContent?.trim() === text,
    String(identifier),
  );

const lookCount = () => operations().filter((operation) => operation === "get").length;

/** The facts on the panel, by label. @param {Page} page */
const facts = (page) =>
  panel(page).evaluate((element) =>
    Object.fromEntries(
      [...element.querySelectorAll("dt")].map((term) => {
        const texts = [];
        for (let next = term.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) {
          texts.push(next.textContent);
        }
        return [term.textContent, texts.join(" / ")];
      }),
    ),
  );

describe("details", () => {
  test("show what is no stored value, once the visitor opens the item and knows that it counts as a view", async (t) => {
    const { page } = await openConnected(t);
    await openDetails(page, 43);
    await panel(page).getByRole("heading", { name: "Details of Code hosting (test)" }).waitFor();
    assert.equal(await focusedName(page), "Details of Code hosting (test)");
    await panel(page).getByText("MySafe may log opening it as a view of the API secret.").waitFor();
    assert.deepEqual(await facts(page), {
      Identifier: "43",
      State: "Not checked",
      Permissions: "Can view · Can edit",
    });
    assert.equal(lookCount(), 0);
    await assertAccessible(page, "details, not opened");

    await button(page, "Open it").click();
    await panel(page)
      .getByText(/^Opened at \d\d:\d\d:\d\d\. MySafe may have logged that as a view\.$/)
      .waitFor();
    await waitForState(page, 43, "Active");
    const { Identifier, State, Permissions, ...read } = await facts(page);
    assert.equal(State, "Active");
    assert.deepEqual(read, {
      URL: "https://code-0.example/v2",
      "Client ID": "client of 0",
      "Identifier code": secrets[0]?.identifierCode,
      Method: secrets[0]?.method,
      Tags: secrets[0]?.tags,
      Users: "ana.lima · can edit",
      Groups: "Operations",
    });
    assert.equal(lookCount(), 1);
    assert.doesNotMatch(await page.content(), /c4nary/);
    await assertAccessible(page, "details, opened");

    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "detached" });
    await waitForFocus(page, 43);
    await page.keyboard.press("Enter");
    await panel(page).getByText("client of 0").waitFor();
    assert.equal(lookCount(), 1, "looking again is no other view");
  });

  test("tell items of one name apart, from one to the next, and open each at once if the visitor says so", async (t) => {
    const { page } = await openConnected(t);
    await openDetails(page, 43);
    const namesakes = panel(page).getByRole("region", { name: "5 have this name" });
    assert.deepEqual(await namesakes.getByRole("button").allInnerTexts(), ["43", "44", "45", "46", "47"]);
    await panel(page).getByRole("checkbox", { name: "Open every item whose details I show" }).check();
    assert.equal(lookCount(), 0);
    await button(page, "Open it").click();
    await panel(page).getByText("client of 0", { exact: true }).waitFor();
    await button(page, "Details of 44").click();
    await panel(page).getByText("client of 1", { exact: true }).waitFor();
    assert.equal((await facts(page)).URL, "https://…@code-1.example/hook?…");
    await openDetails(page, 45); // the list beside it stays in use
    await panel(page).getByText("client of 2", { exact: true }).waitFor();
    assert.equal(lookCount(), 3);
    assert.doesNotMatch(await page.content(), /c4nary/);
    await button(page, "Close").click();
    await waitForFocus(page, 45);

    await button(page, "Disconnect").click();
    await connect(page);
    assert.equal(await panel(page).count(), 0);
    await openDetails(page, 43);
    await button(page, "Open it").waitFor(); // nothing of what was read is kept, nor the wish to open each
    assert.equal(lookCount(), 3);
  });

  test("say of an inactive item that nothing of it is given out, and record its state", async (t) => {
    const { page } = await openConnected(t);
    sandbox.secrets.setActive(43, false);
    await openDetails(page, 43);
    await button(page, "Open it").click();
    await panel(page)
      .getByText(/^It was inactive at \d\d:\d\d:\d\d$/)
      .waitFor();
    await panel(page).getByText("MySafe gives out nothing of an inactive item.").waitFor();
    await waitForState(page, 43, "Inactive");
    assert.equal(await button(page, /^Open it/).count(), 0);
    await assertAccessible(page, "details of an inactive item");
  });

  test("say why an item could not be opened, and offer another try", async (t) => {
    const { page } = await openConnected(t);
    const refusal = { status: 400, message: "1006: User does not have access", error: true, error_code: 1, detail: "" };
    const exception = { code: 1006, message: "1006: User does not have access" };
    sandbox.next({ operation: "get", response: { status: 400, body: { response: refusal, exception } } });
    await openDetails(page, 49);
    await panel(page).getByText("It needs a justification or an approval, which this page can’t give").waitFor();
    await button(page, "Open it").click();
    await panel(page).getByText("This access key isn’t allowed to view this API secret.").waitFor();
    await assertAccessible(page, "details refused");
    await button(page, "Open it again").click();
    await panel(page).getByText("client of 6").waitFor();
  });

  for (const { title, expected } of /** @type {const} */ ([
    { title: "Passwords", expected: { URL: "https://app.example", Username: "root", Tags: "web" } },
    { title: "Notes", expected: { Tags: "recovery" } },
  ])) {
    test(`of ${title.toLowerCase()} never bring a stored value to the page`, async (t) => {
      const { page } = await openConnected(t);
      await showKind(page, title);
      await openDetails(page, 43);
      await button(page, "Open it").click();
      await panel(page)
        .getByText(/^Opened at/)
        .waitFor();
      const { Identifier, State, Permissions, Users, Groups, ...read } = await facts(page);
      assert.deepEqual(read, expected);
      assert.doesNotMatch(await page.content(), /c4nary|JBSWY3DPEHPK3PXP/);
      await showKind(page, "API secrets");
      assert.equal(await panel(page).count(), 0);
    });
  }

  test("cover the list in a window without room for both, and give the focus back to the row", async (t) => {
    const { page } = await openConnected(t, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await openDetails(page, 44);
    await button(page, "Open it").click();
    await panel(page).getByText("client of 1").waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("dialog:modal") !== null), true);
    await assertAccessible(page, "details on a phone");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "detached" });
    await waitForFocus(page, 44);
  });
});

describe("behind a broker", () => {
  test("details have what the broker lets pass, and are not offered to somebody who may not look", async (t) => {
    const { page } = await team.openAs(t, "Vera");
    await openDetails(page, 43);
    await button(page, "Open it").click();
    await panel(page).getByText("client of 0").waitFor();
    assert.doesNotMatch(await page.content(), /c4nary/);

    const grants = { apiSecret: ["list", "deactivate"], password: [], note: [] };
    await page.route("**/team/session", (route) =>
      route.fulfill({ json: { identity: { id: "p" }, grants, vault: { address: "https://vault.example" } } }),
    );
    await page.goto(team.url() + basePath);
    await checkbox(page, 43).check();
    assert.equal(await button(page, /^Details of/).count(), 0);
    await row(page, 43).focus();
    await page.keyboard.press("Enter");
    assert.equal(await panel(page).count(), 0);
  });
});
