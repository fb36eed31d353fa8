// @ts-check
// The page as a person meets it: the build from www/dist beside the sandbox on one origin, in a real browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { page as builtPage } from "../../scripts/page.mjs";
import { launchChromium } from "./chromium.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Long and odd, so that wherever they turn up they are not there by chance. */
const credentials = { clientId: "canary/id 7f3a", clientSecret: "canary+secret/9c1e:%&=" };
const sandbox = createSandbox({ clients: [credentials], secrets: 3 });

/** @type {import("mysafe-sandbox/node").Server} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  server = await serve(sandbox, { fallback: builtPage() });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(() => sandbox.reset());

/**
 * Opens the page as a new visitor. When the test ends, nothing may have been complained about: no script error, no
 * console error, no violation of the Content-Security-Policy.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function visit(t, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Chromium itself notes each answer that is not 2xx and each connection that fails. Some tests ask for those.
    const aboutAnAnswer = message.text().startsWith("Failed to load resource:");
    if (message.type() === "error" && !aboutAnAnswer) complaints.push(message.text());
  });
  await page.exposeFunction("complain", (/** @type {string} */ text) => complaints.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      Reflect.get(window, "complain")(`${violatedDirective} blocked ${blockedURI}`);
    });
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(server.url);
  return { page, complaints };
}

/**
 * @param {Page} page
 * @param {{ address?: string, clientId?: string, clientSecret?: string, identifier?: string }} entries
 */
async function fill(page, { address, clientId, clientSecret, identifier }) {
  for (const [label, value] of [
    ["Address of MySafe", address],
    ["Client ID", clientId],
    ["Client secret", clientSecret],
    ["Identifier", identifier],
  ]) {
    if (label && value !== undefined) await field(page, label).fill(value);
  }
}

/** @param {Page} page @param {string} label */
const field = (page, label) => page.getByLabel(label, { exact: true });

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/**
 * Waits until the page says this: calmly, or at once.
 * @param {Page} page
 * @param {"status" | "alert"} role
 * @param {string} text
 */
const says = (page, role, text) => page.getByRole(role).getByText(text, { exact: true }).waitFor();

/** @param {Page} page */
const log = (page) => page.getByRole("listitem").allInnerTexts();

/** The operations that reached MySafe, in order. */
const arrived = () => sandbox.requests.map(({ operation }) => operation).filter((operation) => operation !== "token");

describe("the main job", () => {
  test("switches a secret off, finds it off already, switches it on again", async (t) => {
    const { page } = await visit(t);
    assert.equal(await field(page, "Address of MySafe").inputValue(), server.url);
    await fill(page, { ...credentials, identifier: " 43 " });

    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 is now off.");
    await page.getByText("API secret successfully deactivated").waitFor();
    assert.equal(sandbox.secrets.get(43)?.active, false);

    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 was already off; nothing changed.");

    await button(page, "Activate").click();
    await says(page, "status", "Secret 43 is now on.");
    assert.equal(sandbox.secrets.get(43)?.active, true);

    await button(page, "Activate").click();
    await says(page, "status", "Secret 43 was already on; nothing changed.");

    assert.deepEqual(arrived(), ["deactivate", "deactivate", "activate", "activate"]);
    assert.equal(sandbox.tokenRequests, 1, "the same credentials share one token");
    const lines = await log(page);
    assert.deepEqual(
      lines.map((line) => line.replace(/^\d\d:\d\d:\d\d\s+/, "")),
      [
        "Secret 43 was already on; nothing changed.",
        "Secret 43 is now on.",
        "Secret 43 was already off; nothing changed.",
        "Secret 43 is now off.",
      ],
    );
  });

  test("works with the keyboard alone, and never by Enter in a field", async (t) => {
    const { page } = await visit(t);
    const { keyboard } = page;
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await keyboard.type(credentials.clientId);
    await keyboard.press("Tab");
    await keyboard.type(credentials.clientSecret);
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await keyboard.type("43");
    await keyboard.press("Enter");
    await keyboard.press("Tab");
    assert.equal(await focused(page), "Deactivate");

    await keyboard.down("Enter");
    await says(page, "status", "Secret 43 is now off.");
    await keyboard.down("Enter"); // still held down
    await keyboard.up("Enter");
    assert.equal(await focused(page), "Deactivate", "the focus stays");

    await keyboard.press("Tab");
    await keyboard.press("Space");
    await says(page, "status", "Secret 43 is now on.");
    assert.deepEqual(arrived(), ["deactivate", "activate"]);
  });
});

