// The soak in short, in Chromium, whose page is from another origin than the server.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { limits } from "../../scripts/soak/deactivations.mjs";
import { credentials } from "../../scripts/soak/sandbox.mjs";
import { serveSoak } from "../../scripts/soak/server.mjs";
import { lost, problems, shortcomings } from "../../scripts/soak/verdict.mjs";
import { launchChromium } from "../browser/chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const code = `
  import { MySafe } from "mysafe-wasm";
  globalThis.deactivateAll = async (options, items, concurrency) => {
    let requests = 0;
    const late = [];
    const onEvent = ({ type, operation, identifier, code, duration }) => {
      if (type === "request" && operation === "deactivate") requests += 1;
      if (type === "response" && operation === "deactivate" && code === "TIMEOUT" && duration >= options.timeout - 1) late.push(identifier);
    };
    const client = new MySafe({ ...options, onEvent });
    const report = await client.deactivateMany(items, { concurrency });
    return { requests, late, report: JSON.parse(JSON.stringify(report)) };
  };`;

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:http").Server} */
let site;

before(async () => {
  const stdin = { contents: code, resolveDir: root };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false, logLevel: "warning" });
  site = createServer(({ url }, response) => {
    const script = url === "/page.js";
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? outputFiles[0]?.text : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** Runs a batch in a page of its own. */
async function inPage({ retry, ...soak }) {
  const server = await serveSoak(soak);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.waitForFunction(() => "deactivateAll" in globalThis);
  const items = Array.from({ length: soak.items }, (_, index) => String(43 + index));
  const options = { baseUrl: server.url, ...credentials, timeout: limits.timeout, retry: retry && limits.retry };
  const { report, requests, late } = await page.evaluate(
    ([options, items]) => globalThis.deactivateAll(options, items, 32),
    [options, items],
  );
  await page.close();
  return { items, report, requests, late, truth: await server.end() };
}

/**
 * Chromium sends a request again by itself when a connection that it had used before ends without a byte of an answer, a POST
 * too: of 400 calls with `reset` and `lost` it sent some two dozen twice. No page can see that, so that no "already" is certain
 * there.
 */
const soak = { items: 400, seed: 1 };
const repeats = true;
const sent = (truth) => truth.requests.filter(({ operation }) => operation === "deactivate").length;

test("through a bad network, a batch in a page switches all secrets off and knows what it did", async () => {
  const { items, report, requests, late, truth } = await inPage({ ...soak, retry: true });
  const found = [...problems(items, report, truth, { once: false, late, repeats }), ...shortcomings(report, truth)];
  assert.deepEqual(found, []);
  assert.ok(lost(truth) > 0);
  // It was put to the test: some requests were repeated where the page could not see it.
  assert.ok(sent(truth) > requests, `${requests} requests of the page, ${sent(truth)} that came`);
  assert.ok(report.outcomes.some(({ state, change }) => state === "unchanged" && !change.certain));
});

test("without retries, exactly what nobody can know is unknown, in a page", async () => {
  const { items, report, requests, late, truth } = await inPage({
    ...soak,
    // `revoked`: see node.test.mjs. A refusal of a request that Chromium has repeated says nothing of the first, and no page can
    // see that either.
    without: ["reset", "lost", "revoked"],
    retry: false,
  });
  assert.equal(requests, sent(truth));
  assert.deepEqual(problems(items, report, truth, { once: true, late, repeats }), []);
  assert.equal(report.error, undefined);
});
