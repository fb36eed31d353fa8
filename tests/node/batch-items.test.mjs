// The items of a batch: what they may be, how they are pulled from their source, and what a broken source does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { MySafe, MySafeError } from "mysafe-wasm";
import { baseUrl, countingSource, credentials, inProcess, range, sent, states } from "./batches.mjs";
import { rejects } from "./rejects.mjs";

test("accepts every kind of iterable as items", async () => {
  async function* later() {
    for (const identifier of range(3)) {
      await sleep(1);
      yield identifier;
    }
  }
  function* now() {
    yield* range(3);
  }
  const kinds = {
    array: ["43", 44, 45n],
    Set: new Set(["43", "44", "45"]),
    "keys of a Map": new Map(range(3).map((identifier) => [identifier, 1])).keys(),
    generator: now(),
    "async generator": later(),
    "typed array": Uint8Array.of(43, 44, 45),
    summaries: range(3).map((identifier) => ({ identifier, name: "x", clientSecret: "unread" })),
    mixture: [{ identifier: 43 }, "44", { identifier: 45n }],
    "array of promises, iterated asynchronously": (async function* () {
      yield* [Promise.resolve("43"), "44", Promise.resolve({ identifier: 45 })];
    })(),
    ReadableStream: new ReadableStream({
      start(controller) {
        for (const identifier of range(3)) controller.enqueue(identifier);
        controller.close();
      },
    }),
  };
  for (const [kind, items] of Object.entries(kinds)) {
    const { sandbox, client } = inProcess();
    const report = await client.deactivateMany(items);
    assert.deepEqual(states(report), ["43 changed", "44 changed", "45 changed"], kind);
    assert.equal(sandbox.changes.length, 3, kind);
    const { outcomes, ...counts } = report;
    const zeros = { unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    assert.deepEqual(
      counts,
      { kind: "apiSecret", action: "deactivate", total: 3, changed: 3, ...zeros, aborted: false },
      kind,
    );
    assert.deepEqual(outcomes[0].change, { ...outcomes[0].change, identifier: "43", active: false, certain: true });
  }
});

test("an empty batch sends no request, not even for a token", async () => {
  const { sandbox, client } = inProcess();
  for (const items of [[], new Set(), countingSource(0).items, countingSource(0).asyncItems]) {
    const report = await client.activateMany(items);
    assert.deepEqual([report.action, report.total, report.outcomes.length], ["activate", 0, 0]);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("rejects items that are not iterable, before anything is sent", async () => {
  const { sandbox, client } = inProcess();
  const noIterator = { [Symbol.iterator]: () => 43 };
  const iteratorNotCallable = { [Symbol.iterator]: 43 };
  for (const items of [undefined, null, 43, "43", true, {}, { length: 1, 0: "43" }, noIterator, iteratorNotCallable]) {
    await rejects(client.deactivateMany(items), "INVALID_ARGUMENT", /^deactivateMany: the items must be an iterable/);
  }
  const throwing = {
    [Symbol.iterator]() {
      throw new TypeError("not today");
    },
  };
  await rejects(client.deactivateMany(throwing), "INVALID_ARGUMENT", /could not be read on \(TypeError: not today\)/);
  assert.equal(sandbox.requests.length, 0);
});

test("an invalid identifier fails its own item, and the other items are sent", async () => {
  const { sandbox, client } = inProcess();
  const invalid = [
    ["", ""],
    ["..", ".."],
    [-1, "-1"],
    [1.5, "1.5"],
    [Number.NaN, "NaN"],
    [-1n, "bigint"],
    [undefined, "undefined"],
    [null, "object"],
    [true, "boolean"],
    [Symbol("43"), "symbol"],
    [() => "43", "function"],
    [{}, "undefined"],
    [[], "undefined"],
    [{ identifier: { identifier: 43 } }, "object"],
    ["x".repeat(257), "x".repeat(257)],
  ];
  const report = await client.deactivateMany(["43", ...invalid.map(([item]) => item), "44"]);
  assert.deepEqual([report.total, report.changed, report.failed], [invalid.length + 2, 2, invalid.length]);
  for (const [index, [, name]] of invalid.entries()) {
    const { identifier, state, error } = report.outcomes[index + 1];
    assert.deepEqual([identifier, state, error.code, error.attempts], [name, "failed", "INVALID_ARGUMENT", 0]);
    assert.ok(error instanceof MySafeError);
    assert.match(error.message, /^deactivate: identifier must /);
  }
  assert.deepEqual(sent(sandbox), ["43", "44"]);
  assert.equal(report.error, undefined);
});

test("a getter that throws fails its own item", async () => {
  const { client } = inProcess();
  const hostile = {
    get identifier() {
      throw new Error("no");
    },
  };
  const report = await client.deactivateMany(["43", hostile, "44"]);
  assert.deepEqual(
    report.outcomes.map(({ state }) => state),
    ["changed", "failed", "changed"],
  );
});

test("an identifier given several times is sent once and has an outcome each time, whatever its form", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ identifier: 43, fault: "delay", delay: 30 });
  const done = [];
  const items = ["43", 43, 43n, { identifier: "43" }, "44", "nobody", "nobody", "43"];
  const report = await client.deactivateMany(items, { onProgress: (progress) => done.push(progress.done) });
  const expected = ["43", "43", "43", "43", "44"].map((identifier) => `${identifier} changed`);
  assert.deepEqual(states(report), [...expected, "nobody failed", "nobody failed", "43 changed"]);
  assert.deepEqual(sent(sandbox).sort(), ["43", "44", "nobody"]);
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(report.outcomes[5].error.apiCode, 1005);
});

for (const kind of ["items", "asyncItems"]) {
  test(`${kind}: pulls no more items than are in flight`, async () => {
    let inFlight = 0;
    let max = 0;
    let ahead = 0;
    let answered = 0;
    const source = countingSource(40, 43);
    const { sandbox } = inProcess();
    const client = new MySafe({
      baseUrl,
      ...credentials,
      async fetch(url, init) {
        if (url.includes("oauth2")) return sandbox.fetch(url, init);
        inFlight += 1;
        max = Math.max(max, inFlight);
        await sleep(2);
        ahead = Math.max(ahead, source.calls.pulled - answered);
        inFlight -= 1;
        answered += 1;
        return sandbox.fetch(url, init);
      },
    });
    const report = await client.deactivateMany(source[kind], { concurrency: 4 });
    assert.equal(report.changed, 40);
    assert.equal(max, 4);
    assert.ok(ahead <= 4, `${ahead} items were pulled and not answered`);
    assert.equal(source.calls.returned, 0, "an iterator that is done is not closed");
  });
}

test("calls next() of an async source again only when the last call has settled", async () => {
  const { client } = inProcess();
  let pending = 0;
  let max = 0;
  let yielded = 0;
  const items = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        pending += 1;
        max = Math.max(max, pending);
        await sleep(1);
        pending -= 1;
        yielded += 1;
        return yielded > 10 ? { done: true } : { done: false, value: 42 + yielded };
      },
    }),
  };
  assert.equal((await client.deactivateMany(items)).changed, 10);
  assert.equal(max, 1);
});

