// @ts-check
// Which MySafe the page works on: behind `npm start -- --target`, in another tenant, and for a report of another one.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { serveTarget } from "../../scripts/dev/target.mjs";
import { loadReport, saveFile } from "./report.mjs";
import {
  assertAccessible,
  button,
  checkbox,
  connect,
  credentials,
  dialog,
  field,
  fill,
  openView,
  outcome,
  pageAndSandbox,
  row,
  waitForEnd,
} from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("node:test").TestContext} TestContext */

const tenants = [
  { clientId: "acme-id", clientSecret: "c4nary-acme", tenant: "acme" },
  { clientId: "globex-id", clientSecret: "c4nary-globex", tenant: "globex" },
];
const { sandbox, openPage, openConnected, url } = pageAndSandbox({ clients: [credentials, ...tenants], secrets: 12 });

/** Serves a MySafe of its own behind `npm start -- --target`. @param {TestContext} t */
async function serveBehind(t) {
  const target = createSandbox({ clients: [credentials], cors: false, secrets: 12 });
  const vault = await serve(target);
  t.after(() => vault.close());
  const server = await serveTarget({ target: new URL(vault.url), port: 0, onProblem: () => {} });
  t.after(() => server.close());
  return { target, vault: vault.url, page: server.url };
}

/** Deactivates some items, and returns the saved report. @param {Page} page @param {...number} identifiers */
async function deactivate(page, ...identifiers) {
  for (const identifier of identifiers) await checkbox(page, identifier).check();
  const many = identifiers.length;
  await button(page, `Deactivate ${many}`).click();
  await button(page, many === 1 ? "Deactivate 1 API secret" : `Deactivate ${many} API secrets`).click();
  await waitForEnd(page, many === 1 ? "1 API secret inactive" : `${many} API secrets inactive`);
  await button(page, "See the report").click();
  const { text } = await saveFile(page, "JSON");
  return text;
}

/** Opens a report, and the confirmation of its undo. @param {Page} page @param {string} text */
async function confirmUndo(page, text) {
  await openView(page, "Reports");
  await loadReport(page, "run.json", text);
  await button(page, /^Undo: activate/).click();
  await button(page, /^Activate \d+ API secrets?…$/).click();
  await dialog(page)
    .getByRole("heading", { name: /^Activate/ })
    .waitFor();
}

/** The same report of another address or tenant. @param {string} text @param {object} change */
const changed = (text, change) => JSON.stringify({ ...JSON.parse(text), ...change });

/** @param {Page} page @param {{ clientId: string, clientSecret: string, tenant: string }} client */
async function connectAs(page, client) {
  await fill(page, client);
  await page.getByText("More", { exact: true }).click();
  await field(page, "Tenant").fill(client.tenant);
  await button(page, "Connect").click();
  await row(page, 43).waitFor();
}

