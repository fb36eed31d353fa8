import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { getEventListeners } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox, generateSecrets } from "mysafe-sandbox";
import { askToken, logIn, origin, start } from "./support/client.mjs";

test("the defaults are the demo client and fifty secrets from 43 on", async () => {
  const { sandbox, call } = await start();
  assert.equal(sandbox.secrets.size, 50);
  assert.equal((await call("GET", "/43")).status, 200);
});

test("fetch takes a string, a URL or a Request, and its init overrides the Request", async () => {
  const { fetch } = createSandbox();
  const url = `${origin}/api/oauth2/token?grant_type=password`;
  for (const input of [url, new URL(url), new Request(url)]) {
    assert.equal((await (await fetch(input)).json()).error, "unsupported_grant_type");
  }
  assert.equal((await fetch(new Request(url), { method: "DELETE" })).status, 501);
});

test("fetch with an aborted signal rejects with its reason and records nothing", async () => {
  const sandbox = createSandbox();
  const reason = { any: "value" };
  const signal = AbortSignal.abort(reason);
  await assert.rejects(sandbox.fetch(origin, { signal }), (error) => error === reason);
  await assert.rejects(sandbox.fetch(new Request(origin, { signal })), (error) => error === reason);
  assert.deepEqual(sandbox.requests, []);
  assert.equal((await sandbox.fetch(new Request(origin, { signal }), { signal: null })).status, 501);
});

test("fetch leaves no listener on a signal", async () => {
  const { sandbox, call } = await start({ latency: 1, secrets: 100 });
  const { signal } = new AbortController();
  await Promise.all(sandbox.secrets.list().map(({ identifier }) => call("GET", `/${identifier}`, { signal })));
  assert.deepEqual(getEventListeners(signal, "abort"), []);
});

const accept = { accept: "application/json" };
const secretapi = "/api/mysafe/secretapi";
const unexpectedRequests = [
  ["a wrong method", "GET", `${secretapi}/active/43`, { headers: accept }, /^method GET: this path has POST$/],
  ["HEAD", "HEAD", `${secretapi}/43`, { headers: accept }],
  ["OPTIONS without preflight headers", "OPTIONS", secretapi, {}, /^method OPTIONS: this path has GET and POST$/],
  ["an unknown path", "POST", `${secretapi}/disable/43`, { headers: accept }, /no such path/],
  ["no identifier", "POST", `${secretapi}/active/`, { headers: accept }, /no such path/],
  ["a doubled slash", "GET", `/${secretapi}`, { headers: accept }, /no such path/],
  ["a path outside the API", "GET", "/", {}, /no such path/],
  ["a query", "POST", `${secretapi}/active/43?force=1`, { headers: accept }, /^unknown query parameter "force"$/],
  ["a filter twice", "GET", `${secretapi}?tag=a&tag=b`, { headers: accept }, /^query parameter tag more than once$/],
  ["a body", "POST", `${secretapi}/active/43`, { headers: accept, body: "{}" }, /^a body of 2 characters/],
  ["no Accept", "POST", `${secretapi}/active/43`, {}, /^no Accept: application\/json/],
  ["any Accept", "GET", secretapi, { headers: { accept: "*/*" } }, /^no Accept: application\/json/],
  ["a body that is not JSON", "POST", secretapi, json("{"), /^a body that is not a JSON object$/],
  ["a body that is an array", "POST", secretapi, json("[]"), /^a body that is not a JSON object$/],
  ["no body", "PUT", `${secretapi}/update/43`, json(undefined), /^a body that is not a JSON object$/],
  [
    "a body of another type",
    "POST",
    secretapi,
    { headers: accept, body: "{}" },
    /^Content-Type text\/plain: it must be application\/json/,
  ],
  ["an unknown member", "POST", secretapi, json('{"clientId":"x"}'), /^unknown member "clientId"$/],
  ["a member of a wrong type", "PUT", `${secretapi}/update/43`, json('{"name":7}'), /^member name is not a text$/],
  [
    "a share of a wrong shape",
    "POST",
    secretapi,
    json('{"users_allowed":[{"name":"a","can_edit":true}]}'),
    /users_allowed/,
  ],
];
function json(body) {
  return { headers: { ...accept, "content-type": "application/json" }, body };
}
for (const [name, method, path, init, expected] of unexpectedRequests) {
  test(`501 for ${name}`, async () => {
    const sandbox = createSandbox();
    sandbox.setFaults({ rate: 1, kinds: ["html"] });
    sandbox.next({ fault: "reset" });
    const response = await sandbox.fetch(`${origin}${path}`, { method, ...init });
    assert.equal(response.status, 501);
    const [request] = sandbox.requests;
    assert.equal(request.status, 501);
    assert.equal(request.operation, undefined);
    if (expected) {
      const { message, unexpected } = await response.json();
      assert.deepEqual(request.unexpected, unexpected);
      assert.equal(unexpected.length, 1);
      assert.match(unexpected[0], expected);
      assert.ok(message.includes(`${method} ${path.split("?")[0]}: ${unexpected[0]}`), message);
    }
    assert.equal(sandbox.pendingSteps, 1);
    assert.deepEqual(sandbox.changes, []);
  });
}

