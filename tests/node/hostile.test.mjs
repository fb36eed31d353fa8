// Broken and hostile peers: whatever a server, a `fetch`, a signal or a realm does, each promise settles, nothing panics, and
// the next call works. node:test itself fails a test that leaves a rejection unhandled.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createContext, runInContext } from "node:vm";
import { createSandbox } from "mysafe-sandbox";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";

const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
const baseUrl = "https://vault.example";
const granted = () => Response.json({ access_token: "c4nary-t0ken", token_type: "Bearer", expires_in: 3600 });
const good = () =>
  Response.json({ code: 200, response: { status: 200, error: false, message: "API secret successfully deactivated" } });
const isToken = (url) => new URL(url).pathname.includes("oauth2");

/** A client whose calls are answered by `call`, and whose token requests by `token`. */
function answered({ call = good, token = granted, ...options }) {
  const fetch = (url, init) => (isToken(url) ? token(url, init) : call(url, init));
  return new MySafe({ baseUrl, ...credentials, retry: false, fetch, ...options });
}

/** What became of `promise`, which must become something, and not a trap. */
async function settled(promise, label) {
  const late = new AbortController();
  const limit = sleep(60_000, undefined, { signal: late.signal }).then(
    () => assert.fail(`still pending: ${label}`),
    () => {},
  );
  const result = await Promise.race([
    promise.then(
      (value) => ({ value }),
      (error) => ({ error }),
    ),
    limit,
  ]);
  late.abort();
  if (result.error !== hostile && isMySafeError(result.error)) {
    assert.notEqual(result.error.code, "INTERNAL", `${label}: ${result.error.message}`);
    assert.doesNotMatch(result.error.message, /unreachable|RuntimeError|recursive use|null pointer/, label);
  }
  return result;
}

/** A promise that rejects with a MySafeError of one of these codes. */
async function fails(promise, label, ...codes) {
  const { value, error } = await settled(promise, label);
  assert.ok(error instanceof MySafeError, `${label}: ${error ?? JSON.stringify(value)}`);
  if (codes.length > 0) assert.ok(codes.includes(error.code), `${label}: ${error.code} ${error.message}`);
  assert.ok(error.message.length < 1500, label);
  return error;
}

const deep = (open, close, depth) => open.repeat(depth) + close.repeat(depth);

