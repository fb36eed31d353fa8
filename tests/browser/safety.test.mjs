// @ts-check
// What the page must never do: leak credentials, interpret text as markup, run foreign code, or exceed its size.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { generateSecrets } from "mysafe-sandbox";
import {
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

const hostile = [
  '<img src="/x" onerror="window.ran = true"><b>bold</b>',
  "<script>window.ran = true</script>",
  "{{constructor.constructor('window.ran = true')()}}",
  "javascript:window.ran=true",
  "\u202Egnirts desrever\u2066",
  "a\u0000b\u200Bc\nd",
  "N".repeat(4_000),
  "",
];
const secrets = generateSecrets(hostile.length).map((secret, index) => ({ ...secret, name: hostile[index] ?? "" }));
const { sandbox, openPage, openConnected, url } = pageAndSandbox({ secrets });

/** Everything that could hold credentials. @param {Page} page */
const storedTexts = (page) =>
  page.evaluate(async () => ({
    markup: document.documentElement.outerHTML,
    text: document.body.textContent,
    values: [...document.querySelectorAll("input")].map(({ value }) => value).join(),
    title: document.title,
    address: location.href,
    history: JSON.stringify([history.length, history.state]),
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
  }));

describe("text from the server", () => {
  test("is not interpreted as markup in names, in the list, the confirmation and reports", async (t) => {
    const { page } = await openConnected(t);
    await row(page, 43)
      .getByText(hostile[0] ?? "", { exact: true })
      .waitFor();
    await row(page, 44)
      .getByText(hostile[1] ?? "", { exact: true })
      .waitFor();
    assert.equal(await row(page, 49).evaluate((element) => element.scrollWidth > element.clientWidth), false);
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    await button(page, "Deactivate 8").click();
    await dialog(page)
      .getByText(hostile[0] ?? "", { exact: true })
      .waitFor();
    await button(page, "Deactivate 8 API secrets").click();
    await waitForEnd(page, "8 API secrets inactive");
    await button(page, "See the report").click();
    await outcome(page, 43)
      .getByText(hostile[0] ?? "", { exact: true })
      .waitFor();
    assert.equal(await page.locator("#app :is(img, b, script)").count(), 0);
    assert.equal(await page.evaluate(() => Reflect.get(window, "ran")), undefined);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  });

  test("is not interpreted as markup in error messages", async (t) => {
    const { page } = await openConnected(t);
    const refusal = { status: 400, message: `1006: ${hostile[0]}`, error: true, error_code: 1, detail: "" };
    sandbox.next({
      operation: "deactivate",
      response: { status: 400, body: { response: refusal, exception: { code: 1006, message: `1006: ${hostile[0]}` } } },
    });
    await checkbox(page, 43).check();
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    await page.getByText("Details").click();
    await outcome(page, 43)
      .getByText(/User does not|1006.*<img src="\/x" onerror="window.ran = true">|access key.*<img/)
      .waitFor();
    assert.equal(await page.locator("#app :is(img, b)").count(), 0);
  });

  test("is not interpreted as markup in identifiers", async (t) => {
    const { page } = await openConnected(t);
    const list = { api_secret_on_list: [{ identifier: '"><img src=x>', name: "x", can_view: true, can_write: true }] };
    sandbox.next({ operation: "list", response: { body: { response: { status: 200, error: false }, ...list } } });
    await button(page, "Load").click();
    await page.getByRole("gridcell", { name: '"><img src=x>', exact: true }).waitFor();
    assert.equal(await page.locator("#app img").count(), 0);
  });
});

describe("the policies", () => {
  test("are headers of every response, and a meta element of the page", async (t) => {
    const { page } = await openPage(t);
    const headers = JSON.parse(await readFile(new URL("../../www/headers.json", import.meta.url), "utf8"));
    const script = await page.locator('script[type="module"]').getAttribute("src");
    for (const path of ["/", script ?? ""]) {
      const response = await fetch(new URL(path, url()));
      for (const [name, value] of Object.entries(headers)) assert.equal(response.headers.get(name), value);
    }
    const policy = headers["Content-Security-Policy"];
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
    assert.match(policy, /; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'$/);
    const inPage = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    assert.equal(`${inPage}; frame-ancestors 'none'`, policy);
    const html = await (await fetch(url())).text();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|data:/);
  });

  test("block inline scripts, and text as markup", async (t) => {
    const { page, errors } = await openPage(t);
    const outcomes = await page.evaluate(async () => {
      const nextViolation = () =>
        new Promise((resolve) =>
          addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective), { once: true }),
        );
      const inline = nextViolation();
      const script = document.createElement("script");
      script.append("window.ran = true");
      document.body.append(script);
      const markup = nextViolation();
      let errorName = "";
      try {
        document.body.insertAdjacentHTML("beforeend", "<b>bold</b>");
      } catch (error) {
        errorName = /** @type {Error} */ (error).name;
      }
      return [await inline, await markup, errorName];
    });
    assert.ok(
      String(outcomes[0]).startsWith("script-src") || outcomes[0] === "require-trusted-types-for",
      String(outcomes[0]),
    );
    assert.deepEqual(outcomes.slice(1), ["require-trusted-types-for", "TypeError"]);
    assert.equal(await page.evaluate(() => Reflect.get(window, "ran")), undefined);
    assert.ok(errors.splice(0).length >= 2, "violations and Chromium's messages are collected");
  });

  test("block framing by another page", async (t) => {
    const { page, errors } = await openPage(t);
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<iframe src="${url()}"></iframe>`);
    });
    await new Promise((listening) => other.listen(0, "127.0.0.1", () => listening(undefined)));
    t.after(() => other.close());
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    await page.goto(`http://127.0.0.1:${port}/`);
    const [, framed] = page.frames();
    assert.match(framed?.url() ?? "", /^chrome-error:/);
    errors.length = 0; // Chromium logs the refusal
  });
});