describe("behind npm start -- --target", () => {
  test("the head, the confirmation, the log, the report and its file name MySafe, and not the server between", async (t) => {
    const { target, vault, page: home } = await serveBehind(t);
    const { page } = await openPage(t);
    await page.goto(home);
    assert.equal(await field(page, "Address of MySafe").inputValue(), vault);
    await page.getByText(`Reached through ${home}, the server of this page`).waitFor();
    await assertAccessible(page, "behind a target");
    await connect(page);
    await page.getByRole("banner").getByText(`Connected to ${vault}`, { exact: true }).waitFor();
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await dialog(page).getByText(`MySafe at ${vault} will no longer give it out.`).waitFor();
    await page.keyboard.press("Escape");
    await checkbox(page, 43).uncheck();
    const text = await deactivate(page, 43);
    assert.equal(JSON.parse(text).address, vault);
    await page.getByRole("article").getByText(vault, { exact: true }).waitFor();
    await openView(page, "Log");
    await page.getByText(`Connected to ${vault}; 12 API secrets listed`).waitFor();
    assert.equal(target.secrets.get(43)?.active, false);
  });

  test("the address of the server between is that of MySafe behind it, and another address is itself", async (t) => {
    const { vault, page: home } = await serveBehind(t);
    const { page } = await openPage(t);
    await page.goto(home);
    await fill(page, { ...credentials, address: `${home}/` });
    assert.equal(await field(page, "Address of MySafe").inputValue(), vault);
    await connect(page);
    await page.getByRole("banner").getByText(`Connected to ${vault}`, { exact: true }).waitFor();
    await button(page, "Disconnect").click();
    await fill(page, { ...credentials, address: url() });
    await connect(page);
    await page.getByRole("banner").getByText(`Connected to ${url()}`, { exact: true }).waitFor();
    assert.equal(sandbox.requests.filter(({ operation }) => operation === "list").length, 1);
  });

  test("a report of one MySafe is not undone in another one without a word", async (t) => {
    const [one, other] = [await serveBehind(t), await serveBehind(t)];
    const { page } = await openPage(t);
    await page.goto(one.page);
    await connect(page);
    const text = await deactivate(page, 43);
    await page.goto(other.page);
    await connect(page);
    other.target.secrets.setActive(43, false);
    await confirmUndo(page, text);
    await dialog(page).getByText("This report is of another MySafe", { exact: true }).waitFor();
    await dialog(page).getByText(`It was made at ${one.vault}.`).waitFor();
    await assertAccessible(page, "a report of another MySafe");
    const send = button(page, "Activate 1 API secret");
    assert.equal(await send.getAttribute("aria-disabled"), "true");
    await send.click({ force: true });
    await page.keyboard.press("Enter");
    await dialog(page).waitFor();
    assert.equal(other.target.secrets.get(43)?.active, false);

    // What is sent all the same is not part of the report of the other MySafe.
    await dialog(page)
      .getByRole("checkbox", { name: `These are the items that I mean: send them to ${other.vault}` })
      .check();
    await send.click();
    await waitForEnd(page, "1 API secret active");
    assert.equal(other.target.secrets.get(43)?.active, true);
    assert.equal(one.target.secrets.get(43)?.active, false);
    assert.equal(JSON.parse((await saveFile(page, "JSON")).text).address, other.vault);
    await page.getByRole("combobox", { name: "Report" }).selectOption({ index: 1 });
    const opened = JSON.parse((await saveFile(page, "JSON")).text);
    assert.deepEqual([opened.address, "undone" in opened], [one.vault, false]);
  });
});

