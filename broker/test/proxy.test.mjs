// The proxy without a key: what it passes on of a page whose visitor has an access key of their own.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { nodeFetch, serve } from "mysafe-broker/node";
import { createProxy } from "mysafe-broker/proxy";
import { createSandbox } from "mysafe-sandbox";
import { serve as serveSandbox } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { key, secrets } from "./kit.mjs";

const authorization = "Bearer c4nary.token-2";

/** Serves a proxy in front of `target`; `problems` collects what it reports. */
async function serveProxy(t, target, options = {}) {
  const problems = [];
  const onProblem = (problem) => problems.push(problem);
  const server = await serve(createProxy({ target, fetch: nodeFetch, onProblem, ...options }));
  t.after(() => server.close(0));
  return { url: server.url, port: server.port, problems };
}

async function behindSandbox(t, sandboxOptions = {}, options = {}) {
  const sandbox = createSandbox({ clients: [key], cors: false, ...sandboxOptions });
  const server = await serveSandbox(sandbox);
  t.after(() => server.close());
  const proxy = await serveProxy(t, server.url);
  return { sandbox, proxy, mysafe: new MySafe({ baseUrl: proxy.url, ...key, ...options }) };
}

/** A server that records its requests. */
async function upstream(t, answer = (_request, response) => response.end("{}")) {
  const seen = [];
  const connections = new Set();
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming;
    connections.add(incoming.socket);
    seen.push({ method, url, headers, body: String(await buffer(incoming)), ended: once(response, "close") });
    await answer(incoming, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, seen, connections };
}

test("every operation works through it, with the page's own credentials and each form of token request", async (t) => {
  const { sandbox, mysafe } = await behindSandbox(t, { secrets: 3, users: ["pduarte"] });
  assert.equal((await mysafe.deactivate("43")).changed, true);
  assert.equal(await mysafe.isActive("43"), false);
  assert.equal((await mysafe.activate("43")).changed, true);
  const notes = "é & more?";
  const usersAllowed = [{ username: "pduarte", canEdit: true }];
  const { identifier } = await mysafe.create({ name: "n", url: "https://a", clientId: "c", tags: notes, usersAllowed });
  assert.equal((await mysafe.list({ tag: notes }))[0].identifier, identifier);
  await mysafe.update(identifier, { notes, clientSecret: "c4nary value" });
  const { notes: stored, clientSecret } = await mysafe.get(identifier);
  assert.deepEqual([stored, clientSecret], [notes, "c4nary value"], "values are the visitor's own");
  assert.equal(sandbox.tokenRequests, 1);
  for (const [server, token] of [
    [{ token: { methods: ["POST"] } }, {}],
    [{ token: { methods: ["POST"], credentials: ["basic"] } }, { method: "POST", credentials: "basic" }],
    [{}, { path: "/iso/oauth2/token" }],
  ]) {
    const other = await behindSandbox(t, server, { token });
    assert.equal((await other.mysafe.deactivate("43")).changed, true);
  }
  const wrong = await behindSandbox(t, {}, { clientSecret: "c4nary-wr0ng" });
  await assert.rejects(wrong.mysafe.deactivate("43"), { code: "UNAUTHORIZED", status: 401, attempts: 0 });
});

