// Odd answers of any operation: refusals with status 200, HTML pages, lists as PHP writes them, other encodings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, oddAnswers } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { askToken, fixture, logIn, messageOf, start } from "./support/client.mjs";
import { kinds } from "./support/kinds.mjs";

const off = (sandbox) => !sandbox.secrets.get("43").active;
const secretOperations = ["list", "get", "create", "update", "activate", "deactivate"];
const operations = ["token", ...secretOperations];

/** The operations of each odd answer. All others belong to activate and deactivate: see odd.test.mjs. */
const operationsOf = {
  "oauth-error": ["token"],
  "envelope-error": ["token"],
  "bare-message": ["token"],
  "no-colon": secretOperations,
  encryption: ["get"],
  "login-page": operations,
  keyed: ["list"],
  "null-list": ["list"],
  "no-list": ["list"],
  "no-identifier": ["list"],
  decimal: ["list", "get", "create", "update"],
  "latin-1": secretOperations,
  "half-pair": secretOperations,
  bom: operations,
};

test("next refuses an odd answer for an operation that does not have it", () => {
  const sandbox = createSandbox();
  for (const answer of Object.keys(operationsOf)) assert.ok(oddAnswers.includes(answer), answer);
  for (const answer of oddAnswers) {
    const allowed = operationsOf[answer] ?? ["activate", "deactivate"];
    for (const operation of operations) {
      const add = () => sandbox.next({ operation, fault: "odd", answer });
      if (allowed.includes(operation)) add();
      else assert.throws(add, { name: "RangeError", message: `next: ${operation} has no odd answer ${answer}` });
    }
  }
});

/** Sends a request to a sandbox of three secrets whose next answer is the odd `answer`. */
async function ask(answer, method, path, { step = {}, init, options } = {}) {
  const { sandbox, call } = await start({ secrets: 3, ...options });
  sandbox.next({ fault: "odd", answer, ...step });
  const response = await call(method, path, init);
  assert.equal(sandbox.pendingSteps, 0, "the request used the step");
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal(Number(response.headers.get("content-length")), bytes.length);
  return { sandbox, call, response, bytes, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
}

const createInit = { body: { name: "n", url: "https://api.example", client_id: "c" } };

for (const [answer, body] of [
  ["oauth-error", { error: "invalid_client", error_description: "Client authentication failed" }],
  ["bare-message", { message: "You are not authorized to access this resource." }],
  ["envelope-error", fixture("error-1006-access-denied").body],
]) {
  test(`${answer} refuses a token request with status 200`, async () => {
    const sandbox = createSandbox();
    sandbox.next({ fault: "odd", answer });
    const response = await askToken(sandbox.fetch);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), body);
    assert.equal(sandbox.requests.at(-1).fault, "odd");
    assert.equal(sandbox.revokeTokens(), 0);
    assert.equal((await (await askToken(sandbox.fetch)).json()).token_type, "Bearer");
  });
}

test("a login page replaces the answer of every operation, and of a request that the API refuses", async () => {
  const sandbox = createSandbox();
  sandbox.next({ fault: "odd", answer: "login-page" });
  assert.match(await (await askToken(sandbox.fetch)).text(), /^<html>.*Sign in/);
  for (const path of ["/inactive/43", "/inactive/999"]) {
    const { sandbox, response, text } = await ask("login-page", "POST", path);
    assert.deepEqual([response.status, response.headers.get("content-type")], [200, "text/html"]);
    assert.match(text, /^<html>.*Sign in/);
    assert.deepEqual(sandbox.changes, []);
  }
  const after = await ask("login-page", "POST", "/inactive/43", { step: { applied: true } });
  assert.equal(off(after.sandbox), true);
  assert.equal(after.sandbox.changes[0].lost, true);
});

test("1006 without a colon changes nothing, even with `applied`, and replaces no other error", async () => {
  for (const applied of [false, true]) {
    const { sandbox, response, text } = await ask("no-colon", "POST", "/inactive/43", { step: { applied } });
    const { response: right } = fixture("error-1006-access-denied").body;
    const message = "1006 User does not have access";
    assert.equal(response.status, 400);
    assert.deepEqual(JSON.parse(text), { response: { ...right, message, mensagem: message } });
    assert.deepEqual([off(sandbox), sandbox.changes], [false, []]);
  }
  const { text } = await ask("no-colon", "GET", "/999");
  assert.deepEqual(JSON.parse(text), fixture("error-1005-not-found").body);
});

