// Traps of the WebAssembly, which the tests cause by breaking Date.now; and the limit of memory for answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { failure } from "./rejects.mjs";

const baseUrl = "https://vault.example";
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Makes the WebAssembly trap: a call of `client` reads the clock, which throws. Returns the error of that call. */
async function trap(t, client) {
  const broken = t.mock.method(Date, "now", () => {
    throw new RangeError("no time");
  });
  const failed = failure(client.activate("43"));
  await nextTurn();
  broken.mock.restore();
  return failed;
}

test("a trap rejects the calls in flight with INTERNAL, and the next call succeeds", async (t) => {
  const sandbox = createSandbox({ secrets: 3 });
  const safe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  const other = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  await safe.deactivate("43");
  await other.ready();
  for (let round = 0; round < 3; round += 1) {
    sandbox.next({ operation: "activate", fault: "stall" });
    const waiting = failure(other.activate("43"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const failed = await trap(t, safe);
    const waited = await waiting;
    for (const error of [failed, waited]) {
      assert.equal(error.code, "INTERNAL");
      assert.match(error.message, /a defect of mysafe-wasm ended this call \(RangeError: no time\)/);
    }
    // Each error tells whether its call was sent.
    assert.deepEqual([failed.attempts, waited.attempts], [0, 1]);
    assert.ok(!failed.message.includes("may have been done") && waited.message.includes("may have been done"));
    assert.equal((await safe.deactivate("43")).active, false);
    assert.equal((await other.deactivateMany(["43", "44"])).total, 2);
  }
  safe.close();
  other.close();
});

test("a batch that ends by a trap returns a true report", async (t) => {
  const sandbox = createSandbox({ secrets: 20 });
  const progress = [];
  let stalled;
  const waiting = new Promise((resolve) => {
    stalled = resolve;
  });
  const batch = new MySafe({
    baseUrl,
    ...demoClient,
    async fetch(url, init) {
      if (/\/inactive\/(50|51)$/.test(url)) {
        // The change is made, and the answer never arrives.
        await sandbox.fetch(url, { ...init, signal: undefined });
        if (url.endsWith("51")) stalled();
        return new Promise(() => {});
      }
      return sandbox.fetch(url, init);
    },
  });
  const items = ["43", "44", "45", "nope", "50", "51", "050", "52", "53", "043", "51", "99"];
  // 52 waits for its turn while 50 and 51 stall.
  const reported = batch.deactivateMany(items, { concurrency: 2, onProgress: (update) => progress.push(update) });
  await waiting;
  await nextTurn();
  const error = await trap(t, new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch }));
  assert.equal(error.code, "INTERNAL");

  const report = await reported;
  assert.deepEqual(
    report.outcomes.map(({ identifier, state }) => `${identifier} ${state}`),
    [
      ...["43 changed", "44 changed", "45 changed", "nope failed", "50 unknown", "51 unknown", "050 unknown"],
      ...["52 skipped", "53 skipped", "043 changed", "51 unknown", "99 skipped"],
    ],
  );
  const { action, total, changed, failed, unknown, skipped, aborted } = report;
  assert.deepEqual(
    { action, total, changed, failed, unknown, skipped, aborted },
    { action: "deactivate", total: 12, changed: 4, failed: 1, unknown: 4, skipped: 3, aborted: false },
  );
  assert.equal(report.error.code, "INTERNAL");
  for (const { state, error } of report.outcomes) {
    if (state === "unknown") assert.deepEqual([error.code, error.attempts], ["INTERNAL", 1]);
  }
  assert.equal(progress.length, 12);
  assert.deepEqual(progress.at(-1), { done: 12, total: 12, outcome: report.outcomes.at(-1) });
  const sent = sandbox.requests.filter(({ operation }) => operation === "deactivate");
  assert.deepEqual(sent.map(({ identifier }) => identifier).sort(), ["43", "44", "45", "50", "51", "nope"]);
});

test("after a trap before anything was sent, every item is skipped", async (t) => {
  const sandbox = createSandbox({ secrets: 3 });
  const safe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  await safe.ready();
  for (const [items, total] of [
    [["43", "44"], 2],
    [new Set([43, 44, 45]), 3],
    // An iterator cannot be read again, so the report has the items that it gave before.
    [["43", "44"].values(), 2],
  ]) {
    const broken = t.mock.method(Date, "now", () => {
      throw new RangeError("no time");
    });
    const report = await safe.deactivateMany(items);
    broken.mock.restore();
    assert.equal(report.error.code, "INTERNAL");
    assert.deepEqual([report.total, report.skipped], [total, total]);
  }
  assert.equal(sandbox.requests.length, 0);
});

