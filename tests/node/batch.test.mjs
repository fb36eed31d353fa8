// Batches as JavaScript gives and gets them: what items may be, how they are pulled, and what the report holds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "mysafe-sandbox";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
const clients = [credentials];
const baseUrl = "https://vault.example";

/** A client of a sandbox of its own, without a socket. */
function inProcess(sandboxOptions = {}, options = {}) {
  const own = createSandbox({ clients, ...sandboxOptions });
  return { own, client: new MySafe({ baseUrl, ...credentials, fetch: own.fetch, ...options }) };
}

const range = (count, first = 43) => Array.from({ length: count }, (_, index) => String(first + index));
const states = (report) => report.outcomes.map(({ identifier, state }) => `${identifier} ${state}`);
const sent = (own) => own.requests.filter(({ operation }) => operation !== "token").map(({ identifier }) => identifier);

/** An iterator that counts, and says what was asked of it. */
function counting(last = Number.POSITIVE_INFINITY, first = 43) {
  const seen = { pulled: 0, returned: 0 };
  const next = () => {
    if (seen.pulled >= last) return { done: true, value: undefined };
    seen.pulled += 1;
    return { done: false, value: first + seen.pulled - 1 };
  };
  const end = () => {
    seen.returned += 1;
    return { done: true, value: undefined };
  };
  const items = { [Symbol.iterator]: () => ({ next, return: end }) };
  const asyncItems = { [Symbol.asyncIterator]: () => ({ next: async () => next(), return: async () => end() }) };
  return { seen, items, asyncItems };
}

test("items come from whatever can be iterated", async () => {
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
    const { own, client } = inProcess();
    const report = await client.deactivateMany(items);
    assert.deepEqual(states(report), ["43 changed", "44 changed", "45 changed"], kind);
    assert.equal(own.changes.length, 3, kind);
    const { outcomes, ...counts } = report;
    const zeros = { unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    assert.deepEqual(counts, { action: "deactivate", total: 3, changed: 3, ...zeros, aborted: false }, kind);
    assert.deepEqual(outcomes[0].change, { ...outcomes[0].change, identifier: "43", active: false, certain: true });
  }
});

test("an empty batch sends nothing, not even for a token", async () => {
  const { own, client } = inProcess();
  for (const items of [[], new Set(), counting(0).items, counting(0).asyncItems]) {
    const report = await client.activateMany(items);
    assert.deepEqual([report.action, report.total, report.outcomes.length], ["activate", 0, 0]);
  }
  assert.equal(own.requests.length, 0);
});

test("outcomes stand in the order given, whatever order the answers come in", async () => {
  const { own, client } = inProcess();
  own.next({ identifier: 43, fault: "delay", delay: 60 });
  own.next({ identifier: 45, fault: "delay", delay: 30 });
  const reached = [];
  const report = await client.deactivateMany(range(5), {
    onProgress: ({ done, total, outcome }) => reached.push([done, total, outcome.identifier]),
  });
  assert.deepEqual(
    report.outcomes.map(({ identifier }) => identifier),
    range(5),
  );
  assert.deepEqual(
    reached.map(([done, total]) => [done, total]),
    [1, 2, 3, 4, 5].map((done) => [done, 5]),
  );
  assert.deepEqual(
    reached.slice(-2).map(([, , identifier]) => identifier),
    ["45", "43"],
  );
});

test("what is no collection of items is refused before anything is sent", async () => {
  const { own, client } = inProcess();
  const noIterator = { [Symbol.iterator]: () => 43 };
  const noFunction = { [Symbol.iterator]: 43 };
  for (const items of [undefined, null, 43, "43", true, {}, { length: 1, 0: "43" }, noIterator, noFunction]) {
    await rejects(client.deactivateMany(items), "INVALID_ARGUMENT", /^deactivateMany: the items must be an iterable/);
  }
  const throwing = {
    [Symbol.iterator]() {
      throw new TypeError("not today");
    },
  };
  await rejects(client.deactivateMany(throwing), "INVALID_ARGUMENT", /could not be read on \(TypeError: not today\)/);
  assert.equal(own.requests.length, 0);
});