test("errors come back: an unknown secret, a revoked token, a rate limit, a failure, a lost answer", async (t) => {
  const { sandbox, mysafe } = await behindSandbox(t, {}, { retry: { attempts: 2, minDelay: 1, maxDelay: 2 } });
  const { code, apiCode, requestId } = await mysafe.deactivate("nope").catch((error) => error);
  assert.deepEqual([code, apiCode, requestId], ["NOT_FOUND", 1005, sandbox.requests.at(-1).id]);
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

test("a request has the client's headers and not the browser's; requests share a connection", async (t) => {
  const { url, seen, connections } = await upstream(t);
  const { url: ours } = await serveProxy(t, `${url}/gate/`);
  const headers = { authorization, accept: "application/json", cookie: "session=1", "x-forwarded-for": "10.0.0.1" };
  const json = { ...headers, "content-type": "application/json; charset=utf-8" };
  await fetch(`${ours}${secrets}/update/43`, { method: "PUT", headers: json, body: '{"notes":"é"}' });
  await fetch(`${ours}${secrets}/inactive/a%20b`, { method: "POST", headers });
  await fetch(`${ours}${secrets}?tag=a%26b&identifier_code=c+d`, { headers });
  const common = { authorization, accept: "application/json", host: new URL(url).host, connection: "keep-alive" };
  assert.deepEqual(
    seen.map(({ method, url, headers, body }) => [method, url, headers, body]),
    [
      [
        "PUT",
        `/gate${secrets}/update/43`,
        { ...common, "content-type": "application/json", "content-length": "14" },
        '{"notes":"é"}',
      ],
      ["POST", `/gate${secrets}/inactive/a%20b`, { ...common, "content-length": "0" }, ""],
      ["GET", `/gate${secrets}?tag=a%26b&identifier_code=c+d`, common, ""],
    ],
  );
  assert.equal(connections.size, 1);
});

test("an answer keeps its status, bytes and the client's headers, and loses all others", async (t) => {
  const kept = {
    "content-type": "application/problem+json",
    "retry-after": "7",
    "x-request-id": "1",
    "www-authenticate": "Bearer",
  };
  const lost = { "set-cookie": "a=b", server: "x", location: "https://elsewhere.example/" };
  const bytes = Buffer.from([0, 255, 123, 10, 13, 195, 40]);
  let status = 0;
  const { url, seen } = await upstream(t, (_, response) => response.writeHead(status, { ...kept, ...lost }).end(bytes));
  const proxy = await serveProxy(t, url);
  for (status of [200, 201, 302, 400, 401, 404, 429, 500, 503]) {
    const answer = await fetch(`${proxy.url}${secrets}/43`, { redirect: "manual" });
    assert.equal(answer.status, status);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    for (const [name, value] of Object.entries(kept)) assert.equal(answer.headers.get(name), value);
    for (const name of Object.keys(lost)) assert.equal(answer.headers.get(name), null, name);
    assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  }
  assert.equal(seen.length, 9, "no redirect was followed");
});

test("of requests for a token, what is documented is passed on, and nothing else", async (t) => {
  const { url, seen } = await upstream(t);
  const { url: ours } = await serveProxy(t, url);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const token = "/api/oauth2/token";
  for (const [path, init, status] of [
    [`${token}?grant_type=client_credentials&tenant=acme`, {}, 200],
    [
      token,
      { method: "POST", headers: form, body: "grant_type=client_credentials&client_id=a%2Bb&client_secret=c" },
      200,
    ],
    [`${token}?grant_type=client_credentials&client_secret=x`, {}, 400],
    [token, { method: "PUT", headers: form, body: "grant_type=x" }, 405],
    [token, { method: "POST", headers: form, body: "grant_type=a&grant_type=b" }, 400],
    [token, { method: "POST", headers: form, body: "grant_type=a&scope=b" }, 400],
    [token, { method: "POST", body: "grant_type=a" }, 415],
    [`${token}/x`, {}, 404],
    ["/iso/oauth2/tokens", {}, 404],
    [`${secrets}/43/x`, {}, 404],
  ]) {
    assert.equal((await fetch(ours + path, init)).status, status, `${path} ${init.body}`);
  }
  assert.deepEqual(
    seen.map(({ method, url, body }) => [method, url, body]),
    [
      ["GET", `${token}?grant_type=client_credentials&tenant=acme`, ""],
      ["POST", token, "grant_type=client_credentials&client_id=a%2Bb&client_secret=c"],
    ],
  );
});

test("other names and other sites' pages are refused, on the API and the page alike", async (t) => {
  const { url, seen } = await upstream(t);
  const { port } = await serveProxy(t, url, { page: () => new Response("page") });
  const raw = async (path, ...headers) => {
    const socket = connect(port, "127.0.0.1");
    socket.write([`GET ${path} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n"));
    return Number(/^HTTP\/1\.1 (\d+)/.exec(String(await buffer(socket)))?.[1]);
  };
  const host = `Host: 127.0.0.1:${port}`;
  assert.equal(await raw("/", "Host: evil.example"), 421);
  assert.equal(await raw(`${secrets}/43`, `Host: evil.example:${port}`), 421);
  assert.equal(await raw(`${secrets}/43`, host, "Origin: https://evil.example"), 403);
  assert.equal(await raw(`${secrets}/43`, host, "Sec-Fetch-Site: same-site"), 403);
  assert.deepEqual(seen, []);
  assert.equal(await raw("/", host), 200);
  assert.equal(await raw(`${secrets}/43`, `Host: localhost:${port}`), 200);
});

test("a late answer is a 504; one that breaks, or is too long, a 502; nothing is told as whole that is not", async (t) => {
  let written = 0;
  async function* endless() {
    for (const chunk = Buffer.alloc(1024 * 1024, " "); written < 100; written += 1) yield chunk;
  }
  const { url, seen } = await upstream(t, async (request, response) => {
    if (request.url.endsWith("/44")) response.writeHead(200, { "content-length": 9 }).write("{");
    if (request.url.endsWith("/44")) request.socket.destroySoon();
    if (request.url.endsWith("/45")) request.socket.destroy();
    if (request.url.endsWith("/46")) await pipeline(endless, response).catch(() => {});
  });
  const { url: hasty } = await serveProxy(t, url, { timeout: 200 });
  const late = await fetch(`${hasty}${secrets}/43`);
  assert.equal(late.status, 504);
  assert.match((await late.json()).message, /127\.0\.0\.1:\d+ has not answered in time/);
  const { url: ours, problems } = await serveProxy(t, url);
  for (const item of ["44", "45"]) {
    const broken = await fetch(`${ours}${secrets}/${item}`);
    assert.equal(broken.status, 502, item);
    assert.match((await broken.json()).message, /ended the connection before it answered/);
  }
  assert.equal((await fetch(`${ours}${secrets}/46`)).status, 502);
  assert.ok(written < 60, `${written} MiB were written`);
  assert.ok(problems.length >= 2);
  await Promise.all(seen.slice(1).map((request) => request.ended));
});

test("a browser that disconnects cancels the request to MySafe", async (t) => {
  const { url, seen } = await upstream(t, () => {});
  const { url: ours } = await serveProxy(t, url);
  const controller = new AbortController();
  const call = fetch(`${ours}${secrets}/43`, { signal: controller.signal });
  while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
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
    const { url: ours, problems } = await serveProxy(t, target);
    const mysafe = new MySafe({ baseUrl: ours, accessToken: "c4nary.token-2", retry: false });
    for (let call = 0; call < 2; call += 1) {
      const { code, status, message } = await mysafe.deactivate("43").catch((error) => error);
      assert.deepEqual([code, status], ["SERVER", 502]);
      assert.match(message, words);
    }
    assert.match(problems.join(), words);
    assert.equal(problems.length, 1, "the same problem is told once");
  }
});
