// Runs the cookbook's browser extension in Chromium.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { createBroker } from "mysafe-broker";
import { serve } from "mysafe-broker/node";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { launchWithExtension } from "../browser/chromium.mjs";
import { take, takeFiles } from "./markdown.mjs";
import { cookbook, runLine, writeFiles } from "./recipes.mjs";

const section = "A browser extension";
const [manifest] = take(cookbook, section, "json");
const [buildLine] = take(cookbook, section, "sh");
const files = takeFiles(cookbook, section);

/** Installs the extension in a browser. `send` sends a message from one of its pages, and returns the answer. */
async function install(t, changedManifest) {
  const sandbox = createSandbox();
  let broker;
  const app = { headers: { "set-cookie": "session=ana; HttpOnly; SameSite=Lax", "content-type": "text/html" } };
  const server = await serve({
    fetch: (request) =>
      new URL(request.url).pathname.startsWith("/team/") ? broker.fetch(request) : new Response("signed in", app),
  });
  t.after(() => server.close(0));
  const withServer = (text) => text.replaceAll("https://app.example", server.url);
  const directory = writeFiles({
    ...Object.fromEntries(Object.entries(files).map(([name, code]) => [name, withServer(code)])),
    "extension/manifest.json": withServer(JSON.stringify(changedManifest)),
    "extension/content.js":
      'chrome.runtime.sendMessage({ off: "43" }, (answer) => { document.title = "answer: " + answer; });',
    "extension/page.html": "<!doctype html><title>a page of the extension</title>",
  });
  const built = await runLine(buildLine, directory);
  assert.equal(built.code, 0, built.out);

  const browser = await launchWithExtension(join(directory, "extension"));
  t.after(() => browser.close());
  const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent("serviceworker"));
  const { protocol, host } = new URL(worker.url());
  const options = {
    mysafe: { baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch },
    authenticate: ({ headers }) => (headers.get("cookie") === "session=ana" ? { id: "ana@example.com" } : null),
    secret: "a c4nary secret of thirty-two bytes",
    basePath: "/team",
  };
  broker = createBroker({ ...options, origins: [`${protocol}//${host}`] });
  const page = await browser.newPage();
  await page.goto(server.url); // where the user signs in
  await page.goto(new URL("page.html", worker.url()).href);
  return {
    sandbox,
    url: server.url,
    page,
    closeToExtension() {
      broker = createBroker({ ...options, origins: ["chrome-extension://anotherextension"] });
    },
    send: (message) => page.evaluate((message) => chrome.runtime.sendMessage(message), message),
  };
}

test("cookbook: the browser extension switches off the secret that its page names", async (t) => {
  const { sandbox, send, url, page } = await install(t, JSON.parse(manifest));
  const { change } = await send({ off: "43" });
  assert.deepEqual([change?.active, change?.changed], [false, true]);
  assert.equal(sandbox.secrets.get("43")?.active, false);
  const { error } = await send({ off: "nope" });
  assert.equal(error.code, "NOT_FOUND");
  // Chromium sends no Origin with a GET of an extension.
  const session = (url) => fetch(url, { credentials: "include" }).then((answer) => answer.json());
  assert.equal((await page.evaluate(session, `${url}/team/session`)).identity.id, "ana@example.com");
});

test("cookbook: another extension gets nothing of the broker, whoever is signed in", async (t) => {
  const { sandbox, send, closeToExtension } = await install(t, JSON.parse(manifest));
  closeToExtension();
  const { error } = await send({ off: "43" });
  assert.equal(error.code, "UNAUTHORIZED");
  assert.equal(sandbox.requests.length, 0);
});

test("cookbook: without its Content-Security-Policy, the extension gets an error that names the missing directive", async (t) => {
  const { content_security_policy: _, ...rest } = JSON.parse(manifest);
  const { sandbox, send } = await install(t, rest);
  const { error } = await send({ off: "43" });
  assert.equal(error.code, "INTERNAL");
  assert.match(error.message, /'wasm-unsafe-eval'/);
  assert.equal(sandbox.requests.length, 0);
});

test("cookbook: without host permissions, the extension cannot call MySafe", async (t) => {
  const { host_permissions: _, ...rest } = JSON.parse(manifest);
  const { sandbox, send } = await install(t, rest);
  const { error } = await send({ off: "43" });
  assert.equal(error.code, "UNAUTHORIZED");
  assert.equal(sandbox.secrets.get("43")?.active, true);
});

test("cookbook: the extension ignores its content scripts in other pages", async (t) => {
  const scripts = { content_scripts: [{ matches: ["http://127.0.0.1/*"], js: ["content.js"] }] };
  const { sandbox, url, page } = await install(t, { ...JSON.parse(manifest), ...scripts });
  await page.goto(url);
  await page.waitForFunction(() => document.title === "answer: undefined");
  assert.equal(sandbox.requests.length, 0);
});