test("options out of range are refused before anything is pulled", async () => {
  const { own, client } = inProcess();
  const { seen, items } = counting(3);
  for (const [options, words] of [
    [43, /options must be an object/],
    [{ concurrency: 0 }, /concurrency must be a whole number from 1 to 1000/],
    [{ concurrency: 1001 }, /concurrency/],
    [{ concurrency: 1.5 }, /concurrency/],
    [{ concurrency: Number.NaN }, /concurrency/],
    [{ concurrency: Number.POSITIVE_INFINITY }, /concurrency/],
    [{ concurrency: "8" }, /concurrency must be a number/],
    [{ onProgress: "log" }, /onProgress must be a function/],
    [{ signal: {} }, /signal must be an AbortSignal/],
    [{ timeout: 0 }, /timeout must be/],
    [{ deadline: -1 }, /deadline must be/],
  ]) {
    await rejects(client.deactivateMany(items, options), "INVALID_ARGUMENT", words);
  }
  assert.deepEqual([seen.pulled, own.requests.length], [0, 0]);
  for (const concurrency of [1, 1000, null, undefined]) {
    const report = await client.deactivateMany(["43"], { concurrency, onProgress: null, signal: null });
    assert.equal(report.total, 1);
  }
});

test("items that name no secret fail one by one, and the others are done", async () => {
  const { own, client } = inProcess();
  const odd = [
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
  const report = await client.deactivateMany(["43", ...odd.map(([item]) => item), "44"]);
  assert.deepEqual([report.total, report.changed, report.failed], [odd.length + 2, 2, odd.length]);
  for (const [index, [, name]] of odd.entries()) {
    const { identifier, state, error } = report.outcomes[index + 1];
    assert.deepEqual([identifier, state, error.code, error.attempts], [name, "failed", "INVALID_ARGUMENT", 0]);
    assert.ok(error instanceof MySafeError);
    assert.match(error.message, /^deactivate: identifier must /);
  }
  assert.deepEqual(sent(own), ["43", "44"]);
  assert.equal(report.error, undefined);
});

test("an item whose getter throws fails by itself", async () => {
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

test("the same identifier is sent once and answered each time, whatever its form", async () => {
  const { own, client } = inProcess();
  own.next({ identifier: 43, fault: "delay", delay: 30 });
  const done = [];
  const items = ["43", 43, 43n, { identifier: "43" }, "44", "nobody", "nobody", "43"];
  const report = await client.deactivateMany(items, { onProgress: (progress) => done.push(progress.done) });
  const expected = ["43", "43", "43", "43", "44"].map((identifier) => `${identifier} changed`);
  assert.deepEqual(states(report), [...expected, "nobody failed", "nobody failed", "43 changed"]);
  assert.deepEqual(sent(own).sort(), ["43", "44", "nobody"]);
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(report.outcomes[5].error.apiCode, 1005);
});

for (const kind of ["items", "asyncItems"]) {
  test(`${kind}: nothing is pulled ahead of the tries in flight`, async () => {
    let inFlight = 0;
    let most = 0;
    let ahead = 0;
    let answered = 0;
    const source = counting(40, 43);
    const { own } = inProcess();
    const client = new MySafe({
      baseUrl,
      ...credentials,
      async fetch(url, init) {
        if (url.includes("oauth2")) return own.fetch(url, init);
        inFlight += 1;
        most = Math.max(most, inFlight);
        await sleep(2);
        ahead = Math.max(ahead, source.seen.pulled - answered);
        inFlight -= 1;
        answered += 1;
        return own.fetch(url, init);
      },
    });
    const report = await client.deactivateMany(source[kind], { concurrency: 4 });
    assert.equal(report.changed, 40);
    assert.equal(most, 4);
    assert.ok(ahead <= 4, `${ahead} were pulled and not answered`);
    assert.equal(source.seen.returned, 0, "an iterator that ended is not closed");
  });
}

test("an async source is asked for one item at a time", async () => {
  const { client } = inProcess();
  let asking = 0;
  let most = 0;
  let given = 0;
  const items = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        asking += 1;
        most = Math.max(most, asking);
        await sleep(1);
        asking -= 1;
        given += 1;
        return given > 10 ? { done: true } : { done: false, value: 42 + given };
      },
    }),
  };
  assert.equal((await client.deactivateMany(items)).changed, 10);
  assert.equal(most, 1);
});

test("the total is told where it is known", async () => {
  for (const [items, total] of [
    [range(2), 2],
    [new Set(range(2)), 2],
    [counting(2).items, undefined],
    [counting(2).asyncItems, undefined],
  ]) {
    const { client } = inProcess();
    const told = [];
    await client.deactivateMany(items, { onProgress: (progress) => told.push(progress.total) });
    assert.deepEqual(told, [total, total]);
  }
});

test("a callback that throws, or closes, or takes what it is given apart, changes nothing", async () => {
  const { own, client } = inProcess();
  let told = 0;
  const report = await client.deactivateMany(range(6), {
    onProgress(progress) {
      told += 1;
      for (const key of Object.keys(progress.outcome)) delete progress.outcome[key];
      throw new Error("from onProgress");
    },
  });
  assert.deepEqual([told, report.changed, own.changes.length], [6, 6, 6]);
  assert.deepEqual(
    states(report),
    range(6).map((identifier) => `${identifier} changed`),
  );
});

