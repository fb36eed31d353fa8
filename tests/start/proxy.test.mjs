// The proxy of `npm start -- --target`: what it forwards, and what it refuses.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { targetOf } from "../../scripts/dev/proxy/target.mjs";
import { ask, askRaw, credentials, serveProxyFor, upstream } from "./served.mjs";

const secrets = "/api/mysafe/secretapi";
const authorization = "Bearer c4nary.token-2";

/** A sandbox, the proxy in front of it, and a client of the proxy. */
async function serveSandboxBehindProxy(t, sandboxOptions = {}, options = {}) {
  const sandbox = createSandbox({ clients: [credentials], ...sandboxOptions });
  const server = await serve(sandbox);
  t.after(() => server.close());
  const proxy = await serveProxyFor(t, server.url);
  return { sandbox, proxy, mysafe: new MySafe({ baseUrl: proxy.url, ...credentials, ...options }) };
}

test("every operation works through the proxy", async (t) => {
  const { sandbox, mysafe } = await serveSandboxBehindProxy(t, { secrets: 3, users: ["pduarte"] });
  assert.equal((await mysafe.deactivate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, false);
  assert.equal((await mysafe.deactivate("43")).changed, false);
  assert.equal(await mysafe.isActive("43"), false);
  assert.equal((await mysafe.activate("43")).changed, true);
  assert.equal((await mysafe.list()).length, 3);
  const notes = "é & more?";
  const usersAllowed = [{ username: "pduarte", canEdit: true }];
  const { identifier } = await mysafe.create({ name: "n", url: "https://a", clientId: "c", tags: notes, usersAllowed });
  assert.equal((await mysafe.list({ tag: notes }))[0].identifier, identifier);
  await mysafe.update(identifier, { notes, clientSecret: "c4nary value" });
  assert.deepEqual(await mysafe.get(identifier).then((secret) => [secret.notes, secret.clientSecret]), [
    notes,
    "c4nary value",
  ]);
  const report = await mysafe.deactivateMany(["43", "44", "45"]);
  assert.equal(report.changed, 3);
  assert.equal(sandbox.tokenRequests, 1);
});

test("every form of token request is forwarded", async (t) => {
  for (const [server, token] of [
    [{ token: { methods: ["POST"] } }, {}],
    [{ token: { methods: ["POST"], credentials: ["basic"] } }, { method: "POST", credentials: "basic" }],
    [{}, { path: "/iso/oauth2/token" }],
  ]) {
    const { mysafe } = await serveSandboxBehindProxy(t, server, { token });
    assert.equal((await mysafe.deactivate("43")).changed, true);
  }
  const { mysafe } = await serveSandboxBehindProxy(t, {}, { clientSecret: "c4nary-wr0ng" });
  await assert.rejects(mysafe.deactivate("43"), { code: "UNAUTHORIZED", status: 401, attempts: 0 });
});

test("errors come back: an unknown secret, a revoked token, a rate limit, a failure, a lost answer", async (t) => {
  const { sandbox, mysafe } = await serveSandboxBehindProxy(
    t,
    {},
    { retry: { attempts: 2, minDelay: 1, maxDelay: 2 } },
  );
  await assert.rejects(mysafe.deactivate("nope"), { code: "NOT_FOUND", apiCode: 1005, status: 400 });
  const { requestId } = await mysafe.deactivate("nope").catch((error) => error);
  assert.equal(requestId, sandbox.requests.at(-1).id);
  sandbox.revokeTokens();
  assert.equal((await mysafe.deactivate("43")).attempts, 2);
  sandbox.next({ operation: "activate", fault: "rate-limit", retryAfter: 61 });
  await assert.rejects(mysafe.activate("43"), { code: "RATE_LIMITED", status: 429, message: /61000 ms/ });
  sandbox.next({ operation: "activate", fault: "no-route" });
  await assert.rejects(mysafe.activate("43"), { code: "ROUTE_NOT_FOUND", status: 404 });
  for (const fault of ["lost", "cut", "stall-body"]) {
    sandbox.secrets.setActive(43, false);
    sandbox.next({ operation: "activate", fault });
    const { changed, attempts } = await mysafe.activate("43", { timeout: fault === "stall-body" ? 2_000 : 60_000 });
    assert.deepEqual([changed, attempts], [true, 2], fault);
  }
});

test("an answer keeps its status, its bytes and the client's headers, and loses all others", async (t) => {
  const back = {
    "content-type": "application/problem+json",
    "retry-after": "7",
    "x-request-id": "one",
    "x-kong-request-id": "two",
    "www-authenticate": 'Bearer realm="x"',
  };
  const others = { "set-cookie": "a=b", server: "x", location: "https://elsewhere.example/", "x-powered-by": "y" };
  const bytes = Buffer.from([0, 255, 123, 10, 13, 195, 40]);
  let status = 0;
  const { url, seen } = await upstream(t, (_, response) =>
    response.writeHead(status, { ...back, ...others }).end(bytes),
  );
  const proxy = await serveProxyFor(t, url);
  for (status of [200, 201, 302, 307, 400, 401, 403, 404, 429, 500, 503, 504]) {
    const answer = await fetch(`${proxy.url}${secrets}/43`, { redirect: "manual" });
    assert.equal(answer.status, status);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    for (const [name, value] of Object.entries(back)) assert.equal(answer.headers.get(name), value);
    for (const name of Object.keys(others)) assert.equal(answer.headers.get(name), null, name);
    // No browser shows it as a page, whatever its content type.
    assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
  assert.equal(seen.length, 12, "no redirect was followed");
});

test("a request is forwarded with the client's headers, and without the browser's", async (t) => {
  const { url, seen } = await upstream(t);
  const { url: ours, port } = await serveProxyFor(t, `${url}/gate/`);
  const headers = {
    authorization,
    accept: "application/json",
    "content-type": "application/json",
    origin: ours,
    cookie: "session=1",
    referer: `${ours}/`,
    "user-agent": "Browser",
    "sec-fetch-site": "same-origin",
    "x-forwarded-for": "10.0.0.1",
    "x-forwarded-host": "evil.example",
    "accept-encoding": "gzip",
  };
  await ask(ours, `${secrets}/update/43`, { method: "PUT", headers, body: '{"notes":"é"}' });
  await ask(ours, `${secrets}/inactive/a%20b`, {
    method: "POST",
    headers: { authorization, host: `localhost:${port}` },
  });
  await ask(ours, `${secrets}?tag=a%26b&identifier_code=c+d`, { headers: { authorization } });
  const { host } = new URL(url);
  const connection = "keep-alive";
  assert.deepEqual(
    seen.map(({ method, url, headers, body }) => [method, url, headers, body]),
    [
      [
        "PUT",
        `/gate${secrets}/update/43`,
        {
          authorization,
          accept: "application/json",
          "content-type": "application/json",
          "content-length": "14",
          host,
          connection,
        },
        '{"notes":"é"}',
      ],
      ["POST", `/gate${secrets}/inactive/a%20b`, { authorization, "content-length": "0", host, connection }, ""],
      ["GET", `/gate${secrets}?tag=a%26b&identifier_code=c+d`, { authorization, host, connection }, ""],
    ],
  );
});

test("every operation on every kind of item is forwarded, with the filters of the kind", async (t) => {
  const { url, seen } = await upstream(t);
  const { url: ours } = await serveProxyFor(t, url);
  const requests = [
    ["secretapi", "tag=a&identifier_code=b"],
    ["password", "tag=a&name=b+c&username=d%40e&url=https%3A%2F%2Ff"],
    ["note", "tag=a&name=b"],
  ].flatMap(([folder, filters]) => [
    ["GET", `/api/mysafe/${folder}?${filters}`],
    ["POST", `/api/mysafe/${folder}`],
    ["GET", `/api/mysafe/${folder}/43`],
    ["POST", `/api/mysafe/${folder}/inactive/43`],
    ["POST", `/api/mysafe/${folder}/active/43`],
    ["PUT", `/api/mysafe/${folder}/update/43`],
  ]);
  for (const [method, path] of requests) {
    assert.equal((await ask(ours, path, { method, headers: { authorization } })).status, 200, `${method} ${path}`);
  }
  assert.deepEqual(
    seen.map(({ method, url }) => [method, url]),
    requests,
  );
});

test("requests share one connection to MySafe", async (t) => {
  const { url, seen, connections } = await upstream(t);
  const { url: ours } = await serveProxyFor(t, url);
  for (let call = 0; call < 5; call += 1) {
    await ask(ours, `${secrets}/inactive/43`, { method: "POST", headers: { authorization } });
  }
  assert.deepEqual([seen.length, connections.length], [5, 1]);
});

const post = { method: "POST" };
const refusals = {
  "no operation": ["/api", 404],
  "another API": ["/api/pam/credential", 404],
  "another part of this API": ["/api/mysafe/certificate/43", 404],
  "the beginning of a kind": ["/api/mysafe/notes", 404],
  "something below an identifier": [`${secrets}/43/x`, 404],
  "another action": [`${secrets}/delete/43`, 404, post],
  "another method": [`${secrets}/43`, 405, { method: "DELETE" }],
  "an action that is read": [`${secrets}/inactive/43`, 405],
  "a preflight": [`${secrets}/43`, 405, { method: "OPTIONS" }],
  trace: [`${secrets}/43`, 405, { method: "TRACE" }],
  "dots in the path": [`${secrets}/../../admin`, 404],
  "dots as an identifier": [`${secrets}/..`, 404],
  "a dot as an identifier": [`${secrets}/inactive/.`, 404, post],
  "dots, percent-encoded": [`${secrets}/%2e%2e`, 404],
  "dots with a parameter": [`${secrets}/..;`, 404],
  "a slash, percent-encoded": [`${secrets}/..%2f..%2fadmin`, 404],
  "a slash within an identifier": [`${secrets}/4%2F3`, 404],
  "a backslash": [`${secrets}/..\\..\\admin`, 404],
  "a backslash, percent-encoded": [`${secrets}/4%5c3`, 404],
  "a percent sign, percent-encoded": [`${secrets}/%252e%252e%252fadmin`, 404],
  "a question mark, percent-encoded": [`${secrets}/43%3Fx`, 404],
  "a hash, percent-encoded": [`${secrets}/43%23x`, 404],
  "a hash": [`${secrets}/43#x`, 404],
  "a null": [`${secrets}/43%00`, 404],
  "a line break": [`${secrets}/43%0d%0aX-Evil:%201`, 404],
  "half an escape": [`${secrets}/4%2`, 404],
  "bad UTF-8": [`${secrets}/%ff`, 404],
  "two slashes within": ["/api//mysafe/secretapi/43", 404],
  "another case": ["/API/mysafe/secretapi/43", 404],
  "an encoded name of the API": ["/%61pi/mysafe/secretapi/43", 404],
  "a token elsewhere": ["/api/oauth2/token/x", 404],
  "a client secret in a URL": ["/api/oauth2/token?grant_type=client_credentials&client_secret=x", 400],
  "a query that is not the API's": [`${secrets}/43?redirect=https://evil.example`, 400],
  "a filter of another kind": ["/api/mysafe/note?username=x", 400],
  "a filter of a list for one item": ["/api/mysafe/password/43?name=x", 400],
  "a filter of passwords for API secrets": [`${secrets}?url=x`, 400],
  "another action on a note": ["/api/mysafe/note/delete/43", 404, post],
  "dots as the identifier of a password": ["/api/mysafe/password/inactive/..", 404, post],
  "a query with half an escape": [`${secrets}?tag=%2`, 400],
  "two slashes": ["//evil.example/api/mysafe/secretapi/43", 400],
  "two slashes before the API": ["//api/mysafe/secretapi/43", 400],
  "another server's URL": ["http://evil.example/api/mysafe/secretapi/43", 400],
  "a URL of its own": ["http://127.0.0.1/api/mysafe/secretapi/43", 400],
  "no path": ["*", 400, { method: "OPTIONS" }],
  "another Host": [`${secrets}/43`, 421, { headers: { host: "evil.example" } }],
  "a Host without its port": [`${secrets}/43`, 421, { headers: { host: "127.0.0.1" } }],
  "a Host with more": [`${secrets}/43`, 421, { headers: { host: "127.0.0.1.evil.example" } }],
  "another page's Origin": [`${secrets}/43`, 403, { headers: { origin: "https://evil.example" } }],
  "another port's Origin": [`${secrets}/43`, 403, { headers: { origin: "http://127.0.0.1:9" } }],
  "no page's Origin": [`${secrets}/43`, 403, { headers: { origin: "null" } }],
  "a request that another page caused": [`${secrets}/43`, 403, { headers: { "sec-fetch-site": "cross-site" } }],
  "one of another port's page": [`${secrets}/43`, 403, { headers: { "sec-fetch-site": "same-site" } }],
  "one that was typed in": [`${secrets}/43`, 403, { headers: { "sec-fetch-site": "none" } }],
};

test("other requests are refused and not forwarded", async (t) => {
  const { url, seen } = await upstream(t);
  const { url: ours, problems } = await serveProxyFor(t, url);
  for (const [name, [path, status, how]] of Object.entries(refusals)) {
    const answer = await ask(ours, path, { ...how, headers: { authorization, ...how?.headers } });
    assert.equal(answer.status, status, name);
    assert.equal(answer.headers["access-control-allow-origin"], undefined, name);
    assert.ok(!answer.body.includes("c4nary"), name);
  }
  assert.deepEqual(seen, []);
  assert.deepEqual(problems, []);
  await ask(ours, `${secrets}/43`);
  assert.equal(seen.length, 1, "and the next goes on");
});

test("the page is not for other names either", async (t) => {
  const { url } = await upstream(t);
  const { url: ours, port } = await serveProxyFor(t, url);
  const shown = await ask(ours, "/");
  assert.equal(shown.status, 200);
  assert.match(shown.body, /<title>MySafe<\/title>/);
  assert.match(shown.headers["content-security-policy"], /default-src 'none'/);
  assert.equal((await ask(ours, "/", { headers: { host: `localhost:${port}` } })).status, 200);
  assert.equal((await ask(ours, "/", { headers: { host: `evil.example:${port}` } })).status, 421);
  assert.equal((await ask(ours, "/", { headers: { origin: "https://evil.example" } })).status, 403);
  assert.equal((await ask(ours, "/", post)).status, 405);
  for (const path of ["/..%2f..%2fpackage.json", "/../package.json", "/%2e%2e/package.json", "/nothing"]) {
    assert.equal((await ask(ours, path)).status, 404, path);
  }
});

test("a request with two hosts, none, or two lengths is refused", async (t) => {
  const { url, seen } = await upstream(t);
  const { port } = await serveProxyFor(t, url);
  const host = `Host: 127.0.0.1:${port}`;
  const line = `GET ${secrets}/43 HTTP/1.1`;
  const last = "Connection: close";
  assert.equal(await askRaw(port, [line, host, "Host: evil.example", last]), 421);
  assert.equal(await askRaw(port, [line, last]), 400);
  assert.equal(await askRaw(port, [`GET ${secrets}/43 HTTP/1.0`, last]), 421);
  const both = ["Content-Length: 4", "Transfer-Encoding: chunked"];
  assert.equal(await askRaw(port, [`POST ${secrets}/inactive/43 HTTP/1.1`, host, ...both, last]), 400);
  assert.deepEqual(seen, []);
  assert.equal(await askRaw(port, [line, host, last]), 200);
});

test("the proxy listens on 127.0.0.1 alone", async (t) => {
  const { url } = await upstream(t);
  const { port } = await serveProxyFor(t, url);
  for (const host of ["127.0.0.2", "::1"]) {
    const socket = connect({ port, host });
    t.after(() => socket.destroy());
    await assert.rejects(once(socket, "connect"), { code: /ECONNREFUSED|EADDRNOTAVAIL/ }, host);
  }
});

test("a request or answer above the limit is cut off", async (t) => {
  let written = 0;
  async function* endless() {
    for (const chunk = Buffer.alloc(1024 * 1024, " "); written < 100; written += 1) yield chunk;
  }
  const { url, seen } = await upstream(t, (_, response) => pipeline(endless, response).catch(() => {}));
  const { url: ours } = await serveProxyFor(t, url);
  const long = { method: "PUT", headers: { authorization }, body: Buffer.alloc(1024 * 1024 + 1) };
  assert.equal((await ask(ours, `${secrets}/update/43`, long)).status, 413);
  assert.deepEqual(seen, []);
  await assert.rejects(ask(ours, secrets, { headers: { authorization } }), { code: "ECONNRESET" });
  assert.ok(written < 60, `${written} MiB were written`);
});

test("a late answer is a 504, a broken connection a 502, a cut answer a broken connection", async (t) => {
  const { url, seen } = await upstream(t, (request, response) => {
    if (request.url.endsWith("/44")) response.writeHead(200).write("{");
    if (request.url.endsWith("/45")) request.socket.destroy();
  });
  const { url: hasty } = await serveProxyFor(t, url, { timeout: 200 });
  const late = await ask(hasty, `${secrets}/43`);
  assert.equal(late.status, 504);
  assert.match(late.body, /127\.0\.0\.1:\d+ has not answered within 200 ms/);
  const { url: patient } = await serveProxyFor(t, url, { timeout: 2_000 });
  await assert.rejects(ask(patient, `${secrets}/44`), { code: "ECONNRESET" });
  const { url: ours, problems } = await serveProxyFor(t, url);
  const ended = await ask(ours, `${secrets}/45`);
  assert.equal(ended.status, 502);
  assert.match(ended.body, /ended the connection before it answered \(ECONNRESET\)/);
  assert.equal(problems.length, 1);
  await Promise.all(seen.map((request) => request.ended));
});

test("a browser that disconnects cancels the request to MySafe", async (t) => {
  const { url, seen } = await upstream(t, () => {});
  const { url: ours } = await serveProxyFor(t, url);
  const controller = new AbortController();
  const call = fetch(`${ours}${secrets}/43`, { signal: controller.signal });
  while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  controller.abort();
  await assert.rejects(call, { name: "AbortError" });
  await seen[0].ended;
});

test("the error about a MySafe that cannot be reached says why and what to do", async (t) => {
  const { url } = await upstream(t);
  for (const [target, words] of [
    ["http://127.0.0.1:9", /127\.0\.0\.1:9 was not reached: nothing listens there.*\(ECONNREFUSED\)/],
    ["https://nowhere.invalid", /the name does not exist|cannot be looked up/],
    [url.replace("http:", "https:"), /does not speak TLS/],
  ]) {
    const { url: ours, problems } = await serveProxyFor(t, target);
    const answer = await ask(ours, `${secrets}/inactive/43`, { method: "POST", headers: { authorization } });
    assert.equal(answer.status, 503, answer.body);
    assert.match(JSON.parse(answer.body).message, words);
    assert.match(problems.join(), words);
    const mysafe = new MySafe({ baseUrl: ours, accessToken: "c4nary.token-2", retry: false });
    const error = await mysafe.deactivate("43").catch((error) => error);
    assert.match(error.message, words);
    assert.equal(error.code, "SERVER");
  }
});

test("a target that must not receive credentials is refused", () => {
  for (const [text, words] of [
    ["vault.example", /is a URL/],
    ["", /is a URL/],
    ["ftp://vault.example", /begins with https/],
    ["file:///etc/passwd", /begins with https/],
    ["http://vault.example", /in the clear/],
    ["http://10.0.0.1", /in the clear/],
    ["http://127.evil.example", /in the clear/],
    ["http://localhost.evil.example", /in the clear/],
    ["http://127.0.0.1.evil.example", /in the clear/],
    ["https://id:c4nary@vault.example", /no user or password/],
    ["https://vault.example/?x=1", /no query/],
    ["https://vault.example/#x", /no query/],
  ]) {
    assert.throws(() => targetOf(text), { message: words }, text);
  }
  for (const text of [
    "https://vault.example",
    "https://10.0.0.1:8443/gate",
    "http://localhost:8080",
    "http://127.0.0.2",
    "http://127.1",
    "http://[::1]:80/",
    "http://vault.localhost",
  ]) {
    assert.equal(targetOf(text).href, new URL(text).href);
  }
});
