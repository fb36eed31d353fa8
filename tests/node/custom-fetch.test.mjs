// The `fetch` that a client uses: what it is called with, and what it may return.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { isMySafeError, MySafe } from "mysafe-wasm";
import { baseUrl, clients, credentials } from "./in-process.mjs";
import { failure, rejects } from "./rejects.mjs";

test("fetch gets an init without cookies, cache and redirects", async () => {
  const inits = [];
  const sandbox = createSandbox({ clients });
  const fetch = (url, init) => {
    inits.push(init);
    return sandbox.fetch(url, init);
  };
  const client = new MySafe({ baseUrl, ...credentials, fetch, referrerPolicy: "origin" });
  await client.deactivate("43");
  for (const init of inits) {
    assert.equal(init.redirect, "manual");
    assert.equal(init.credentials, "omit");
    assert.equal(init.cache, "no-store");
    assert.equal(init.referrerPolicy, "origin");
    assert.ok(init.signal instanceof AbortSignal);
    assert.equal(new Headers(init.headers).get("accept"), "application/json");
  }
  assert.equal(inits[1].body, undefined);
});

test("looks up the global fetch at each call", async (t) => {
  const sandbox = createSandbox({ clients });
  const client = new MySafe({ baseUrl, ...credentials, retry: false });
  const mock = t.mock.method(globalThis, "fetch", sandbox.fetch);
  await client.deactivate("43");
  assert.equal(mock.mock.callCount(), 2);
  mock.mock.restore();
  await rejects(
    client.deactivate("43", { timeout: 1000 }),
    "NETWORK",
    /^deactivate "43": no answer from https:\/\/vault/,
  );
});

test("an invalid response of a custom fetch rejects the call with a MySafeError", async () => {
  const answers = [
    undefined,
    null,
    43,
    "Response",
    {},
    { status: "200" },
    { status: 200.5 },
    { status: -1 },
    {
      status: 200,
      get headers() {
        throw new Error("headers");
      },
      get body() {
        throw new Error("body");
      },
    },
    { status: 200, headers: {}, body: {} },
    { status: 200, headers: new Map(), body: { getReader: () => 43 } },
    { status: 200, headers: new Map(), body: { getReader: () => ({ read: async () => ({ value: "text" }) }) } },
    { status: 200, headers: new Map(), arrayBuffer: async () => "text" },
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("proxy");
        },
      },
    ),
    new Response("x".repeat(2 ** 20 + 1)),
    Response.error(),
  ];
  for (const answer of answers) {
    const client = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch: () => answer, retry: false });
    const error = await failure(client.deactivate("43"));
    assert.ok(isMySafeError(error) && ["INVALID_RESPONSE", "NETWORK"].includes(error.code), String(error));
  }
  for (const thrown of [new TypeError("no"), "text", undefined, null, Object.create(null), Symbol("s")]) {
    for (const fetch of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ]) {
      await rejects(
        new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch, retry: false }).deactivate("43"),
        "NETWORK",
        /no answer from/,
      );
    }
  }
});

test("accepts a response that is no platform Response", async () => {
  const text = JSON.stringify({ response: { error: false, message: "API secret successfully deactivated" } });
  const bytes = new TextEncoder().encode(text);
  for (const answer of [
    { status: 200, headers: new Headers(), body: null, arrayBuffer: async () => bytes.buffer },
    { status: 200, headers: new Map(), body: new Blob([bytes]).stream() },
    { status: 200, headers: new Map(), arrayBuffer: () => bytes },
  ]) {
    const client = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch: async () => answer });
    assert.equal((await client.deactivate("43")).message, "API secret successfully deactivated");
  }
});
