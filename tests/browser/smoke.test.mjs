// @ts-check
// The main flow in Firefox and WebKit, by WebDriver: connect, deactivate two secrets, read the report, undo.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { page as builtPage } from "../../scripts/dev/page.mjs";
import { credentials } from "./visit.mjs";
import { firefox, webkit } from "./webdriver.mjs";

const sandbox = createSandbox({ clients: [credentials], secrets: 200 });
/** @type {import("mysafe-sandbox/node").Server} */
let server;

before(async () => {
  server = await serve(sandbox, { fallback: builtPage() });
});
after(() => server.close());
beforeEach(() => sandbox.reset());

for (const [name, launch] of Object.entries({ Firefox: firefox, WebKit: webkit })) {
  test(`the main flow works in ${name}`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const inactiveCount = () => sandbox.secrets.list().filter(({ active }) => !active).length;

    await browser.open(server.url);
    await browser.type('input[type="text"]:not([inputmode])', credentials.clientId);
    await browser.type('input[type="password"]', credentials.clientSecret);
    await browser.click('button[type="submit"]');
    await browser.until('return document.querySelectorAll("[role=row]").length > 5');
    const renderedRows = await browser.run('return document.querySelectorAll("[role=row]").length');
    assert.ok(Number(renderedRows) < 60, "the list is virtual");

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

    await browser.click(".disconnect");
    await browser.until('return document.querySelector("input[type=password]")?.value === ""');
    assert.equal(await browser.run('return document.documentElement.outerHTML.includes("c4nary")'), false);
  });
}