test("a callback that rejects leaves no unhandled rejection behind", async () => {
  // node:test fails a test that leaves one.
  const { client } = inProcess();
  const onProgress = async () => {
    throw new Error("from an async onProgress");
  };
  const report = await client.deactivateMany(range(3), { onProgress });
  await sleep(20);
  assert.equal(report.changed, 3);
});

test("a call from within onProgress works", async () => {
  const { own, client } = inProcess();
  const others = [];
  await client.deactivateMany(["43"], { onProgress: () => others.push(client.deactivate("44")) });
  assert.equal((await others[0]).changed, true);
  assert.equal(own.changes.length, 2);
});

test("a batch aborted before it begins sends nothing and still reports", async () => {
  for (const [items, outcomes] of [
    [range(3), 3],
    [new Set(range(3)), 3],
    [counting(3).items, 0],
    [counting(3).asyncItems, 0],
  ]) {
    const { own, client } = inProcess();
    const report = await client.deactivateMany(items, { signal: AbortSignal.abort(new Error("mine")) });
    assert.deepEqual([report.aborted, report.outcomes.length, report.skipped], [true, outcomes, outcomes]);
    assert.equal(report.error, undefined);
    assert.deepEqual(sent(own), []);
  }
});

test("an abort under way: what is known stays, what was sent is unknown, the rest is skipped", async () => {
  const { own, client } = inProcess();
  own.next({ identifier: 45, fault: "stall" });
  own.next({ identifier: 46, fault: "stall" });
  const controller = new AbortController();
  const done = [];
  const run = client.deactivateMany(range(8), {
    concurrency: 2,
    signal: controller.signal,
    onProgress: ({ done: count, outcome }) => done.push([count, outcome.state]),
  });
  while (own.requests.filter(({ fault }) => fault === "stall").length < 2) await sleep(1);
  controller.abort("enough");
  const report = await run;
  assert.deepEqual(states(report), [
    "43 changed",
    "44 changed",
    "45 unknown",
    "46 unknown",
    ...range(4, 47).map((identifier) => `${identifier} skipped`),
  ]);
  assert.deepEqual([report.aborted, report.changed, report.unknown, report.skipped], [true, 2, 2, 4]);
  assert.equal(report.outcomes[2].error.attempts, 1);
  assert.deepEqual(
    done.map(([count]) => count),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(sent(own), ["43", "44", "45", "46"]);
});

for (const kind of ["items", "asyncItems"]) {
  test(`${kind}: an abort closes the iterator once, as break would`, async () => {
    const { own, client } = inProcess();
    const { seen, ...sources } = counting();
    const controller = new AbortController();
    const onProgress = ({ done }) => done === 5 && controller.abort();
    const options = { concurrency: 1, signal: controller.signal, onProgress };
    const report = await client.deactivateMany(sources[kind], options);
    await sleep(1);
    assert.deepEqual([report.aborted, seen.returned], [true, 1]);
    // What a promise had not given yet is not in the report.
    assert.ok(report.total === seen.pulled || (kind === "asyncItems" && report.total === seen.pulled - 1));
    assert.equal(report.changed, 5);
    // A sixth may have been on its way when the abort came.
    assert.equal(report.changed + report.unknown, own.changes.length);
  });
}

test("an abort does not wait for a source that never answers", async () => {
  const { client } = inProcess();
  const pending = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => new Promise(() => {}) }),
  };
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const report = await client.deactivateMany(pending, { signal: controller.signal });
  assert.deepEqual([report.aborted, report.total], [true, 0]);
});

test("what return() throws or rejects with harms nothing", async () => {
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
  // node:test fails a test that leaves a rejection unhandled.
  await sleep(10);
});

test("a source that throws ends the batch with what was learnt", async () => {
  const failing = (how) => ({
    now: (function* () {
      yield "43";
      yield "44";
      throw how;
    })(),
    later: (async function* () {
      yield "43";
      yield "44";
      await sleep(5);
      throw how;
    })(),
  });
  for (const kind of ["now", "later"]) {
    for (const [how, words] of [
      [new RangeError("page 3 is gone"), /could not be read on \(RangeError: page 3 is gone\)/],
      ["page 3 is gone", /\(page 3 is gone\)/],
      [undefined, /\(no reason given\)/],
      [null, /\(no reason given\)/],
    ]) {
      const { own, client } = inProcess();
      const report = await client.deactivateMany(failing(how)[kind]);
      assert.deepEqual(states(report), ["43 changed", "44 changed"]);
      assert.equal(report.aborted, false);
      assert.ok(report.error instanceof MySafeError);
      assert.equal(report.error.code, "INVALID_ARGUMENT");
      assert.match(report.error.message, words);
      assert.equal(own.changes.length, 2);
    }
  }
});