/** Fetches the documented list, and the list of an odd answer. */
async function listAs(answer, options) {
  const { call, text } = await ask(answer, "GET", "", options);
  const { api_secret_on_list: right, ...rest } = await (await call("GET", "")).json();
  assert.equal(right.length, options?.options?.secrets ?? 3);
  const { api_secret_on_list: odd, ...oddRest } = JSON.parse(text);
  assert.deepEqual(oddRest, rest);
  return { right, odd, has: text.includes("api_secret_on_list") };
}

for (const { kind, collection, path, payloads } of kinds) {
  test(`${kind}: its lists, names and identifiers have the odd forms too`, async () => {
    const { sandbox, call } = await start({ [collection]: [{ identifier: 43 }, { identifier: 44 }] }, path);
    const ask = async (answer, request = "") => {
      sandbox.next({ kind, fault: "odd", answer });
      return (await call("GET", request)).text();
    };
    const right = await (await call("GET", "")).json();
    const [one, two] = right[payloads.list];
    const { [payloads.list]: _, ...rest } = right;
    assert.deepEqual(JSON.parse(await ask("keyed")), { ...right, [payloads.list]: { 0: one, 2: two } });
    assert.deepEqual(JSON.parse(await ask("null-list")), { ...right, [payloads.list]: null });
    assert.deepEqual(JSON.parse(await ask("no-list")), rest);
    assert.equal(JSON.parse(await ask("no-identifier"))[payloads.list][1].identifier, undefined);
    assert.equal((await ask("decimal")).match(/"identifier":4[34]\.0,/g).length, 2);
    assert.match(await ask("decimal", "/43"), /"identifier":43\.0,/);
    assert.match(JSON.parse(await ask("half-pair", "/43"))[payloads.get].name, / \ud83d$/);
    assert.match(await ask("no-colon", "/43"), /"message":"1006 User does not have access"/);
  });
}

test("keyed: the list is an object with a gap in its keys, as PHP writes an array without one of its indexes", async () => {
  const { right, odd } = await listAs("keyed");
  assert.deepEqual(odd, { 0: right[0], 2: right[1], 3: right[2] });
  const one = await listAs("keyed", { options: { secrets: 1 } });
  assert.deepEqual(one.odd, { 0: one.right[0] });
});

test("null-list and no-list: the list is null, or missing", async () => {
  const none = await listAs("null-list");
  assert.deepEqual([none.odd, none.has], [null, true]);
  const missing = await listAs("no-list");
  assert.deepEqual([missing.odd, missing.has], [undefined, false]);
});

test("no-identifier: the last entry of the list has no identifier", async () => {
  const { right, odd } = await listAs("no-identifier");
  const { identifier, ...last } = right[2];
  assert.equal(identifier, "45");
  assert.deepEqual(odd, [right[0], right[1], last]);
});

test("decimal: numeric identifiers are written as 43.0, in the member `identifier` alone", async () => {
  const secrets = [{ identifier: 43, name: 'a "identifier":"44", b' }, { identifier: "44-own" }];
  for (const identifierType of ["string", "int"]) {
    const options = { secrets, identifierType };
    const { text } = await ask("decimal", "GET", "", { options });
    assert.ok(text.includes('"identifier":43.0,'), text);
    assert.ok(text.includes('"identifier":"44-own"'), text);
    assert.equal(JSON.parse(text).api_secret_on_list[0].name, secrets[0].name);
  }
  assert.match((await ask("decimal", "GET", "/43")).text, /"identifier":43\.0,/);
  const created = await ask("decimal", "POST", "", { init: createInit });
  assert.match(created.text, /"identifier":46\.0,/);
  const updated = await ask("decimal", "PUT", "/update/43", { init: { body: { name: "new" } } });
  assert.match(updated.text, /"identifier":43\.0,/);
});

const firstBytes = (bytes) => [...bytes.subarray(0, 3)].map((byte) => byte.toString(16)).join("");

test("bom: a byte order mark precedes the correct answer, and the change is made", async () => {
  const { sandbox, bytes, text } = await ask("bom", "POST", "/inactive/43");
  assert.equal(firstBytes(bytes), "efbbbf");
  assert.deepEqual(JSON.parse(text.slice(1)), fixture("deactivate-ok").body);
  assert.equal(off(sandbox), true);
  assert.deepEqual([sandbox.changes[0].changed, sandbox.changes[0].lost], [true, false]);

  const { text: refusal, response } = await ask("bom", "GET", "/999");
  assert.equal(response.status, 400);
  assert.deepEqual(JSON.parse(refusal.slice(1)), fixture("error-1005-not-found").body);

  sandbox.next({ operation: "token", fault: "odd", answer: "bom" });
  const granted = await askToken(sandbox.fetch);
  const { access_token: token } = await granted.json();
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  assert.equal((await sandbox.fetch("https://mysafe.example/api/mysafe/secretapi", { headers })).status, 200);
});

