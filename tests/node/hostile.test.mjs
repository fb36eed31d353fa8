// Hostile signals, token functions, callbacks, options and realms: every promise settles, nothing panics, and the next call works.
// node:test fails a test with an unhandled rejection.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createContext, runInContext } from "node:vm";
import { createSandbox } from "mysafe-sandbox";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { baseUrl, clientOf, credentials, fails, hostile, settled, succeed, throwables } from "./hostile.mjs";

test("a call settles whatever an accessToken function throws, rejects with or returns", async () => {
  for (const [index, thrown] of throwables().entries()) {
    for (const accessToken of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
      () => thrown,
    ]) {
      const client = new MySafe({ baseUrl, accessToken, fetch: async () => succeed(), retry: false });
      const { error, value } = await settled(client.deactivate("43"), `value ${index}`);
      assert.ok(error === undefined ? value.active === false : error.code === "UNAUTHORIZED", `value ${index}`);
    }
  }
});

test("an abort with any reason rejects the call with that very reason", async () => {
  for (const [index, reason] of throwables().entries()) {
    const controller = new AbortController();
    const client = clientOf({ call: () => new Promise(() => {}) });
    const call = client.deactivate("43", { signal: controller.signal });
    await sleep(1);
    controller.abort(reason);
    const { error } = await settled(call, `reason ${index}`);
    // The platform makes a reason where none is given.
    assert.equal(error, reason === undefined ? controller.signal.reason : reason);
  }
});

test("a call settles with a signal of another realm, and with one that is not a real signal", async () => {
  const foreign = runInContext("new AbortController()", createContext({ AbortController }));
  const call = clientOf({ call: () => new Promise(() => {}) }).deactivate("43", { signal: foreign.signal });
  foreign.abort("mine");
  assert.equal(await call.catch((thrown) => thrown), "mine");
  const falseSignals = [
    { aborted: false, addEventListener() {}, removeEventListener: hostile },
    {
      aborted: false,
      addEventListener(_, listener) {
        listener();
        listener();
      },
      removeEventListener() {
        throw new Error("remove");
      },
    },
    { aborted: true, reason: hostile, addEventListener() {}, removeEventListener() {} },
  ];
  for (const [index, signal] of falseSignals.entries()) {
    await settled(clientOf({}).deactivate("43", { signal }), `signal ${index}`);
  }
});

/** A seeded random generator (xorshift32): each call gives a whole number below its argument. */
function random(seed) {
  let state = seed * 2654435761 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

for (const seed of [1, 2, 3, 4]) {
  test(`every call settles when aborts and closes come at random times (seed ${seed})`, async () => {
    const next = random(seed);
    const reasons = throwables();
    for (let round = 0; round < 60; round += 1) {
      const sandbox = createSandbox({
        clients: [credentials],
        seed: seed * 1000 + round,
        latency: next(3),
        faults: { rate: 0.5, retryAfter: 0, delay: [0, 5] },
      });
      const retry = { attempts: 3, minDelay: 0, maxDelay: 3 };
      const client = new MySafe({ baseUrl, ...credentials, fetch: sandbox.fetch, timeout: 20, deadline: 200, retry });
      const controller = new AbortController();
      const { signal } = controller;
      const reason = reasons[next(reasons.length)];
      const calls = Array.from({ length: 5 }, (_, index) => client.deactivate(43 + index, index % 2 ? { signal } : {}));
      const batch = client.deactivateMany(
        Array.from({ length: 20 }, (_, index) => 50 + index),
        { signal, concurrency: 1 + next(8), onProgress: () => next(40) === 0 && client.close() },
      );
      setTimeout(() => controller.abort(reason), next(25));
      if (next(3) === 0) setTimeout(() => client.close(), next(25));
      const ends = calls.map((call) => settled(call, `round ${round}`));
      const { value, error } = await settled(batch, `the batch of round ${round}`);
      for (const { error } of await Promise.all(ends)) {
        const expected = error === undefined || (error !== hostile && isMySafeError(error));
        assert.ok(expected || Object.is(error, signal.reason), `round ${round}`);
      }
      if (value === undefined) assert.equal(error.code, "CLOSED");
      else {
        assert.equal(value.total, 20);
        for (const { identifier, state, change } of value.outcomes) {
          const changed = sandbox.changes.some((one) => one.identifier === identifier && one.changed);
          if (state === "failed" || state === "skipped") assert.ok(!changed, `${identifier} is ${state}`);
          if (change?.certain) assert.equal(change.changed, changed, identifier);
        }
      }
      client.close();
    }
  });
}

test("close() ends all calls in flight, in every phase of a call", async () => {
  const phases = {
    "a token": { token: () => new Promise(() => {}) },
    "an answer": { call: () => new Promise(() => {}) },
    "a body": { call: async () => new Response(new ReadableStream({})) },
    "the wait for a retry": {
      call: async () => new Response("{}", { status: 429, headers: { "retry-after": "30" } }),
      retry: {},
    },
  };
  for (const [name, options] of Object.entries(phases)) {
    const client = clientOf(options);
    const calls = Array.from({ length: 50 }, (_, index) => client.deactivate(index));
    const batch = client.deactivateMany(Array.from({ length: 50 }, (_, index) => index));
    await sleep(5);
    client.close();
    client.close();
    const ends = calls.map((call) => fails(call, name, "CLOSED"));
    const { value } = await settled(batch, name);
    await Promise.all(ends);
    assert.equal(value.error.code, "CLOSED", name);
    assert.equal(value.failed + value.unknown + value.skipped, 50, name);
    await fails(client.deactivate("43"), name, "CLOSED");
  }
});

test("isMySafeError knows an error of another realm", () => {
  const context = createContext({ MySafeError });
  const foreign = runInContext("new MySafeError({ code: 'NETWORK', message: 'm' })", context);
  assert.ok(isMySafeError(foreign));
  const brand = runInContext("({ [Symbol.for('mysafe-wasm.MySafeError')]: true })", createContext({}));
  assert.ok(isMySafeError(brand));
  for (const other of [
    ...throwables().filter((value) => value !== hostile),
    new Error("NETWORK"),
    { code: "NETWORK" },
  ]) {
    assert.equal(isMySafeError(other), false);
  }
});

test("a call reads its options once; options and items that throw settle the call", async () => {
  let reads = 0;
  const options = {
    get timeout() {
      reads += 1;
      return reads === 1 ? 500 : "no number";
    },
    get signal() {
      return undefined;
    },
  };
  assert.equal((await clientOf({}).deactivate("43", options)).active, false);
  await settled((async () => clientOf({}).deactivate("43", hostile))(), "options that throw");
  await settled((async () => clientOf({}).deactivateMany(["43"], hostile))(), "batch options that throw");
  await settled((async () => clientOf({}).deactivateMany(hostile))(), "items that throw");
});

test("after all of these, a call succeeds", async () => {
  assert.equal((await clientOf({}).deactivate("43")).active, false);
});
