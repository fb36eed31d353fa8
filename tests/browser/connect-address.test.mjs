// @ts-check
// The address of MySafe: what is made of an entry, and what is sent nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createProxy } from "mysafe-broker/proxy";
import { serve } from "mysafe-sandbox/node";
import { assertAccessible, button, credentials, field, fill, focusedName, pageAndSandbox, row } from "./visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { sandbox, openPage, openConnected, url } = pageAndSandbox();

/** @param {Page} page */
const addressOf = (page) => field(page, "Address of MySafe").inputValue();

/** Collects the addresses of requests to other hosts, and lets none out. @param {Page} page */
async function requestsElsewhere(page) {
  /** @type {string[]} */
  const asked = [];
  await page.route(
    ({ hostname }) => hostname !== "127.0.0.1",
    (route) => {
      asked.push(route.request().url());
      return route.abort();
    },
  );
  return asked;
}

/** Pastes a text into the address. @param {Page} page @param {string} text */
async function paste(page, text) {
  await field(page, "Address of MySafe").evaluate((input, pasted) => {
    /** @type {HTMLInputElement} */ (input).value = pasted;
    input.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
  }, text);
}

test("a host gets its https:// and says so", async (t) => {
  const { page } = await openPage(t);
  const asked = await requestsElsewhere(page);
  await fill(page, { ...credentials, address: "vault.example" });
  await button(page, "Connect").click();
  await page.getByRole("alert").getByText("Nothing answers at this address", { exact: true }).waitFor();
  assert.equal(await addressOf(page), "https://vault.example");
  await page.getByText("https:// was added.", { exact: true }).waitFor();
  assert.deepEqual([...new Set(asked.map((each) => new URL(each).origin))], ["https://vault.example"]);
  await assertAccessible(page, "a scheme was added");
  await field(page, "Address of MySafe").fill("https://other.example");
  await page.getByText("Such as https://vault.example", { exact: true }).waitFor();
});

test("a pasted address of a page of MySafe is cut to its origin, and says so", async (t) => {
  const { page } = await openPage(t);
  await paste(page, `${url()}/flow/dashboard?tab=secrets#top`);
  assert.equal(await addressOf(page), url());
  await page.getByText("Cut to the address alone.", { exact: true }).waitFor();
  await page.getByRole("status").getByText(`Address of MySafe: ${url()}`).waitFor({ state: "attached" });
  await button(page, "Keep /flow/dashboard: MySafe is below it").waitFor();
  await assertAccessible(page, "a cut address");
  await fill(page);
  await button(page, "Connect").click();
  await row(page, 43).waitFor();
});

test("the path of a proxy is kept on purpose", async (t) => {
  const proxy = createProxy({ target: url(), basePath: "/gate/", origins: [url()] });
  const server = await serve(sandbox, { fallback: (request) => proxy.fetch(request) });
  t.after(() => server.close());
  const { page } = await openPage(t);
  await fill(page, { ...credentials, address: `${server.url}/gate/` });
  assert.equal(await addressOf(page), server.url, "cut when the next field gets the focus");
  await button(page, "Keep /gate: MySafe is below it").click();
  assert.equal(await addressOf(page), `${server.url}/gate`);
  assert.equal(await focusedName(page), "Address of MySafe");
  await field(page, "Client ID").focus();
  await button(page, "Connect").click();
  await row(page, 43).waitFor();
  await page.getByRole("banner").getByText(`Connected to ${server.url}/gate`, { exact: true }).waitFor();
});

test("http:// elsewhere than on this machine is refused before anything is sent", async (t) => {
  const { page } = await openPage(t);
  const asked = await requestsElsewhere(page);
  await fill(page, { ...credentials, address: "http://vault.example" });
  await button(page, "Connect").click();
  await page.getByText(/^Over http:\/\/, others could read the access key on its way, so nothing is sent\./).waitFor();
  assert.equal(await focusedName(page), "Address of MySafe");
  assert.equal(await field(page, "Address of MySafe").getAttribute("aria-invalid"), "true");
  await assertAccessible(page, "an insecure address");
  assert.deepEqual(asked, []);
  await button(page, "Use https://").click();
  assert.equal(await addressOf(page), "https://vault.example");
  assert.equal(await focusedName(page), "Address of MySafe");
});

test("a user and a password in the address are refused, sent nowhere and written nowhere", async (t) => {
  const { page } = await openConnected(t);
  await button(page, "Disconnect").click();
  const asked = await requestsElsewhere(page);
  await fill(page, { ...credentials, address: "https://ana:c4nary-pw@vault.example" });
  await button(page, "Connect").click();
  await page.getByText(/^Leave the username and password out of the address/).waitFor();
  assert.deepEqual(asked, []);
  assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /c4nary/);
});
