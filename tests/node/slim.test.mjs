// mysafe-wasm/slim: `init` loads the WebAssembly from what the app gives it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { demoClient } from "mysafe-sandbox";
import { init, MySafe } from "mysafe-wasm/slim";

const file = fileURLToPath(import.meta.resolve("mysafe-wasm/mysafe.wasm"));
const bytes = readFileSync(file);

/** Serves `answers`: status, content type and body by path. */
async function serveAnswers(t, answers) {
  const server = createServer((request, response) => {
    const [status, type, body] = answers[request.url];
    response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** Loads the WebAssembly from `source`, an expression, in a new thread, makes a call, and returns what happened. */
async function inFreshThread(source) {
  const worker = new Worker(
    `(async () => {
      const { readFileSync } = require("node:fs");
      const { parentPort, workerData } = require("node:worker_threads");
      const { createSandbox, demoClient } = await import(workerData.sandbox);
      const { init, MySafe } = await import(workerData.slim);
      const bytes = readFileSync(workerData.file);
      const streamed = [];
      const { compileStreaming } = WebAssembly;
      WebAssembly.compileStreaming = (response) => { streamed.push(1); return compileStreaming(response); };
      const sandbox = createSandbox();
      const mysafe = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch });
      const loading = init(${source});
      const { changed } = await mysafe.deactivate("43");
      await loading;
      await init("https://nowhere.invalid/");
      parentPort.postMessage({ changed, inactive: !sandbox.secrets.get("43").active, streamed: streamed.length });
    })()`,
    {
      eval: true,
      workerData: {
        file,
        slim: import.meta.resolve("mysafe-wasm/slim"),
        sandbox: import.meta.resolve("mysafe-sandbox"),
      },
    },
  );
  const [result] = await Promise.race([
    once(worker, "message"),
    once(worker, "error").then(([error]) => Promise.reject(error)),
  ]);
  await worker.terminate();
  return result;
}

const loaded = { changed: true, inactive: true, streamed: 0 };

for (const [title, source] of [
  ["a compiled module", "new WebAssembly.Module(bytes)"],
  ["a Buffer", "bytes"],
  ["a promise of an ArrayBuffer", "Promise.resolve(new Uint8Array(bytes).buffer)"],
  ["bytes of another realm", 'require("node:vm").runInNewContext("bytes => new Uint8Array(bytes).buffer")([...bytes])'],
  ["a Response without a content type", "new Response(bytes)"],
]) {
  test(`init accepts ${title}; calls wait for it; a second init does nothing`, async () => {
    assert.deepEqual(await inFreshThread(source), loaded);
  });
}

test("init accepts a URL, and compiles while it streams when the content type is application/wasm", async (t) => {
  const url = await serveAnswers(t, {
    "/right": [200, "application/wasm", bytes],
    "/wrong": [200, "application/octet-stream", bytes],
    "/none": [200, undefined, bytes],
  });
  assert.deepEqual(await inFreshThread(`"${url}/right"`), { ...loaded, streamed: 1 });
  assert.deepEqual(await inFreshThread(`fetch("${url}/right")`), { ...loaded, streamed: 1 });
  assert.deepEqual(await inFreshThread(`new URL("${url}/wrong")`), loaded);
  assert.deepEqual(await inFreshThread(`"${url}/none"`), loaded);
});

test("the error of a failed load says what to do, and the next init can succeed", async (t) => {
  const mysafe = new MySafe({ baseUrl: "https://vault.example", ...demoClient });
  const url = await serveAnswers(t, {
    "/missing": [404, "text/html", "<html>"],
    "/page": [200, "text/html", "<html>"],
    "/half": [200, "application/wasm", bytes.subarray(0, 1000)],
  });
  await assert.rejects(mysafe.ready(), { code: "INTERNAL", retryable: true, message: /call `init\(…\)`/ });
  for (const [source, code, message] of [
    [`${url}/missing`, "INTERNAL", /HTTP 404 from .*\/missing\). Copy mysafe-wasm\/mysafe\.wasm/],
    [`${url}/page`, "INTERNAL", /what .*\/page answers with \(text\/html\) should be mysafe-wasm\/mysafe\.wasm/],
    [`${url}/half`, "INTERNAL", /It may be damaged: .*\/half should be/],
    ["http://127.0.0.1:9/", "INTERNAL", /an address that answers, and that connect-src and CORS allow/],
    [new URL(`file://${file}`), "INTERNAL", /fetch reads no files: read it yourself/],
    [bytes.subarray(0, 1000), "INTERNAL", /damaged: these bytes should be/],
    [() => JSON.parse("{"), "INTERNAL", /SyntaxError: .* the promise given to init was rejected/],
    [undefined, "INVALID_ARGUMENT", /give the WebAssembly as/],
    [{}, "INVALID_ARGUMENT", /give the WebAssembly as/],
  ]) {
    await assert.rejects(init(typeof source === "function" ? Promise.resolve().then(source) : source), {
      name: "MySafeError",
      code,
      message,
    });
  }
  await init(bytes);
  await mysafe.ready();
});