/** Bodies that no MySafe gives. */
const bodies = {
  empty: "",
  blank: " \n",
  null: "null",
  number: "43",
  "huge number": "1e999",
  "long number": "9".repeat(100_000),
  text: '"text"',
  list: "[]",
  "cut off": '{"response": {"error": fal',
  "two values": "{}{}",
  "deep lists": deep("[", "]", 100_000),
  "deep objects": '{"response":'.repeat(50_000) + "}".repeat(50_000),
  "deep within a response": `{"response":{"status":200,"error":false,"message":${deep("[", "]", 100_000)}}}`,
  "unclosed depth": "[".repeat(500_000),
  "byte order mark alone": "\ufeff",
  "lone surrogates": '{"response":{"error":false,"message":"\\ud800","status":200}}',
  "reversed surrogates": '{"response":{"error":true,"message":"\\udc00\\ud800","status":400}}',
  "bad UTF-8": new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  "overlong UTF-8": new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
  "UTF-16": new Uint8Array(new Uint16Array([..."{}"].map((char) => char.charCodeAt(0))).buffer),
  zeros: new Uint8Array(1000),
  "control characters": '{"response":{"error":true,"message":"\\u0000\\u001b[31m\\u202e\\r\\nSet-Cookie: x"}}',
  "response of odd types": '{"response":{"error":{},"status":[],"message":43}}',
  "status beyond reason": '{"response":{"error":false,"status":18446744073709551616,"message":"x"}}',
  "negative status": '{"response":{"error":false,"status":-1,"message":"x"},"code":-200}',
  "fractional status": '{"response":{"error":false,"status":200.5},"code":1e400}',
  "exception of odd types": '{"exception":{"code":{"a":1},"message":[]}}',
  "exception code beyond reason": '{"exception":{"code":99999999999999999999999,"message":null}}',
  "many members": `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`).join()}}`,
  "the same member often": `{${'"response":{},'.repeat(20_000)}"response":null}`,
  "prototype members": '{"__proto__":{"response":{"error":false}},"constructor":{"response":1},"toString":1}',
  "a long message": JSON.stringify({ response: { error: true, message: "\u{1f512}".repeat(100_000) } }),
  "NaN and Infinity": '{"response":{"error":NaN,"status":Infinity}}',
  comments: '{/* no */"response":{}}',
  script: "<script>alert(1)</script>",
};

for (const [name, body] of Object.entries(bodies)) {
  test(`a body settles every call: ${name}`, async () => {
    for (const status of [200, 201, 400, 401, 404, 418, 429, 500, 503, 599]) {
      const call = () => new Response(body, { status, headers: { "content-type": "application/json" } });
      const result = await settled(answered({ call }).deactivate("43"), `${name} under ${status}`);
      assert.ok(result.error instanceof MySafeError || status < 300, `${name} under ${status}`);
      if (result.value) assert.equal(typeof result.value.message, "string");
      await fails(answered({ token: call }).deactivate("43"), `${name} as a token under ${status}`);
    }
    const call = () => new Response(body);
    const client = answered({ call });
    const report = await settled(client.deactivateMany(["43", "44"]), name);
    assert.equal(report.value.total, 2);
    await settled(client.list(), name);
    await settled(client.get("43"), name);
    await settled(client.isActive("43"), name);
  });
}

test("token answers of every kind are refused or used, never dwelt on", async () => {
  for (const body of [
    { access_token: 43, token_type: "Bearer" },
    { access_token: "", token_type: "Bearer" },
    { access_token: "c4nary a b", token_type: "Bearer" },
    { access_token: "c4nary\r\nx: y", token_type: "Bearer" },
    { access_token: "\ud800", token_type: "Bearer" },
    { access_token: "x".repeat(500_000), token_type: "Bearer" },
    { access_token: "c4nary-t0ken", token_type: "mac" },
    { access_token: "c4nary-t0ken", token_type: null },
    ...[0, -1, 1e308, 1e-300, "3600", "soon", null, [], {}, true, 2 ** 53].map((expires_in) => ({
      access_token: "c4nary-t0ken",
      token_type: "Bearer",
      expires_in,
    })),
  ]) {
    let asked = 0;
    const token = () => {
      asked += 1;
      return Response.json(body);
    };
    const client = answered({ token });
    await settled(client.deactivate("43"), JSON.stringify(body).slice(0, 80));
    await settled(client.deactivate("43"), JSON.stringify(body).slice(0, 80));
    assert.ok(asked >= 1 && asked <= 4, `${asked} token requests for ${JSON.stringify(body).slice(0, 80)}`);
  }
});

test("a body is read to its limit and no further, however it comes", async () => {
  const chunk = new Uint8Array(64 * 1024).fill(0x20);
  let pulled = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(chunk);
        },
      }),
    );
  await fails(answered({ call: endless }).deactivate("43"), "endless", "INVALID_RESPONSE");
  assert.ok(pulled < 40, `${pulled} chunks were read`);
  await fails(answered({ token: endless }).deactivate("43"), "endless token", "INVALID_RESPONSE");
  const whole = () => new Response("x".repeat((1 << 20) + 1));
  const error = await fails(answered({ call: whole }).deactivate("43"), "too large", "INVALID_RESPONSE");
  assert.match(error.message, /longer than 1048576 bytes/);
  const pages = { status: 200, headers: new Headers(), arrayBuffer: async () => new ArrayBuffer((1 << 20) + 1) };
  await fails(answered({ call: async () => pages }).deactivate("43"), "too large a buffer", "INVALID_RESPONSE");
});

const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error("from a proxy");
    },
    has() {
      throw new Error("from a proxy");
    },
    ownKeys() {
      throw new Error("from a proxy");
    },
    getPrototypeOf() {
      throw new Error("from a proxy");
    },
  },
);
/** An answer whose body gives ten times what `read` gives. */
function reader(read) {
  let left = 10;
  const next = () => {
    left -= 1;
    return left < 0 ? { done: true } : read();
  };
  return { status: 200, headers: new Headers(), body: { getReader: () => ({ read: next }) } };
}

/** What a `fetch` may give that is no Response. */
const gifts = {
  undefined: () => undefined,
  null: () => null,
  "a number": () => 200,
  "a text": () => "200 OK",
  "a symbol": () => Symbol("200"),
  "a bigint": () => 200n,
  "a function": () => () => {},
  "an empty object": () => ({}),
  "an error": () => new Error("given, not thrown"),
  "a proxy that throws": () => ({ status: 200, headers: hostile, body: hostile }),
  "only a status": () => ({ status: 200 }),
  "a status as text": () => ({ status: "200" }),
  "a status of NaN": () => ({ status: Number.NaN }),
  "a negative status": () => ({ status: -1 }),
  "a huge status": () => ({ status: 1e9 }),
  "a fractional status": () => ({ status: 200.5 }),
  "a throwing status": () => ({
    get status() {
      throw new Error("status");
    },
  }),
  "an opaque redirect": () => ({ status: 0, type: "opaqueredirect", headers: new Headers(), body: null }),
  "headers that are none": () => ({ status: 200, headers: 43, body: null }),
  "headers that give objects": () => ({ status: 429, headers: { get: () => ({}) }, body: null }),
  "headers that throw": () => ({
    status: 200,
    headers: {
      get() {
        throw new Error("get");
      },
    },
  }),
  "a body that is text": () => ({ status: 200, headers: new Headers(), body: "text" }),
  "a body without a reader": () => ({ status: 200, headers: new Headers(), body: {} }),
  "a reader without a read": () => ({ status: 200, headers: new Headers(), body: { getReader: () => ({}) } }),
  "a read that throws": () =>
    reader(() => {
      throw new Error("read");
    }),
  "a read that rejects with nothing": () => reader(() => Promise.reject()),
  "a read of no object": () => reader(async () => 43),
  "a read without a value": () => reader(async () => ({ done: false })),
  "a read of text": () => reader(async () => ({ done: false, value: "text" })),
  "a read of a lying length": () => reader(async () => ({ done: false, value: { byteLength: 1e12 } })),
  "a locked body": () => {
    const response = good();
    response.body.getReader();
    return response;
  },
  "a body that was read": async () => {
    const response = good();
    await response.text();
    return response;
  },
  "a detached buffer": () => {
    const bytes = new Uint8Array(10);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return reader(async () => ({ done: false, value: bytes }));
  },
  "arrayBuffer of text": () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => "text" }),
  "arrayBuffer that throws": () => ({
    status: 200,
    headers: new Headers(),
    arrayBuffer() {
      throw new Error("arrayBuffer");
    },
  }),
  "a thenable that throws": () => ({
    // biome-ignore lint/suspicious/noThenProperty: that is what is tested
    get then() {
      throw new Error("then");
    },
  }),
  "a thenable that rejects twice": () => ({
    // biome-ignore lint/suspicious/noThenProperty: that is what is tested
    then(_, reject) {
      reject(new Error("one"));
      reject(new Error("two"));
    },
  }),
};

for (const [name, gift] of Object.entries(gifts)) {
  test(`a fetch may give anything: ${name}`, async () => {
    for (const how of [gift, async () => gift()]) {
      const options = { timeout: 500 };
      await fails(answered({ call: how, ...options }).deactivate("43"), name);
      await fails(answered({ token: how, ...options }).deactivate("43"), `${name} as a token`);
    }
  });
}

/** What can be thrown. */
const throwables = () => [
  undefined,
  null,
  0,
  Number.NaN,
  "",
  "text",
  "\ud800",
  Symbol("s"),
  43n,
  {},
  [],
  () => {},
  Object.create(null),
  hostile,
  new Error("e"),
  new DOMException("d", "AbortError"),
  Object.assign(new Error("e"), { cause: hostile, name: 43, message: {} }),
  Object.assign(new Error("x".repeat(1_000_000)), { code: "y".repeat(1_000_000) }),
  (() => {
    const error = new Error("round");
    error.cause = error;
    return error;
  })(),
  runInContext("new RangeError('elsewhere')", createContext({})),
];

test("a fetch may throw or reject with anything", async () => {
  for (const [index, thrown] of throwables().entries()) {
    const throwing = () => {
      throw thrown;
    };
    for (const call of [throwing, () => Promise.reject(thrown)]) {
      await fails(answered({ call }).deactivate("43"), `throwable ${index}`, "NETWORK");
      await fails(answered({ token: call }).deactivate("43"), `throwable ${index} of a token`, "NETWORK");
    }
  }
});

test("an accessToken function may throw, reject with, or give anything", async () => {
  for (const [index, thing] of throwables().entries()) {
    for (const accessToken of [
      () => {
        throw thing;
      },
      () => Promise.reject(thing),
      () => thing,
    ]) {
      const client = new MySafe({ baseUrl, accessToken, fetch: async () => good(), retry: false });
      const { error, value } = await settled(client.deactivate("43"), `thing ${index}`);
      assert.ok(error === undefined ? value.active === false : error.code === "UNAUTHORIZED", `thing ${index}`);
    }
  }
});

test("an abort may have any reason, and it comes back untouched", async () => {
  for (const [index, reason] of throwables().entries()) {
    const controller = new AbortController();
    const client = answered({ call: () => new Promise(() => {}) });
    const call = client.deactivate("43", { signal: controller.signal });
    await sleep(1);
    controller.abort(reason);
    const { error } = await settled(call, `reason ${index}`);
    // Without a reason the platform makes one.
    assert.equal(error, reason === undefined ? controller.signal.reason : reason);
  }
});

test("signals may be of another realm, or polyfilled, or lie", async () => {
  const foreign = runInContext("new AbortController()", createContext({ AbortController }));
  const call = answered({ call: () => new Promise(() => {}) }).deactivate("43", { signal: foreign.signal });
  foreign.abort("mine");
  assert.equal(await call.catch((thrown) => thrown), "mine");
  const lies = [
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
  for (const [index, signal] of lies.entries()) {
    await settled(answered({}).deactivate("43", { signal }), `lie ${index}`);
  }
});

/** A generator of its own for each seed: xorshift32. */
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
  test(`aborts and closes at random moments leave nothing pending (seed ${seed})`, async () => {
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
        const ours = error === undefined || (error !== hostile && isMySafeError(error));
        assert.ok(ours || Object.is(error, signal.reason), `round ${round}`);
      }
      if (value === undefined) assert.equal(error.code, "CLOSED");
      else {
        assert.equal(value.total, 20);
        for (const { identifier, state, change } of value.outcomes) {
          const made = sandbox.changes.some((one) => one.identifier === identifier && one.changed);
          if (state === "failed" || state === "skipped") assert.ok(!made, `${identifier} is ${state}`);
          if (change?.certain) assert.equal(change.changed, made, identifier);
        }
      }
      client.close();
    }
  });
}

test("close() ends all calls in flight, whatever they wait for", async () => {
  const waits = {
    "a token": { token: () => new Promise(() => {}) },
    "an answer": { call: () => new Promise(() => {}) },
    "a body": { call: async () => new Response(new ReadableStream({})) },
    "a wait": { call: async () => new Response("{}", { status: 429, headers: { "retry-after": "30" } }), retry: {} },
  };
  for (const [name, options] of Object.entries(waits)) {
    const client = answered(options);
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

test("an error of another realm is told from others", () => {
  const context = createContext({ MySafeError });
  const foreign = runInContext("new MySafeError({ code: 'NETWORK', message: 'm' })", context);
  assert.ok(isMySafeError(foreign));
  const brand = runInContext("({ [Symbol.for('mysafe-wasm.MySafeError')]: true })", createContext({}));
  assert.ok(isMySafeError(brand));
  for (const other of [
    ...throwables().filter((thing) => thing !== hostile),
    new Error("NETWORK"),
    { code: "NETWORK" },
  ]) {
    assert.equal(isMySafeError(other), false);
  }
});

test("options that change or throw under way do not reach a call", async () => {
  let reads = 0;
  const options = {
    get timeout() {
      reads += 1;
      return reads === 1 ? 500 : "no number any more";
    },
    get signal() {
      return undefined;
    },
  };
  assert.equal((await answered({}).deactivate("43", options)).active, false);
  await settled((async () => answered({}).deactivate("43", hostile))(), "options that throw");
  await settled((async () => answered({}).deactivateMany(["43"], hostile))(), "batch options that throw");
  await settled((async () => answered({}).deactivateMany(hostile))(), "items that throw");
});

test("after all of this, a call works", async () => {
  assert.equal((await answered({}).deactivate("43")).active, false);
});