test("a source that breaks the protocol ends the batch and nothing else", async () => {
  const { client } = inProcess();
  const broken = {
    "no object": () => 43,
    nothing: () => undefined,
    "a throwing done": () => ({
      get done() {
        throw new Error("done");
      },
    }),
    "a throwing value": () => ({
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

test("refused credentials stop the batch instead of failing every item", async () => {
  const { own, client } = inProcess({}, { clientSecret: "c4nary-wr0ng" });
  const report = await client.deactivateMany(range(50), { concurrency: 4 });
  assert.equal(report.error?.code, "UNAUTHORIZED");
  assert.ok(report.error instanceof MySafeError);
  assert.deepEqual(sent(own), []);
  assert.ok(own.tokenRequests <= 4, `${own.tokenRequests} token requests`);
  assert.equal(report.total, 50);
  assert.equal(report.failed + report.skipped, 50);
  assert.ok(report.failed <= 4, `${report.failed} failed`);
});

test("an endless source ends with refused credentials, too", async () => {
  const { client } = inProcess({}, { clientSecret: "c4nary-wr0ng" });
  const { seen, items } = counting();
  const report = await client.deactivateMany(items);
  assert.equal(report.error?.code, "UNAUTHORIZED");
  assert.equal(seen.returned, 1);
  assert.ok(report.total <= 8);
});

test("tokens revoked again and again do not end a batch whose credentials have been taken", async () => {
  const { own, client } = inProcess({}, { retry: { minDelay: 1, maxDelay: 2 } });
  own.next({ identifier: 45, fault: "revoked", times: 3 });
  const report = await client.deactivateMany(range(20), { concurrency: 1 });
  assert.equal(report.error, undefined);
  assert.deepEqual([report.changed, report.skipped], [20, 0]);
});

test("a closed client rejects; one closed under way says what it knows", async () => {
  const { own, client } = inProcess();
  own.next({ identifier: 45, fault: "stall" });
  const run = client.deactivateMany(range(5), { concurrency: 1 });
  while (!own.requests.some(({ fault }) => fault === "stall")) await sleep(1);
  client.close();
  const report = await run;
  assert.deepEqual(states(report), ["43 changed", "44 changed", "45 unknown", "46 skipped", "47 skipped"]);
  assert.deepEqual([report.error?.code, report.aborted], ["CLOSED", false]);
  await rejects(client.deactivateMany(range(2)), "CLOSED", /^deactivateMany: this client was closed/);
});

test("errors in a report are errors, and a report survives JSON", async () => {
  const { own, client } = inProcess({}, { retry: false });
  own.next({ identifier: 44, fault: "lost" });
  const told = [];
  const onProgress = ({ outcome }) => told.push(outcome);
  const report = await client.deactivateMany(["43", "44", "nobody", ""], { concurrency: 1, onProgress });
  assert.deepEqual(states(report), ["43 changed", "44 unknown", "nobody failed", " failed"]);
  for (const outcomes of [report.outcomes, told]) {
    for (const { error } of outcomes.filter(({ state }) => state !== "changed")) {
      assert.ok(error instanceof MySafeError && isMySafeError(error) && typeof error.stack === "string");
    }
  }
  const read = JSON.parse(JSON.stringify(report));
  assert.deepEqual(read.outcomes[0], report.outcomes[0]);
  assert.equal(read.outcomes[1].error.code, "NETWORK");
  assert.equal(read.outcomes[2].error.apiCode, 1005);
  assert.equal(read.outcomes[2].error.message, report.outcomes[2].error.message);

  // What is left to do, and what is to be undone, come from the report as it was read back.
  const left = read.outcomes.filter(({ state }) => ["failed", "unknown", "skipped"].includes(state));
  const second = await client.deactivateMany(left);
  assert.deepEqual(states(second), ["44 unchanged", "nobody failed", " failed"]);
  const ours = read.outcomes.filter(({ state, change }) => state === "changed" && change.certain);
  const undone = await client.activateMany(ours);
  assert.deepEqual(states(undone), ["43 changed"]);
  assert.equal(own.secrets.get(44).active, false);
});

test("many thousand duplicates and items are no trouble for the stack", async () => {
  const { own, client } = inProcess({ secrets: 2 });
  const report = await client.deactivateMany(Array.from({ length: 20_000 }, (_, index) => 43 + (index % 2)));
  assert.deepEqual([report.changed, own.changes.length], [20_000, 2]);
});

test("what is wrong with the client's options rejects the batch", async () => {
  const client = new MySafe({ baseUrl: "nonsense" });
  await rejects(client.deactivateMany(range(2)), "INVALID_ARGUMENT", /^deactivateMany: baseUrl/);
});