test("a 501 lists all problems of the request", async () => {
  const { fetch } = createSandbox();
  const response = await fetch(`${origin}${secretapi}/active/43?a=1&b=2`, { method: "POST", body: "x" });
  assert.equal((await response.json()).unexpected.length, 4);
});

test("requests are recorded without any credential", async () => {
  const sandbox = createSandbox({ now: () => 77, clients: [{ clientId: "me", clientSecret: "s3cr3t" }] });
  const call = await logIn(sandbox.fetch, { client: { clientId: "me", clientSecret: "s3cr3t" } });
  const response = await call("GET", "?tag=a%20b");
  await call("POST", "", { body: { name: "n", url: "u", client_id: "c", client_secret: "s3cr3t" } });
  await call("POST", "/active/43", { body: "s3cr3t" });
  await sandbox.fetch(`${origin}/api/oauth2/token?client_id=me&client_secret=s3cr3t&tenant=t&x=s3cr3t`);
  assert.deepEqual(sandbox.requests[1], {
    id: response.headers.get("x-request-id"),
    time: 77,
    method: "GET",
    path: secretapi,
    query: "tag=a%20b",
    operation: "list",
    kind: "apiSecret",
    client: "me",
    status: 200,
  });
  assert.equal(sandbox.requests.at(-1).query, "client_id=[hidden]&client_secret=[hidden]&tenant=t&x=[hidden]");
  assert.doesNotMatch(JSON.stringify(sandbox.requests), /s3cr3t|Bearer|Basic|eyJ/);
});

test("a request is in `requests` before it is answered", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ fault: "stall" });
  const controller = new AbortController();
  const answer = call("GET", "/43", { signal: controller.signal });
  await new Promise(setImmediate);
  const { status, fault, operation } = sandbox.requests.at(-1);
  assert.deepEqual({ status, fault, operation }, { status: null, fault: "stall", operation: "get" });
  controller.abort();
  await assert.rejects(answer, { name: "AbortError" });
});

test("onRequest is called once for each request, with its final status", async () => {
  const seen = [];
  const sandbox = createSandbox({ onRequest: ({ path, status }) => seen.push([path, status]) });
  await sandbox.fetch(`${origin}/x`);
  sandbox.next({ fault: "reset" });
  await assert.rejects(askToken(sandbox.fetch));
  assert.deepEqual(seen, [
    ["/x", 501],
    ["/api/oauth2/token", null],
  ]);
});

test("requests keeps the newest `history` entries", async () => {
  const sandbox = createSandbox({ history: 2 });
  for (const path of ["/a", "/b", "/c"]) await sandbox.fetch(origin + path);
  assert.deepEqual(
    sandbox.requests.map(({ path }) => path),
    ["/b", "/c"],
  );
});

test("a step waits for the first request that matches, in the order of the steps", async () => {
  const { sandbox, call } = await start();
  const status = async (method, path) => (await call(method, path)).status;
  sandbox.next({ operation: "get", identifier: 44, response: { status: 418 } });
  sandbox.next({ path: `${secretapi}/inactive/43`, times: 2, fault: "server-error" });
  sandbox.next({ operation: "deactivate", fault: "rate-limit" });
  assert.equal(sandbox.pendingSteps, 4);
  assert.equal(await status("GET", "/43"), 200);
  assert.equal(await status("POST", "/inactive/43"), 500);
  assert.equal(await status("GET", "/44"), 418);
  assert.equal(await status("POST", "/inactive/43"), 500);
  assert.equal(await status("POST", "/inactive/43"), 429);
  assert.equal(await status("POST", "/inactive/43"), 200);
  assert.equal(sandbox.pendingSteps, 0);
  assert.throws(() => sandbox.next({ fault: "boom" }), RangeError);
  assert.throws(() => sandbox.next({ fault: "reset", times: 0 }), RangeError);
});

test("a response step is sent unchanged, with or without the change", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ response: { status: 200, body: "<p>", headers: { "content-type": "text/html" } } });
  const page = await call("POST", "/inactive/43");
  assert.equal(await page.text(), "<p>");
  assert.equal(page.headers.get("content-type"), "text/html");
  assert.equal(sandbox.secrets.get(43).active, true);

  sandbox.next({ response: { status: 204 }, applied: true });
  const empty = await call("POST", "/inactive/43");
  assert.equal(empty.status, 204);
  assert.equal(await empty.text(), "");
  assert.equal(sandbox.secrets.get(43).active, false);
  assert.equal(sandbox.changes[0].lost, true);
  assert.equal(sandbox.requests.at(-1).fault, "scripted");

  sandbox.next({ response: { body: { any: "json" } } });
  const body = await call("GET", "/44");
  assert.equal(body.status, 200);
  assert.equal(body.headers.get("content-type"), "application/json");
  assert.deepEqual(await body.json(), { any: "json" });
});

