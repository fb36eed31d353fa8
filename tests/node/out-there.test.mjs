// What people meet out there: foreign fetches, bytes that are not clean, lists from PHP, polluted prototypes, outages.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { failure, rejects } from "./rejects.mjs";

const baseUrl = "https://vault.example";
const done = { response: { status: 200, error: false, message: "API secret successfully deactivated" } };

/** A client whose every request is answered by `answer`. */
const answered = (answer, options = {}) =>
  new MySafe({ baseUrl, accessToken: "c4nary-t0ken", retry: false, fetch: async () => answer(), ...options });

test("a body that is a stream of Node's is read whole", async () => {
  const bytes = Buffer.from(JSON.stringify(done));
  const { buffer, byteOffset, length } = bytes;
  const answer = () => ({
    status: 200,
    headers: new Headers(),
    body: Readable.from([bytes]),
    arrayBuffer: async () => buffer.slice(byteOffset, byteOffset + length),
  });
  assert.equal((await answered(answer).deactivate("43")).changed, true);
});

test("what came after a redirect is refused, and Response.error() is a failure of the network", async () => {
  const redirected = () => Object.defineProperty(Response.json(done), "redirected", { value: true });
  await rejects(answered(redirected).deactivate("43"), "INVALID_RESPONSE", /redirect.*may have been made/);
  await rejects(answered(() => Response.error()).deactivate("43"), "NETWORK", /Response\.error\(\)/);
});

test("bytes that are not clean spoil neither a list nor the code of an error", async () => {
  const latin1 = Buffer.from(
    '{"response":{"error":false},"api_secret_on_list":[{"identifier":43,"name":"produção"}]}',
    "latin1",
  );
  const [entry] = await answered(() => new Response(latin1)).list();
  assert.equal(entry.name, new TextDecoder().decode(Buffer.from("produção", "latin1")));
  const bom = `\ufeff{"response":{"error":false},"x":"\\ud83d","api_secret_on_list":{"0":{"identifier":43.0},"2":{"identifier":"45"}}}`;
  const entries = await answered(() => new Response(bom)).list();
  assert.deepEqual(
    entries.map(({ identifier }) => identifier),
    ["43", "45"],
  );
  const refused = Buffer.from('{"response":{"error":true,"message":"1006 Usuário sem acesso"}}', "latin1");
  await rejects(answered(() => new Response(refused, { status: 400 })).deactivate("43"), "ACCESS_DENIED", /1006 Usu/);
});

test("a list of none may be null or missing, and an entry that names nothing is told by its place", async () => {
  for (const body of ['{"response":{"error":false},"api_secret_on_list":null}', '{"response":{"error":false}}']) {
    assert.deepEqual(await answered(() => new Response(body)).list(), []);
  }
  let requests = 0;
  const odd = () => {
    requests += 1;
    return Response.json({ response: { error: false }, api_secret_on_list: [{ identifier: 1 }, { name: "x" }] });
  };
  const error = await failure(answered(odd, { retry: {} }).list());
  assert.match(error.message, /entry 2 of the list has no identifier/);
  assert.ok(!error.message.includes("baseUrl"));
  assert.deepEqual([error.code, requests], ["INVALID_RESPONSE", 1]);
});

test("a polluted prototype gives no options to any call", async (t) => {
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
    onProgress: () => assert.fail("nobody asked"),
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

test("a token function that blips is asked again, unless it marks its error", async () => {
  const retry = { minDelay: 1, maxDelay: 2 };
  for (const [mark, asked] of [
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
    const mysafe = new MySafe({ baseUrl, accessToken, retry, fetch: async () => Response.json(done) });
    const result = await mysafe.deactivateMany(["43", "44"], { concurrency: 1 });
    assert.equal(count, asked);
    assert.equal(result.changed, asked === 3 ? 2 : 0);
    assert.equal(result.error?.code, asked === 3 ? undefined : "UNAUTHORIZED");
  }
});

test("a batch that cannot succeed ends in an outage, and says why", async () => {
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
  // Each was sent once: a page comes again as it is.
  assert.equal(requests, report.unknown);
  await rejects(mysafe.deactivateMany(["43"], { outage: 0 }), "INVALID_ARGUMENT", /outage must be a positive number/);
});
