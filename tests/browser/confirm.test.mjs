// @ts-check
// What the confirmation says of items that are not what they seem.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  button,
  checkbox,
  dialog,
  focusedName,
  outcome,
  pageAndSandbox,
  row,
  waitForEnd,
  waitForState,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openConnected } = pageAndSandbox({ secrets: 60, passwords: 3 });

const off = () =>
  sandbox.secrets
    .list()
    .filter(({ active }) => !active)
    .map(({ identifier }) => identifier);

/** The identifiers in a list of the dialog. @param {Page} page @param {string} name */
async function listed(page, name) {
  const lines = await dialog(page).getByRole("region", { name, exact: true }).getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.trim().split(/\s/)[0]);
}

/** Has MySafe list this with other rights. @param {Page} page @param {(identifier: string) => boolean} canWrite */
async function listRights(page, canWrite) {
  const answer = page.waitForResponse(/secretapi$/);
  await button(page, "Load").click();
  const body = await (await answer).json();
  for (const entry of body.api_secret_on_list) entry.can_write = canWrite(String(entry.identifier));
  sandbox.next({ operation: "list", response: { body } });
  await button(page, "Load").click();
  await row(page, 43).getByText("Read only").waitFor();
}

/** @param {Page} page @param {number[]} identifiers */
async function choose(page, ...identifiers) {
  for (const identifier of identifiers) await checkbox(page, identifier).check();
}

/** Selects the identifiers of a text, those that no list has too. @param {Page} page @param {string} text */
async function paste(page, text) {
  await button(page, "Paste a list").click();
  await dialog(page).getByRole("textbox").fill(text);
  await dialog(page).getByRole("checkbox").check();
  await dialog(page)
    .getByRole("button", { name: /^(Select|Add) \d/ })
    .click();
}

describe("the confirmation names", () => {
  test("what the search hides, and leaves it out on request", async (t) => {
    const { page } = await openConnected(t);
    await choose(page, 43, 44, 45);
    await page.getByRole("searchbox").fill("44");
    await row(page, 43).waitFor({ state: "detached" });
    await button(page, "Deactivate 3").click();
    await dialog(page).getByText("2 are hidden by the search or the filters").waitFor();
    await dialog(page).getByText("You can undo this.").waitFor();
    await dialog(page).getByText("Show which (2)").click();
    assert.deepEqual(await listed(page, "Hidden"), ["43", "45"]);
    await assertAccessible(page, "confirming hidden ones");

    await button(page, "Leave these 2 out: Hidden").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 1 API secret?" }).waitFor();
    await dialog(page).getByRole("status").getByText("2 are left out; 1 remains.").waitFor();
    assert.deepEqual(await listed(page, "Which"), ["44"]);
    assert.match((await focusedName(page)) ?? "", /^2 are left out/);
    await button(page, "Include them again").click();
    await dialog(page).getByRole("heading", { name: "Deactivate 3 API secrets?" }).waitFor();
    await button(page, "Leave these 2 out: Hidden").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    assert.deepEqual(off(), ["44"]);
  });

  test("what no list has", async (t) => {
    const { page } = await openConnected(t);
    await paste(page, "43\n99999");
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("1 isn’t in any list of API secrets").waitFor();
    await dialog(page).getByText("What this run changes can be undone.").waitFor();
    await button(page, "Leave it out: Not listed").click();
    await dialog(page).getByText("You can undo this.").waitFor();
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    assert.deepEqual(off(), ["43"]);
  });

  test("what is read only, and promises no undo of what MySafe will refuse", async (t) => {
    const { page } = await openConnected(t);
    await listRights(page, () => false);
    await choose(page, 43, 44);
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("2 are read only for this access key").waitFor();
    assert.equal(await dialog(page).getByText("undo", { exact: false }).count(), 0);
    await button(page, "Leave these 2 out: Read only").click();
    await dialog(page).getByText("All 2 are left out: nothing would be sent.").waitFor();
    await assertAccessible(page, "all left out");
    assert.equal(await button(page, "Deactivate 0 API secrets").getAttribute("aria-disabled"), "true");
    await button(page, "Deactivate 0 API secrets").click({ force: true });
    await button(page, "Include them again").click();
    await page.keyboard.press("Escape");

    await listRights(page, (identifier) => identifier !== "43");
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("1 is read only for this access key").waitFor();
    await dialog(page).getByText("What this run changes can be undone.").waitFor();
    assert.deepEqual(off(), []);
  });

  test("what is in the requested state already, as far as is known", async (t) => {
    const { page } = await openConnected(t);
    await choose(page, 43);
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await waitForState(page, 43, "Inactive");
    await choose(page, 44);
    await button(page, "Deactivate 2").click();
    await dialog(page).getByText("1 is already inactive, as far as this page knows").waitFor();
    await page.keyboard.press("Escape");
    await button(page, "Activate 2").click();
    assert.equal(await dialog(page).getByText("already active").count(), 0);
  });

  test("each of them in Portuguese, with the gender of the noun", async (t) => {
    const { page } = await openConnected(t);
    await button(page, "PT: português do Brasil").click();
    await page.getByRole("radio", { name: "Senhas", exact: true }).check();
    await page.getByRole("grid", { name: "Senhas", exact: true }).waitFor();
    await choose(page, 43, 44);
    await page.getByRole("searchbox").fill("nothing has this name");
    await button(page, "Desativar 2").click();
    await dialog(page).getByText("A busca ou os filtros ocultam todas").waitFor();
    await button(page, /^Deixar de fora \(2\)/).click();
    await dialog(page).getByText("De fora: 2. Nada seria enviado.").waitFor();
  });
});

describe("a confirmation that does not load", () => {
  test("says so, sends nothing, and can be tried again", async (t) => {
    const { page } = await openConnected(t);
    await page.route(/\/assets\/loaded-.*\.js$/, (route) => route.abort());
    await button(page, /^Deactivate .*, 43$/).click();
    await dialog(page).getByRole("heading", { name: "The rest of this page did not load" }).waitFor();
    await assertAccessible(page, "no confirmation");
    await page.unroute(/\/assets\/loaded-.*\.js$/);
    assert.equal(await focusedName(page), "Try again");
    await page.keyboard.press("Enter");
    await button(page, "Deactivate 1 API secret").click();
    await waitForEnd(page, "1 API secret inactive");
    assert.deepEqual(off(), ["43"]);
  });
});

describe("a report's headline", () => {
  test("says how many were in the requested state, by when, and what an undo has put back", async (t) => {
    const { page } = await openConnected(t);
    await paste(page, "43\n44\n99999");
    await button(page, "Deactivate 3").click();
    await button(page, "Deactivate 3 API secrets").click();
    await button(page, "See the report").click();
    await page.getByRole("heading", { name: /^2 of 3 API secrets were inactive by \d\d:\d\d\.$/ }).waitFor();
    await outcome(page, 99999).waitFor();
    await button(page, "Undo: activate 2").click();
    await button(page, "Activate 2 API secrets…").click();
    await button(page, "Activate 2 API secrets").click();
    await page.getByRole("heading", { name: /^2 API secrets were active by \d\d:\d\d\.$/ }).waitFor();
    await page.getByRole("combobox", { name: "Report" }).selectOption({ index: 1 });
    await page.getByRole("heading", { name: /by \d\d:\d\d\. Later 2 were active again\.$/ }).waitFor();
    await button(page, "PT: português do Brasil").click();
    await page
      .getByRole("heading", {
        name: /^Resultado às \d\d:\d\d: 2 inativos de 3 segredos de API\. Mais tarde 2 estavam ativos de novo\.$/,
      })
      .waitFor();
  });
});
