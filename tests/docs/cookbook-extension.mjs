// The cookbook's browser extension, in Chromium.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { launchWithExtension } from "../browser/chromium.mjs";
import { take, takeFiles } from "./markdown.mjs";
import { cookbook, lay, runLine, token } from "./recipes.mjs";

const section = "A browser extension";
const [manifest] = take(cookbook, section, "json");
const [buildLine] = take(cookbook, section, "sh");
const files = takeFiles(cookbook, section);

/** The extension in a browser: gives what a page of it is answered that sends a message. */
async function install(t, changedManifest) {
  const sandbox = createSandbox(); // without CORS
  const server = await serve(sandbox, {
    fallback: async ({ url }) => new Response(new URL(url).pathname === "/mysafe-token" ? await token(sandbox) : ""),
  });
  t.after(() => server.close());
  const served = (text) => text.replaceAll(/https:\/\/(?:vault|app)\.example/g, server.url);
  const directory = lay({
    ...Object.fromEntries(Object.entries(files).map(([name, code]) => [name, served(code)])),
    "extension/manifest.json": served(JSON.stringify(changedManifest)),
    "extension/content.js":
      'chrome.runtime.sendMessage({ off: "43" }, (answer) => { document.title = "told " + answer; });',
    "extension/page.html": "<!doctype html><title>a page of the extension</title>",
  });
  const built = await runLine(buildLine, directory);
  assert.equal(built.code, 0, built.out);

  const browser = await launchWithExtension(join(directory, "extension"));
  t.after(() => browser.close());
  const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent("serviceworker"));
  const page = await browser.newPage();
  await page.goto(new URL("page.html", worker.url()).href);
  return {
    sandbox,
    url: server.url,
    page,
    send: (message) => page.evaluate((message) => chrome.runtime.sendMessage(message), message),
  };
}

test("cookbook: a browser extension switches off what its page names", async (t) => {
  const { sandbox, send } = await install(t, JSON.parse(manifest));
  const { change } = await send({ off: "43" });
  assert.deepEqual([change?.active, change?.changed], [false, true]);
  assert.equal(sandbox.secrets.get("43")?.active, false);
  const { error } = await send({ off: "nope" });
  assert.equal(error.code, "NOT_FOUND");
});

test("cookbook: without the policy of its manifest, the extension is told that WebAssembly needs it", async (t) => {
  const { content_security_policy: _, ...rest } = JSON.parse(manifest);
  const { sandbox, send } = await install(t, rest);
  const { error } = await send({ off: "43" });
  assert.equal(error.code, "INTERNAL");
  assert.match(error.message, /'wasm-unsafe-eval'/);
  assert.equal(sandbox.requests.length, 0);
});

test("cookbook: without host permissions, the extension reaches nobody", async (t) => {
  const { host_permissions: _, ...rest } = JSON.parse(manifest);
  const { sandbox, send } = await install(t, rest);
  const { error } = await send({ off: "43" });
  assert.match(error.message, /Failed to fetch/);
  assert.equal(sandbox.secrets.get("43")?.active, true);
});

test("cookbook: a script of the extension in somebody's page is not heard", async (t) => {
  const scripts = { content_scripts: [{ matches: ["http://127.0.0.1/*"], js: ["content.js"] }] };
  const { sandbox, url, page } = await install(t, { ...JSON.parse(manifest), ...scripts });
  await page.goto(url);
  await page.waitForFunction(() => document.title === "told undefined");
  assert.equal(sandbox.requests.length, 0);
});