describe("what the visitor types", () => {
  test("is kept in memory only: not in the URL, in storage or in a request to another origin", async (t) => {
    const { page } = await openPage(t);
    /** @type {string[]} */
    const urls = [];
    page.on("request", (request) => urls.push(request.url()));
    await fill(page);
    await button(page, "Show: Client secret").click();
    await fill(page, { clientSecret: `${credentials.clientSecret}x` });
    await button(page, "Connect").click();
    await page.getByRole("alert").getByText("The credentials were refused").waitFor();
    await connect(page);
    await checkbox(page, 43).check();
    await page.getByRole("searchbox").fill("4");
    await button(page, "Deactivate 1").click();
    await button(page, "Deactivate 1 API secret").click();
    await button(page, "See the report").click();
    await openView(page, "Log");

    const found = await storedTexts(page);
    for (const [place, content] of [...Object.entries(found), ["requests", decodeURIComponent(urls.join(" "))]]) {
      assert.doesNotMatch(content ?? "", /c4nary/, place);
    }
    assert.equal(found.address, `${url()}/`);
    assert.equal(found.history, "[2,null]", "about:blank and the page");
    assert.equal(found.storage, '[{},{},""]');
    assert.equal(found.databases + found.caches, "[][]");
    for (const each of urls) assert.equal(new URL(each).origin, url());

    await button(page, "Disconnect").click();
    assert.equal(await field(page, "Client secret").inputValue(), "");
  });
});

describe("the size", () => {
  test("is at most 150 kB gzipped for one visit, including the WebAssembly", async (t) => {
    const { page } = await openConnected(t);
    await row(page, 43).waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const paths = [...new Set(["/", ...loaded.map((name) => new URL(name).pathname)])].filter(
      (path) => !path.startsWith("/api"),
    );
    const sizes = await Promise.all(
      paths.map(async (path) => gzipSync(await (await fetch(new URL(path, url()))).arrayBuffer(), { level: 9 }).length),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${total} bytes in ${paths.length} files`);
    const has = (/** @type {string} */ name) => paths.some((path) => path.includes(name));
    assert.ok(has("inline"), "the WebAssembly is counted");
    assert.ok(!has("demo"), "the demo is not loaded");
    assert.ok(has("/en-") && !has("/pt-br-"), "one language is loaded");
    assert.ok(total > 50_000 && total < 150_000);
  });
});