describe("a report", () => {
  test("of the same MySafe in another spelling of its address is undone without a question", async (t) => {
    const { page } = await openConnected(t);
    const text = await deactivate(page, 43);
    await confirmUndo(page, changed(text, { address: `${url().toUpperCase()}/` }));
    assert.equal(await dialog(page).getByText("another MySafe").count(), 0);
    await button(page, "Activate 1 API secret").click();
    await waitForEnd(page, "1 API secret active");
    assert.equal(sandbox.secrets.get(43)?.active, true);
  });

  test("says its tenant, and is not undone in another tenant without a word", async (t) => {
    const [acme, globex] = tenants;
    const { page } = await openPage(t);
    await connectAs(page, /** @type {typeof tenants[0]} */ (acme));
    await page.getByRole("banner").getByText(`Connected to ${url()} (tenant acme)`, { exact: true }).waitFor();
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await dialog(page).getByText(`MySafe at ${url()} (tenant acme) will no longer`).waitFor();
    await page.keyboard.press("Escape");
    await checkbox(page, 43).uncheck();
    const text = await deactivate(page, 43);
    assert.deepEqual([JSON.parse(text).address, JSON.parse(text).tenant], [url(), "acme"]);
    await page.getByRole("article").getByText(`${url()} (tenant acme)`, { exact: true }).waitFor();

    await page.reload();
    await connectAs(page, /** @type {typeof tenants[0]} */ (globex));
    await confirmUndo(page, text);
    await dialog(page).getByText("It was made in the tenant acme.").waitFor();
    assert.equal(await button(page, "Activate 1 API secret").getAttribute("aria-disabled"), "true");
    await page.keyboard.press("Escape");
    await confirmUndo(page, changed(text, { tenant: undefined }));
    await dialog(page).getByText("It doesn’t say in which tenant it was made.").waitFor();
    assert.equal(await button(page, "Activate 1 API secret").getAttribute("aria-disabled"), "false");
  });

  test("whose names have changed since says so before an undo, and before a retry", async (t) => {
    const { page } = await openConnected(t);
    const name = sandbox.secrets.get(43)?.name ?? "";
    const text = await deactivate(page, 43, 44, 45);
    const mysafe = new MySafe({ baseUrl: url(), ...credentials });
    await mysafe.update("43", { name: "Payments" });
    sandbox.secrets.remove(45);
    mysafe.close();
    await page.reload();
    await connect(page);
    await openView(page, "Reports");
    await loadReport(page, "run.json", text);
    await button(page, "Undo: activate 3").click();
    const lines = async (/** @type {string} */ label) => {
      const list = dialog(page).getByRole("region", { name: label });
      await list.waitFor();
      const texts = await list.getByRole("listitem").allInnerTexts();
      return texts.map((line) =>
        line
          .replace(/[\u2068\u2069]/g, "")
          .replace(/\s+/g, " ")
          .trim(),
      );
    };
    const renamed = [`43 was “${name}”, now “Payments”`];
    await dialog(page).getByText("1 name differs from the report", { exact: true }).waitFor();
    assert.deepEqual(await lines("Other names now"), renamed);
    await dialog(page).getByText("1 isn’t listed now", { exact: true }).waitFor();
    assert.match((await lines("Not listed now")).join(), /^45 /);
    await assertAccessible(page, "changed names");
    await dialog(page).getByRole("checkbox", { name: /^45/ }).uncheck();
    await button(page, "Activate 2 API secrets…").click();
    await dialog(page).getByText("1 name differs from the report", { exact: true }).waitFor();
    await button(page, "Activate 2 API secrets").click();
    await waitForEnd(page, "2 API secrets active");
    await button(page, "See the report").click();

    const outcomes = JSON.parse(text).outcomes.map((/** @type {object} */ each) => ({ ...each, state: "skipped" }));
    await loadReport(page, "rest.json", changed(text, { outcomes }));
    await button(page, "Send 3 that were not sent").click();
    assert.deepEqual(await lines("Other names now"), renamed);
  });

  test("of a kind that is not listed yet has it listed, to compare the names", async (t) => {
    const { page } = await openConnected(t);
    sandbox.next({ operation: "list", fault: "no-route" });
    const password = sandbox.passwords.list()[0];
    const identifier = password?.identifier ?? "";
    const outcomes = [{ identifier, name: "Old name", state: "skipped" }];
    await openView(page, "Reports");
    const text = JSON.stringify({ kind: "password", action: "deactivate", address: url(), outcomes });
    await loadReport(page, "run.json", text);
    await button(page, "Send 1 that was not sent").click();
    await dialog(page).getByText("The names can’t be compared, because the passwords couldn’t be listed").waitFor();
    await assertAccessible(page, "names not compared");
    await dialog(page).getByRole("button", { name: "Reload" }).click();
    await dialog(page).getByText("1 name differs from the report", { exact: true }).waitFor();
    await dialog(page).getByText(`now “\u2068${password?.name}\u2069”`).waitFor();
    await button(page, "Deactivate 1 password").click();
    await waitForEnd(page, "1 password inactive");
    await button(page, "See the report").click();
    await outcome(page, identifier).waitFor();
    assert.equal(sandbox.passwords.get(identifier)?.active, false);
  });
});