test("reset restores the initial state", async () => {
  const { sandbox, call } = await start({ secrets: 3, faults: 0 });
  const before = sandbox.secrets.list();
  const ids = sandbox.requests.map(({ id }) => id);
  await call("POST", "/inactive/43");
  sandbox.secrets.remove(44);
  sandbox.secrets.add({ identifier: 99 });
  sandbox.next({ fault: "reset" });
  sandbox.setFaults({ rate: 1, kinds: ["html"] });
  const { requests, changes } = sandbox;
  sandbox.reset();
  assert.deepEqual(sandbox.secrets.list(), before);
  assert.deepEqual([requests.length, changes.length, sandbox.tokenRequests, sandbox.pendingSteps], [0, 0, 0, 0]);
  assert.equal((await call("GET", "")).status, 401, "the old token");
  await logIn(sandbox.fetch);
  assert.equal(requests.length, 2, "a view from before the reset is still live");
  assert.deepEqual(sandbox.requests.map(({ id }) => id).slice(0, 1), ids);
});

test("the methods of secrets change them, record no change, and return copies", async () => {
  const { sandbox, call } = await start({
    secrets: [{ identifier: "7", usersAllowed: [{ username: "a", canEdit: true }] }],
  });
  sandbox.secrets.setActive(7, false);
  assert.equal((await call("GET", "/7")).status, 400);
  assert.equal(sandbox.secrets.add({}).identifier, "8");
  assert.throws(() => sandbox.secrets.add({ identifier: 8 }), RangeError);
  assert.throws(() => sandbox.secrets.setActive(9, true), RangeError);
  assert.equal(sandbox.secrets.remove(8), true);
  assert.equal(sandbox.secrets.remove(8), false);
  assert.equal(sandbox.secrets.add({}).identifier, "9", "an identifier is not assigned twice");
  const copy = sandbox.secrets.get(7);
  copy.usersAllowed[0].username = "changed";
  assert.equal(sandbox.secrets.get(7).usersAllowed[0].username, "a");
  assert.equal(sandbox.secrets.get(10), undefined);
  const given = { identifier: 11, groupsAllowed: [] };
  sandbox.secrets.add(given);
  given.groupsAllowed.push({ name: "Ops", canEdit: true });
  assert.deepEqual(sandbox.secrets.get(11).groupsAllowed, []);
  assert.deepEqual(sandbox.changes, []);
});

test("two sandboxes with the same options share no state", async () => {
  const secrets = [{ identifier: "43", usersAllowed: [] }];
  const [one, other] = [createSandbox({ secrets }), createSandbox({ secrets })];
  one.secrets.setActive(43, false);
  assert.equal(other.secrets.get(43).active, true);
  assert.deepEqual(secrets, [{ identifier: "43", usersAllowed: [] }]);
  secrets[0].active = false;
  one.reset();
  assert.equal(one.secrets.get(43).active, true);
});

test("generated secrets depend on the seed alone, and are distinct and plausible", () => {
  const secrets = generateSecrets(4000, 7);
  assert.deepEqual(generateSecrets(4000, 7), secrets);
  assert.notDeepEqual(generateSecrets(4000, 8), secrets);
  assert.deepEqual(createSandbox({ secrets: 4000, seed: 7 }).secrets.list(), secrets);
  assert.equal(secrets[0].identifier, "43");
  const distinct = (key) => new Set(secrets.map((secret) => secret[key])).size;
  assert.equal(distinct("identifier"), 4000);
  assert.equal(distinct("identifierCode"), 4000);
  assert.equal(distinct("clientSecret"), 4000);
  assert.ok(distinct("owner") > 5 && distinct("tags") > 10);
  assert.ok(secrets.every(({ active, tags, owner }) => active && tags.includes(",") && owner));
});

test("an option out of range throws an error that names it", () => {
  const client = { clientId: "a", clientSecret: "b" };
  for (const [options, message] of [
    [{ clients: [] }, /^clients/],
    [{ clients: [client, client] }, /"a" is given twice/],
    [{ secrets: -1 }, /^secrets/],
    [{ secrets: [{ identifier: 1 }, { identifier: "1" }] }, /"1" exists already/],
    [{ tokenLifetime: Number.NaN }, /^tokenLifetime/],
    [{ rateLimit: 0.5 }, /^rateLimit/],
    [{ latency: -1 }, /^latency/],
    [{ cors: "https://app.example/" }, /^cors/],
  ]) {
    assert.throws(() => createSandbox(options), { name: "RangeError", message });
  }
});

test("the main entry compiles without the types of Node.js", () => {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const project = fileURLToPath(new URL("../tsconfig.core.json", import.meta.url));
  execFileSync(process.execPath, [join(dirname(manifest), "lib/tsc.js"), "-p", project], { stdio: "pipe" });
});
