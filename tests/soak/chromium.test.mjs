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
 * `reset` and `lost` are left out because Chromium sends a request again by itself
 * when a connection that it had used before ends without a byte of an answer, a POST too:
 * of 400 calls with these faults it sent some two dozen twice. No page can see that, so an "already" may then be this very call's doing while the
 * client is certain that it is not. What an undo would do stays on the safe side: it leaves such a secret off. Here are
 * the losses that a page can see: `lost-timeout`, `cut`, `stall`.
 */
const soak = { items: 400, seed: 1, without: ["reset", "lost"] };

test("through a bad network, a batch in a page switches all secrets off and knows what it did", async () => {
  const { items, report, requests, late, truth } = await inPage({ ...soak, retry: true });
  assert.equal(requests, truth.requests.filter(({ operation }) => operation === "deactivate").length);
  assert.deepEqual([...problems(items, report, truth, { once: false, late }), ...shortcomings(report, truth)], []);
  assert.ok(lost(truth) > 0);
});

test("without retries, exactly what nobody can know is unknown, in a page", async () => {
  const { items, report, requests, late, truth } = await inPage({
    ...soak,
    // See node.test.mjs.
    without: [...soak.without, "revoked"],
    retry: false,
  });
  assert.equal(requests, truth.requests.filter(({ operation }) => operation === "deactivate").length);
  assert.deepEqual(problems(items, report, truth, { once: true, late }), []);
  assert.equal(report.error, undefined);
});