describe("impatience", () => {
  test("a double click sends one request, however fast the first answer is", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Deactivate").dblclick();
    await says(page, "status", "Secret 43 is now off.");
    await page.mouse.down({ clickCount: 3 });
    await page.mouse.up({ clickCount: 3 });
    await button(page, "Activate").click();
    await says(page, "status", "Secret 43 is now on.");
    assert.deepEqual(arrived(), ["deactivate", "activate"]);
  });

  test("while one call runs, another press does nothing; Cancel ends the wait and says what is not known", {
    timeout: 60_000,
  }, async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, identifier: "43" });
    sandbox.next({ operation: "deactivate", fault: "stall" });
    await button(page, "Deactivate").click();
    await says(page, "status", "Switching secret 43 off…");
    assert.equal(await button(page, "Deactivate").getAttribute("aria-busy"), "true");
    assert.equal(await button(page, "Activate").getAttribute("aria-disabled"), "true");
    assert.equal(await field(page, "Client secret").isEditable(), false);
    await button(page, "Activate").click({ force: true });
    await button(page, "Deactivate").click({ force: true });
    while (sandbox.pendingSteps > 0) await setTimeout(10); // until MySafe has the request

    await button(page, "Cancel").focus();
    await page.keyboard.press("Enter");
    await says(page, "status", "Cancelled. It is not known whether secret 43 is off.");
    assert.equal(await focused(page), "Result", "the focus moves on from the button that went");
    assert.equal(await button(page, "Deactivate").getAttribute("aria-busy"), "false");

    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 is now off.");
    assert.deepEqual(arrived(), ["deactivate", "deactivate"]);
  });
});

describe("what can go wrong, in words", () => {
  test("empty fields are pointed out and nothing is sent", async (t) => {
    const { page } = await visit(t);
    await button(page, "Deactivate").click();
    for (const label of ["Client ID", "Client secret", "Identifier"]) {
      await page.getByText(`${label} is needed`, { exact: true }).waitFor();
      assert.equal(await field(page, label).getAttribute("aria-invalid"), "true");
    }
    assert.equal(await focused(page), "Client ID");
    assert.equal(sandbox.requests.length, 0);

    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 is now off.");
  });

  test("wrong credentials; corrected, they work", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, clientSecret: "wrong", identifier: "43" });
    await button(page, "Deactivate").click();
    await says(page, "alert", "Secret 43 was not switched off.");
    await page.getByText("MySafe refused these credentials.").waitFor();
    assert.deepEqual(await facts(page), {
      Code: "UNAUTHORIZED",
      "HTTP status": "401",
      "Request ID": sandbox.requests.at(-1)?.id,
    });
    assert.deepEqual(arrived(), []);

    await fill(page, credentials);
    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 is now off.");
  });

  test("a space pasted around the secret is pointed out", async (t) => {
    const { page } = await visit(t);
    await fill(page, { clientSecret: `${credentials.clientSecret} ` });
    await page.getByText("Begins or ends with a space, and is sent that way", { exact: true }).waitFor();
  });

  test("an identifier that MySafe does not know", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, identifier: "4711" });
    await button(page, "Activate").click();
    await says(page, "alert", "Secret 4711 was not switched on.");
    await page.getByText("MySafe has no secret with this identifier.").waitFor();
    assert.deepEqual(await facts(page), {
      Code: "NOT_FOUND",
      "HTTP status": "400",
      "MySafe error": "1005",
      "Request ID": sandbox.requests.at(-1)?.id,
    });
    assert.match((await log(page)).join(), /Secret 4711 was not switched on\.\s*NOT_FOUND/);
  });

  test("entries that the client refuses, in its own words", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, identifier: ".." });
    await button(page, "Deactivate").click();
    await says(page, "alert", "Secret .. was not switched off.");
    await page
      .getByRole("alert")
      .getByText(/^deactivate.*identifier/)
      .waitFor();
    assert.deepEqual(await facts(page), { Code: "INVALID_ARGUMENT" });

    await fill(page, { address: "vault.example", identifier: "43" });
    await button(page, "Deactivate").click();
    await page
      .getByRole("alert")
      .getByText(/^deactivate.*baseUrl/)
      .waitFor();
    assert.deepEqual(await facts(page), { Code: "INVALID_ARGUMENT" });
    assert.equal(sandbox.requests.length, 0);
  });

  test("a server that is not there", async (t) => {
    const { page } = await visit(t);
    const gone = await serve(sandbox);
    await gone.close();
    await fill(page, { ...credentials, address: gone.url, identifier: "43" });
    await button(page, "Deactivate").click();
    // It is the token request that failed: the call itself was never sent.
    await says(page, "alert", "Secret 43 was not switched off.");
    await page.getByRole("alert").getByText("No answer came. Check the address").waitFor();
    assert.deepEqual(await facts(page), { Code: "NETWORK" });
  });

  test("WebAssembly that does not load", async (t) => {
    const { page } = await visit(t);
    await page.route("**/*.js", (route) => route.abort()); // the page's own script is here already
    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Deactivate").click();
    await says(page, "alert", "Secret 43 was not switched off.");
    await page.getByText("Something in this page broke. Reload it and try again.", { exact: true }).waitFor();
    assert.deepEqual(await facts(page), { Code: "INTERNAL" });
    assert.equal(sandbox.requests.length, 0);
  });

  test("an answer that got lost is not called a failure", async (t) => {
    const { page } = await visit(t);
    sandbox.next({ operation: "deactivate", fault: "lost-timeout", times: 5 });
    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Deactivate").click();
    await says(page, "alert", "It is not known whether secret 43 is off.");
    await page.getByText("Press Deactivate again to be sure").waitFor();
    assert.equal(sandbox.secrets.get(43)?.active, false);
  });

  test("the longest identifier fits the narrowest phone", async (t) => {
    const { page } = await visit(t, { viewport: { width: 320, height: 640 } });
    await fill(page, { ...credentials, identifier: "9".repeat(256) });
    await button(page, "Deactivate").click();
    await page.getByRole("alert").getByText("was not switched off.").waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 320, "nothing sticks out at the side");
  });
});

