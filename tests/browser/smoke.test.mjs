// @ts-check
// The main flow in Firefox and WebKit, by WebDriver: connect or sign in, deactivate two secrets, read the report, undo, find a
// leaked value.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { basePath, teamSite } from "./team.mjs";
import { credentials } from "./visit.mjs";
import { firefox, webkit } from "./webdriver.mjs";

const sandbox = createSandbox({ clients: [credentials], secrets: 200 });
/** @type {import("mysafe-sandbox/node").Server} */
let server;
const { fallback, endSignIns } = teamSite(() => server.url);
const inactiveCount = () => sandbox.secrets.list().filter(({ active }) => !active).length;

before(async () => {
  server = await serve(sandbox, { fallback });
});
after(() => server.close());
beforeEach(() => sandbox.reset());

for (const [name, launch] of Object.entries({ Firefox: firefox, WebKit: webkit })) {
  test(`the main flow works in ${name}`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());

    await browser.open(server.url);
    await browser.type('input[type="text"]:not([inputmode])', credentials.clientId);
    await browser.type('input[type="password"]', credentials.clientSecret);
    await browser.click('button[type="submit"]');
    await browser.until('return document.querySelectorAll("[role=row]").length > 5');
    const renderedRows = await browser.run('return document.querySelectorAll("[role=row]").length');
    assert.ok(Number(renderedRows) < 60, "the list is virtual");

    await switchTwo(browser);
    await findOne(browser);

    await browser.click(".disconnect");
    await browser.until('return document.querySelector("input[type=password]")?.value === ""');
    assert.equal(await browser.run('return document.documentElement.outerHTML.includes("c4nary")'), false);
  });

  test(`the main flow works behind a broker in ${name}`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());

    await browser.open(server.url + basePath);
    await browser.click("button", "Sign in");
    await browser.click("button", "Ana Lima");
    await browser.until('return document.querySelectorAll("[role=row]").length > 5');
    await switchTwo(browser);

    // The sign-in ends during a batch, which goes on after another one in a new tab.
    endSignIns(20);
    await browser.click(".views button", "Items");
    await browser.click(".grid-head input");
    await browser.click(".selection-actions .off", "Deactivate 200");
    await browser.type(".typed input", "200");
    await browser.click('dialog button[type="submit"]');
    await browser.click('[role="alert"] button', "Sign in again");
    await browser.inNewTab(() => browser.click("button", "Ana Lima"));
    await browser.until('return document.querySelector(".run-bar")?.textContent.includes("200 API secrets inactive")');
    assert.equal(inactiveCount(), 200);
    assert.equal(sandbox.changes.length, 204, "each once");

    await browser.click(".disconnect");
    await browser.until('return document.body.textContent.includes("Signed out")');
    assert.equal(await browser.run('return document.documentElement.outerHTML.includes("c4nary")'), false);
  });
}

/** Deactivates two secrets, reads the report, and undoes it. @param {import("./webdriver.mjs").Browser} browser */
async function switchTwo(browser) {
  await browser.click('[aria-rowindex="2"] input');
  await browser.click('[aria-rowindex="3"] input');
  sandbox.next({ operation: "deactivate", identifier: 44, fault: "server-error", status: 503, retryAfter: 0 });
  await browser.click(".selection-actions .off", "Deactivate 2");
  await browser.click('dialog button[type="submit"]');
  await browser.click(".run-bar .button", "See the report");
  await browser.until('return document.querySelectorAll(".outcome.changed").length === 2');
  assert.equal(inactiveCount(), 2);

  await browser.click(".report-actions .button", "Undo: activate 2");
  await browser.click('dialog button[type="submit"]', "Activate 2 API secrets…");
  await browser.click('dialog button[type="submit"]:not(:disabled)', "Activate 2 API secrets");
  await browser.until('return document.querySelector(".run-bar")?.textContent.includes("2 API secrets active")');
  assert.equal(inactiveCount(), 0);
}

/** Finds the secret that stores a value, among the two that are still chosen. @param {import("./webdriver.mjs").Browser} browser */
async function findOne(browser) {
  await browser.click(".views button", "Items");
  await browser.click(".selection-actions .button", "Find leaked values");
  await browser.type(".find-values", sandbox.secrets.get(44)?.clientSecret ?? assert.fail());
  const shown = 'const { webkitTextSecurity, color } = getComputedStyle(document.querySelector(".find-values"));';
  await browser.until(`${shown} return webkitTextSecurity === "disc" || /, 0\\)$/.test(color)`);
  await browser.click('dialog button[type="submit"]', "Open 2 and compare");
  await browser.until('return document.querySelector("dialog")?.textContent.includes("1 of 2 API secrets stores one")');
  await browser.click('dialog button[type="submit"]', "Select 1 API secret");
  await browser.until('return !document.querySelector("dialog")');
}