for (const [title, among] of [
  ["of given items", ["43", "44", "45", "043", "46", "045", "47"]],
  ["of listed items", undefined],
]) {
  test(`after a trap the report of find, ${title}, is complete: what was in flight is unseen`, async (t) => {
    const sandbox = createSandbox({ secrets: 5 });
    const value = sandbox.secrets.get("43").clientSecret;
    const progress = [];
    let stalled;
    const waiting = new Promise((resolve) => {
      stalled = resolve;
    });
    const mysafe = new MySafe({
      baseUrl,
      ...demoClient,
      async fetch(url, init) {
        if (!url.endsWith("/45")) return sandbox.fetch(url, init);
        stalled();
        return new Promise(() => {});
      },
    });
    await mysafe.ready();
    const found = mysafe.find([value], { among, concurrency: 1, onProgress: (one) => progress.push(one) });
    await waiting;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await trap(t, new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch }))).code, "INTERNAL");
    const report = await found;
    const expected = among
      ? ["43 found", "44 different", "45 unseen", "043 found", "46 skipped", "045 unseen", "47 skipped"]
      : ["43 found", "44 different", "45 unseen", "46 skipped", "47 skipped"];
    assert.deepEqual(
      report.results.map(({ identifier, state }) => `${identifier} ${state}`),
      expected,
    );
    const { kind, found: count, different, unseen, skipped, aborted, error } = report;
    const twice = among ? 2 : 1;
    assert.deepEqual(
      { kind, count, different, unseen, skipped, aborted },
      { kind: "apiSecret", count: twice, different: 1, unseen: twice, skipped: 2, aborted: false },
    );
    assert.deepEqual(Object.keys(report).sort(), [
      "aborted",
      "different",
      "error",
      "found",
      "kind",
      "results",
      "skipped",
      "unseen",
    ]);
    assert.deepEqual([error.code, error.operation], ["INTERNAL", "find"]);
    const lost = report.results[2].error;
    assert.deepEqual([lost.code, lost.attempts, lost.operation], ["INTERNAL", 1, "find"]);
    assert.ok(!lost.message.includes("may have been done"), lost.message);
    assert.deepEqual(progress.at(-1), { done: expected.length, total: expected.length, result: report.results.at(-1) });
    assert.equal(progress.length, expected.length);
  });
}

test("the memory of a trapped instance is wiped", async (t) => {
  const memories = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      memories.push(...Object.values(instance.exports).filter((one) => one instanceof WebAssembly.Memory));
      return instance;
    },
  });
  t.after(() => {
    WebAssembly.Instance = Instance;
  });
  const sandbox = createSandbox({ secrets: 1 });
  const safe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  // The running instance was created before the proxy. A trap makes the next call create one that the proxy sees.
  await trap(t, safe);
  await safe.deactivate("43");
  const [memory] = memories;
  const holds = (text) => Buffer.from(memory.buffer).includes(text);
  assert.ok(holds(demoClient.clientSecret));
  await trap(t, safe);
  await safe.deactivate("43");
  assert.ok(Buffer.from(memory.buffer).every((byte) => byte === 0));
  safe.close();
});

test("a batch succeeds while 140 lists of 31 MiB are read", async () => {
  const entry = '{"identifier":"43","name":"","need_justify":"0"}';
  const padding = " ".repeat(1 << 20);
  const chunk = new TextEncoder().encode(padding);
  const head = new TextEncoder().encode(`{"response":{"error":false},"api_secret_on_list":[${entry}`);
  const tail = new TextEncoder().encode("]}");
  const longList = () => {
    let sent = -1;
    return new Response(
      new ReadableStream({
        pull(controller) {
          sent += 1;
          controller.enqueue(sent === 0 ? head : sent > 31 ? tail : chunk);
          if (sent > 31) controller.close();
        },
      }),
    );
  };
  const lists = new MySafe({
    baseUrl,
    accessToken: "c4nary-t0ken",
    fetch: async () => longList(),
    timeout: Number.POSITIVE_INFINITY,
    deadline: Number.POSITIVE_INFINITY,
  });
  const sandbox = createSandbox({ secrets: 1000 });
  const batch = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  const listed = Array.from({ length: 140 }, () => lists.list());
  const report = await batch.deactivateMany(sandbox.secrets.list());
  assert.deepEqual([report.changed, report.total, report.error], [1000, 1000, undefined]);
  assert.ok(sandbox.secrets.list().every(({ active }) => !active));
  for (const list of await Promise.all(listed)) assert.equal(list.length, 1);
});