for (const kind of ["items", "asyncItems"]) {
  test(`${kind}: an abort calls return() once, as a break in a loop does`, async () => {
    const { sandbox, client } = inProcess();
    const { calls, ...sources } = countingSource();
    const controller = new AbortController();
    const onProgress = ({ done }) => done === 5 && controller.abort();
    const options = { concurrency: 1, signal: controller.signal, onProgress };
    const report = await client.deactivateMany(sources[kind], options);
    await sleep(1);
    assert.deepEqual([report.aborted, calls.returned], [true, 1]);
    // An item in a promise that was still pending is not in the report.
    assert.ok(report.total === calls.pulled || (kind === "asyncItems" && report.total === calls.pulled - 1));
    assert.equal(report.changed, 5);
    // A sixth item may have been in flight.
    assert.equal(report.changed + report.unknown, sandbox.changes.length);
  });
}

test("an abort does not wait for a source whose promises never settle", async () => {
  const { client } = inProcess();
  const pending = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => new Promise(() => {}) }),
  };
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const report = await client.deactivateMany(pending, { signal: controller.signal });
  assert.deepEqual([report.aborted, report.total], [true, 0]);
});

test("a return() that throws or rejects is ignored", async () => {
  const { client } = inProcess();
  const throws = () => {
    throw new Error("from return");
  };
  const rejects = () => Promise.reject(new Error("from return"));
  for (const [symbol, ends] of [
    [Symbol.iterator, [throws]],
    [Symbol.asyncIterator, [throws, rejects]],
  ]) {
    for (const end of ends) {
      let pulled = 0;
      const controller = new AbortController();
      const next = () => {
        pulled += 1;
        if (pulled === 3) controller.abort();
        return { done: false, value: 42 + pulled };
      };
      const items = { [symbol]: () => ({ next, return: end }) };
      const report = await client.deactivateMany(items, { concurrency: 1, signal: controller.signal });
      assert.equal(report.aborted, true);
    }
  }
  // node:test fails a test with an unhandled rejection.
  await sleep(10);
});

test("a source that throws ends the batch, and the report has the outcomes so far", async () => {
  const failing = (reason) => ({
    now: (function* () {
      yield "43";
      yield "44";
      throw reason;
    })(),
    later: (async function* () {
      yield "43";
      yield "44";
      await sleep(5);
      throw reason;
    })(),
  });
  for (const kind of ["now", "later"]) {
    for (const [reason, message] of [
      [new RangeError("page 3 is gone"), /could not be read on \(RangeError: page 3 is gone\)/],
      ["page 3 is gone", /\(page 3 is gone\)/],
      [undefined, /\(no reason given\)/],
      [null, /\(no reason given\)/],
    ]) {
      const { sandbox, client } = inProcess();
      const report = await client.deactivateMany(failing(reason)[kind]);
      assert.deepEqual(states(report), ["43 changed", "44 changed"]);
      assert.equal(report.aborted, false);
      assert.ok(report.error instanceof MySafeError);
      assert.equal(report.error.code, "INVALID_ARGUMENT");
      assert.match(report.error.message, message);
      assert.equal(sandbox.changes.length, 2);
    }
  }
});

test("a source that breaks the iterator protocol ends the batch with INVALID_ARGUMENT", async () => {
  const { client } = inProcess();
  const broken = {
    "a result that is a number": () => 43,
    "a result that is undefined": () => undefined,
    "a done that throws": () => ({
      get done() {
        throw new Error("done");
      },
    }),
    "a value that throws": () => ({
      get value() {
        throw new Error("value");
      },
    }),
  };
  for (const [kind, next] of Object.entries(broken)) {
    for (const symbol of [Symbol.iterator, Symbol.asyncIterator]) {
      const report = await client.deactivateMany({ [symbol]: () => ({ next }) });
      assert.deepEqual([report.total, report.error?.code], [0, "INVALID_ARGUMENT"], kind);
    }
  }
});

test("20 000 items that are duplicates do not overflow the stack", async () => {
  const { sandbox, client } = inProcess({ secrets: 2 });
  const report = await client.deactivateMany(Array.from({ length: 20_000 }, (_, index) => 43 + (index % 2)));
  assert.deepEqual([report.changed, sandbox.changes.length], [20_000, 2]);
});
