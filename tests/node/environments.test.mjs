// Real environments: other fetch libraries, invalid UTF-8, lists as PHP writes them, polluted prototypes, outages.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { failure, rejects } from "./rejects.mjs";

const baseUrl = "https://vault.example";
const success = { response: { status: 200, error: false, message: "API secret successfully deactivated" } };

/** A client whose every request is answered by `answer`. */
const clientOf = (answer, options = {}) =>
  new MySafe({ baseUrl, accessToken: "c4nary-t0ken", retry: false, fetch: async () => answer(), ...options });

test("reads the whole body when it is a stream of node:stream", async () => {
  const bytes = Buffer.from(JSON.stringify(success));
  const { buffer, byteOffset, length } = bytes;
  const answer = () => ({
    status: 200,
    headers: new Headers(),
    body: Readable.from([bytes]),
    arrayBuffer: async () => buffer.slice(byteOffset, byteOffset + length),
  });
  assert.equal((await clientOf(answer).deactivate("43")).changed, true);
});

test("rejects a response that was redirected, and takes Response.error() for a network failure", async () => {
  const redirected = () => Object.defineProperty(Response.json(success), "redirected", { value: true });
  await rejects(clientOf(redirected).deactivate("43"), "INVALID_RESPONSE", /redirect.*may have been made/);
  await rejects(clientOf(() => Response.error()).deactivate("43"), "NETWORK", /Response\.error\(\)/);
});

test("reads a list and an error code from a body with invalid UTF-8, a BOM or half a surrogate pair", async () => {
  const latin1 = Buffer.from(
    '{"response":{"error":false},"api_secret_on_list":[{"identifier":43,"name":"produção"}]}',
    "latin1",
  );
  const [entry] = await clientOf(() => new Response(latin1)).list();
  assert.equal(entry.name, new TextDecoder().decode(Buffer.from("produção", "latin1")));
  const bom = `\ufeff{"response":{"error":false},"x":"\\ud83d","api_secret_on_list":{"0":{"identifier":43.0},"2":{"identifier":"45"}}}`;
  const entries = await clientOf(() => new Response(bom)).list();
  assert.deepEqual(
    entries.map(({ identifier }) => identifier),
    ["43", "45"],
  );
  const refused = Buffer.from('{"response":{"error":true,"message":"1006 Usuário sem acesso"}}', "latin1");
  await rejects(clientOf(() => new Response(refused, { status: 400 })).deactivate("43"), "ACCESS_DENIED", /1006 Usu/);
});

test("a list that is null or missing is empty; an entry without an identifier is reported by its position", async () => {
  for (const body of ['{"response":{"error":false},"api_secret_on_list":null}', '{"response":{"error":false}}']) {
    assert.deepEqual(await clientOf(() => new Response(body)).list(), []);
  }
  let requests = 0;
  const listWithBadEntry = () => {
    requests += 1;
    return Response.json({ response: { error: false }, api_secret_on_list: [{ identifier: 1 }, { name: "x" }] });
  };
  const error = await failure(clientOf(listWithBadEntry, { retry: {} }).list());
  assert.match(error.message, /entry 2 of the list has no identifier/);
  assert.ok(!error.message.includes("baseUrl"));
  assert.deepEqual([error.code, requests], ["INVALID_RESPONSE", 1]);
});

test("takes no option from a polluted Object.prototype", async (t) => {
  const sandbox = createSandbox({ secrets: 3 });
  const urls = [];
  const bodies = [];
  const fetch = (url, init) => {
    urls.push(url);
    if (init.method !== "PUT") return sandbox.fetch(url, init);
    bodies.push(init.body);
    return Response.json({ response: { error: false }, api_entity: { identifier: "45" } });
  };
  const polluted = {
    tenant: "evil",
    allowInsecure: true,
    accessToken: "c4nary-evil",
    timeout: "never",
    verify: true,
    signal: AbortSignal.abort(),
    onProgress: () => assert.fail("onProgress comes from the prototype"),
    outage: -1,
    tags: "evil",
    usersAllowed: "evil",
    tag: "evil",
    path: "/evil",
  };
  Object.assign(Object.prototype, polluted);
  t.after(() => {
    for (const key of Object.keys(polluted)) delete Object.prototype[key];
  });
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch, token: {} });
  assert.equal((await mysafe.deactivate("43", { deadline: 5000 })).verified, false);
  assert.equal((await mysafe.deactivateMany(["44"], { concurrency: 1 })).changed, 1);
  assert.equal((await mysafe.list({})).length, 3);
  await mysafe.update("45", { name: "n" });
  assert.ok(urls.every((url) => !url.includes("evil")));
  assert.deepEqual(bodies, ['{"name":"n"}']);
  await rejects(
    new MySafe({ baseUrl: "http://vault.example", ...demoClient }).ready(),
    "INVALID_ARGUMENT",
    /allowInsecure/,
  );
  await rejects(new MySafe({ baseUrl }).ready(), "INVALID_ARGUMENT", /credentials are missing/);
});

test("calls an accessToken function again after a failure, unless the error is marked as permanent", async () => {
  const retry = { minDelay: 1, maxDelay: 2 };
  for (const [mark, calls] of [
    [{}, 3],
    [{ retryable: false }, 1],
    [{ name: "AbortError" }, 1],
  ]) {
    let count = 0;
    const accessToken = () => {
      count += 1;
      if (count < 3) throw Object.assign(new Error("503"), mark);
      return "c4nary-t0ken";
    };
    const mysafe = new MySafe({ baseUrl, accessToken, retry, fetch: async () => Response.json(success) });
    const result = await mysafe.deactivateMany(["43", "44"], { concurrency: 1 });
    assert.equal(count, calls);
    assert.equal(result.changed, calls === 3 ? 2 : 0);
    assert.equal(result.error?.code, calls === 3 ? undefined : "UNAUTHORIZED");
  }
});

test("an outage ends a batch, and the report's error gives the last answer", async () => {
  let requests = 0;
  const mysafe = new MySafe({
    baseUrl,
    accessToken: "c4nary-t0ken",
    retry: { minDelay: 1, maxDelay: 20 },
    async fetch() {
      requests += 1;
      return new Response("<title>Sign in</title>", { headers: { "content-type": "text/html" } });
    },
  });
  const report = await mysafe.deactivateMany(
    Array.from({ length: 10_000 }, (_, index) => index),
    { outage: 300 },
  );
  assert.equal(report.error.code, "INVALID_RESPONSE");
  assert.match(report.error.message, /no documented answer has come for 300 ms \(outage\).*text\/html/);
  assert.equal(report.aborted, false);
  assert.ok(report.skipped > 9_000);
  // Each item was sent once: an HTML page is no transient failure.
  assert.equal(requests, report.unknown);
  await rejects(mysafe.deactivateMany(["43"], { outage: 0 }), "INVALID_ARGUMENT", /outage must be a positive number/);
});