describe("safety", () => {
  test("text from the server stays text", async (t) => {
    const { page } = await visit(t);
    const hostile = '<img src="/x" onerror="window.ran = true"><b>bold</b>';
    const refusal = { status: 400, message: `1006: ${hostile}`, error: true, error_code: 1, detail: "" };
    sandbox.next({
      operation: "deactivate",
      response: { status: 400, body: { response: refusal, exception: { code: 1006, message: `1006: ${hostile}` } } },
    });
    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Deactivate").click();
    await page.getByText("Full message", { exact: true }).click();
    await page.getByRole("alert").getByText(hostile).waitFor();

    const success = { status: 200, message: `API secret successfully deactivated ${hostile}`, error: false };
    sandbox.next({ operation: "deactivate", response: { body: { response: success } } });
    await button(page, "Deactivate").click();
    await page.getByRole("status").getByText(hostile).waitFor();

    await fill(page, { identifier: hostile });
    await button(page, "Deactivate").click();
    await says(page, "alert", `Secret ${hostile} was not switched off.`);

    assert.equal(await page.locator("img, b").count(), 0);
    assert.equal(await page.evaluate(() => Reflect.get(window, "ran")), undefined);
  });

  test("comes with the headers of headers.json, and nothing inline runs", async (t) => {
    const { page, complaints } = await visit(t);
    const headers = JSON.parse(await readFile(new URL("../../www/headers.json", import.meta.url), "utf8"));
    const script = await page.locator("script[src]").getAttribute("src");
    for (const path of ["/", script ?? ""]) {
      const response = await fetch(new URL(path, server.url));
      for (const [name, value] of Object.entries(headers)) assert.equal(response.headers.get(name), value);
    }
    assert.match(headers["Content-Security-Policy"], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);

    const html = await (await fetch(server.url)).text();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|data:/);

    const blocked = await page.evaluate(async () => {
      const violation = new Promise((resolve) => addEventListener("securitypolicyviolation", resolve, { once: true }));
      const inline = document.createElement("script");
      inline.textContent = "window.ran = true";
      document.body.append(inline);
      return (await violation).violatedDirective;
    });
    assert.equal(blocked, "script-src-elem");
    assert.equal(await page.evaluate(() => Reflect.get(window, "ran")), undefined);
    assert.equal(complaints.splice(0).length, 2, "the violation, and Chromium's line about it, are noticed");
  });

  test("the credentials are in memory and nowhere else", async (t) => {
    const { page } = await visit(t);
    /** @type {string[]} */
    const urls = [];
    page.on("request", (request) => urls.push(request.url()));
    await fill(page, { ...credentials, identifier: "43" });
    await button(page, "Show Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "text");
    await button(page, "Deactivate").click();
    await says(page, "status", "Secret 43 is now off.");
    await fill(page, { clientSecret: `${credentials.clientSecret}x` });
    await button(page, "Deactivate").click();
    await says(page, "alert", "Secret 43 was not switched off.");

    const places = await page.evaluate(async () => ({
      markup: document.documentElement.outerHTML,
      text: document.body.textContent,
      title: document.title,
      address: location.href,
      history: JSON.stringify([history.length, history.state]),
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      databases: JSON.stringify(await indexedDB.databases()),
      caches: JSON.stringify(await caches.keys()),
    }));
    for (const [place, content] of [...Object.entries(places), ["requests", decodeURIComponent(urls.join(" "))]]) {
      assert.doesNotMatch(content ?? "", /canary/, place);
    }
    assert.equal(places.address, `${server.url}/`);
    assert.equal(places.storage, '[{},{},""]');
    assert.equal(places.databases + places.caches, "[][]");

    await button(page, "Hide Client secret").click();
    assert.equal(await field(page, "Client secret").getAttribute("type"), "password");
  });

  test("leaving the page wipes them, even when the browser keeps it for later", async (t) => {
    const { page } = await visit(t);
    await fill(page, { ...credentials, identifier: "43" });
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.equal(await field(page, "Client ID").inputValue(), "");
    assert.equal(await field(page, "Client secret").inputValue(), "");
    assert.equal(await field(page, "Identifier").inputValue(), "43");
  });
});

/**
 * The label or text of what has the focus.
 * @param {Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element?.querySelector("h2");
    return (label ?? element)?.textContent;
  });
}

/**
 * What the alert tells support.
 * @param {Page} page
 * @returns {Promise<Record<string, string>>}
 */
function facts(page) {
  return page
    .getByRole("alert")
    .locator("dl > div")
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.querySelector("dt")?.textContent, row.querySelector("dd")?.textContent]),
      ),
    );
}