test("latin-1: names and the envelope's detail are in Latin-1, in successes and in errors", async () => {
  const secrets = [{ identifier: 43, name: "chave € 漢" }];
  const latin1 = (bytes) => JSON.parse(Buffer.from(bytes).toString("latin1"));
  const list = await ask("latin-1", "GET", "", { options: { secrets } });
  assert.ok(Buffer.from(list.bytes).includes(Buffer.from("produ\xe7\xe3o", "latin1")));
  assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(list.bytes), TypeError);
  assert.equal(latin1(list.bytes).api_secret_on_list[0].name, "chave ? ? produção");
  const shown = await ask("latin-1", "GET", "/43");
  assert.match(latin1(shown.bytes).api_secret_entity.name, / produção$/);
  const refusal = latin1((await ask("latin-1", "GET", "/999")).bytes);
  assert.deepEqual([refusal.response.detail, refusal.exception.code], ["produção", 1005]);
  const { sandbox, bytes } = await ask("latin-1", "POST", "/inactive/43");
  const { response } = fixture("deactivate-ok").body;
  assert.deepEqual(latin1(bytes).response, { ...response, detail: "produção" });
  assert.equal(off(sandbox), true);
});

test("half-pair: names and the envelope's detail end with half a surrogate pair", async () => {
  const { text } = await ask("half-pair", "GET", "");
  assert.equal(text.split("\\ud83d").length - 1, 4);
  const { response, api_secret_on_list: entries } = JSON.parse(text);
  assert.equal(response.detail, "\ud83d");
  assert.ok(entries.every(({ name }) => name.endsWith(" \ud83d")));
  const { sandbox, text: done } = await ask("half-pair", "POST", "/inactive/43");
  assert.equal(JSON.parse(done).response.detail, "\ud83d");
  assert.equal(off(sandbox), true);
});

test("odd answers have the same bytes over a socket, and a `Uint8Array` body is sent unchanged", async (t) => {
  const sandbox = createSandbox({ secrets: 1 });
  const server = await serve(sandbox);
  t.after(() => server.close());
  const calls = [await logIn(sandbox.fetch), await logIn(fetch, { base: server.url })];
  for (const answer of ["latin-1", "bom"]) {
    sandbox.next({ operation: "list", fault: "odd", answer, times: 2 });
    const [one, other] = await Promise.all(calls.map(async (call) => (await call("GET", "")).arrayBuffer()));
    assert.deepEqual(other, one);
  }
  const body = new Uint8Array([0xff, 0xfe, 0x7b, 0]);
  for (const call of calls) {
    sandbox.next({ operation: "list", response: { body } });
    assert.deepEqual(new Uint8Array(await (await call("GET", "")).arrayBuffer()), body);
  }
});

test("random odd answers are among `answers`, and apply to the operation", async () => {
  const { sandbox, call } = await start({ secrets: 3 });
  sandbox.setFaults({ rate: 1, kinds: ["odd"], answers: ["keyed", "oauth-error", "no-colon"] });
  assert.equal((await (await askToken(sandbox.fetch)).json()).error, "invalid_client");
  assert.match(await messageOf(await call("GET", "/43")), /^1006 User/);
  const lists = new Set();
  for (let count = 0; count < 40; count += 1) lists.add((await call("GET", "")).status);
  assert.deepEqual([...lists].sort(), [200, 400]);

  sandbox.setFaults({ rate: 1, kinds: ["odd"] });
  assert.equal((await askToken(sandbox.fetch)).status, 200);
  assert.deepEqual(await messageOf(await call("GET", "")), "");
  const kinds = sandbox.requests.slice(-2).map(({ fault }) => fault);
  assert.deepEqual(kinds, [undefined, undefined]);
});

for (const retryAfter of [2.5, "2.5", "2, 2", "in a while"]) {
  test(`Retry-After ${JSON.stringify(retryAfter)} is sent unchanged, in process and over a socket`, async (t) => {
    const sandbox = createSandbox();
    const server = await serve(sandbox);
    t.after(() => server.close());
    for (const call of [await logIn(sandbox.fetch), await logIn(fetch, { base: server.url })]) {
      sandbox.next({ fault: "rate-limit", retryAfter });
      assert.equal((await call("GET", "/43")).headers.get("retry-after"), String(retryAfter));
    }
  });
}
