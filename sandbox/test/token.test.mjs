import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { askToken, basic, logIn, origin } from "./support/client.mjs";

const path = `${origin}/api/oauth2/token`;
const grant = "grant_type=client_credentials";
const own = "client_id=demo&client_secret=demo-secret";
const authorization = basic("demo", "demo-secret");

function post(fetch, body, { headers = {}, query = "" } = {}) {
  return fetch(`${path}${query}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
}

const get = (fetch, query, headers = {}) => fetch(`${path}?${query}`, { headers });

/** `ok` for a token, else the status and the OAuth error, if there is one. */
async function verdict(promise) {
  const response = await promise;
  const { error, access_token: token } = await response.json();
  return token ? "ok" : error ? `${response.status} ${error}` : response.status;
}

const matrix = [
  ["GET with Basic", (f) => get(f, grant, { authorization }), "ok"],
  ["POST with a form", (f) => post(f, `${grant}&${own}`), "ok"],
  ["POST with Basic", (f) => post(f, grant, { headers: { authorization } }), "ok"],
  ["the older path", (f) => f(`${origin}/iso/oauth2/token?${grant}`, { headers: { authorization } }), "ok"],
  [
    "a charset in the content type",
    (f) =>
      post(f, `${grant}&${own}`, { headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" } }),
    "ok",
  ],
  ["a scope", (f) => post(f, `${grant}&${own}&scope=all`), "ok"],
  ["a tenant that is not needed", (f) => get(f, `${grant}&tenant=acme`, { authorization }), "ok"],
  ["no grant type", (f) => get(f, "tenant=acme", { authorization }), "400 invalid_request"],
  ["an empty grant type", (f) => get(f, "grant_type=", { authorization }), "400 invalid_request"],
  ["another grant type", (f) => get(f, "grant_type=password", { authorization }), "400 unsupported_grant_type"],
  ["no credentials", (f) => get(f, grant), "400 invalid_request"],
  ["no secret", (f) => post(f, `${grant}&client_id=demo`), "400 invalid_request"],
  ["an empty secret", (f) => post(f, `${grant}&client_id=demo&client_secret=`), "400 invalid_request"],
  ["no id", (f) => post(f, `${grant}&client_secret=demo-secret`), "400 invalid_request"],
  ["a grant type repeated in the query", (f) => get(f, `${grant}&${grant}`, { authorization }), "400 invalid_request"],
  ["an id repeated in the form", (f) => post(f, `${grant}&${own}&client_id=demo`), "400 invalid_request"],
  ["credentials twice", (f) => post(f, `${grant}&${own}`, { headers: { authorization } }), "400 invalid_request"],
  ["an id besides Basic", (f) => get(f, `${grant}&client_id=demo`, { authorization }), "400 invalid_request"],
  ["the secret in the URL of a GET", (f) => get(f, `${grant}&${own}`), "400 invalid_request"],
  [
    "the secret in the URL of a POST",
    (f) => post(f, `${grant}&${own}`, { query: "?client_secret=demo-secret" }),
    "400 invalid_request",
  ],
  [
    "the id in the URL of a POST",
    (f) => post(f, `${grant}&${own}`, { query: "?client_id=demo" }),
    "400 invalid_request",
  ],
  ["an unknown client", (f) => get(f, grant, { authorization: basic("x", "demo-secret") }), "401 invalid_client"],
  ["a wrong secret", (f) => post(f, `${grant}&client_id=demo&client_secret=x`), "401 invalid_client"],
  ["Basic that is not base64", (f) => get(f, grant, { authorization: "Basic %%%" }), "401 invalid_client"],
  ["Basic without a colon", (f) => get(f, grant, { authorization: `Basic ${btoa("demo")}` }), "401 invalid_client"],
  ["Basic that is not UTF-8", (f) => get(f, grant, { authorization: `Basic ${btoa("\xff:x")}` }), "401 invalid_client"],
  ["another scheme", (f) => get(f, grant, { authorization: "Bearer demo" }), "401 invalid_client"],
  ["a JSON body", (f) => post(f, "{}", { headers: { "content-type": "application/json" } }), 501],
  ["an unknown form field", (f) => post(f, `${grant}&${own}&user=x`), 501],
  ["an unknown query parameter", (f) => get(f, `${grant}&user=x`, { authorization }), 501],
  ["another method", (f) => f(path, { method: "PUT" }), 501],
];
for (const [name, request, expected] of matrix) {
  test(`${name}: ${expected}`, async () => {
    assert.equal(await verdict(request(createSandbox().fetch)), expected);
  });
}

test("only a refused Basic header gets a challenge, and every answer has no-store", async () => {
  const { fetch } = createSandbox();
  const refusedBasic = await get(fetch, grant, { authorization: basic("demo", "x") });
  assert.equal(refusedBasic.headers.get("www-authenticate"), 'Basic realm="OAuth"');
  const refusedForm = await post(fetch, `${grant}&client_id=demo&client_secret=x`);
  assert.equal(refusedForm.headers.get("www-authenticate"), null);
  for (const answer of [refusedBasic, refusedForm, await get(fetch, grant, { authorization })]) {
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
});

// This id and secret have every kind of character that the two encodings treat differently.
const awkward = { clientId: "1PpG/Q 1", clientSecret: "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=" };
const encoded =
  "Basic MVBwRyUyRlErMTp6JTJGdFo5VndGWnFBcG1JUSUyQlpIMUk1cExrJTJGdUI0dWQlM0FYMiUyRjhiTCUyQndmRlR0MXJGdyUzRA==";
const raw = basic(awkward.clientId, awkward.clientSecret);

for (const [credentials, header, expected] of [
  [["basic"], encoded, "ok"],
  [["basic"], raw, "401 invalid_client"],
  [["basic-raw"], encoded, "401 invalid_client"],
  [["basic-raw"], raw, "ok"],
  [["basic", "basic-raw"], encoded, "ok"],
  [["basic", "basic-raw"], raw, "ok"],
  [["body"], encoded, "400 invalid_request"],
]) {
  test(`${credentials} and a header that is ${header === raw ? "raw" : "encoded"}: ${expected}`, async () => {
    const { fetch } = createSandbox({ clients: [awkward], token: { credentials } });
    assert.equal(await verdict(get(fetch, grant, { authorization: header })), expected);
  });
}

test("credentials in a form are ignored if only Basic is accepted", async () => {
  const { fetch } = createSandbox({ token: { credentials: ["basic"] } });
  assert.equal(await verdict(post(fetch, `${grant}&${own}`)), "400 invalid_request");
});

test("a method that is not accepted gets 405 with Allow, or 404", async () => {
  const refusing = createSandbox({ token: { methods: ["POST"] } });
  const refused = await askToken(refusing.fetch);
  assert.equal(refused.status, 405);
  assert.equal(refused.headers.get("allow"), "POST");
  assert.equal(await verdict(post(refusing.fetch, `${grant}&${own}`)), "ok");
  const hiding = createSandbox({ token: { methods: ["POST"], refusal: 404 } });
  assert.equal((await askToken(hiding.fetch)).status, 404);
});

test("a client with a tenant needs that tenant in its token request", async () => {
  const client = { clientId: "a", clientSecret: "b", tenant: "acme" };
  const { fetch } = createSandbox({ clients: [client] });
  assert.equal(await verdict(askToken(fetch, { client })), "400 invalid_request");
  assert.equal(await verdict(askToken(fetch, { client, query: "&tenant=other" })), "401 invalid_client");
  assert.equal(await verdict(askToken(fetch, { client, query: "&tenant=acme" })), "ok");
  assert.equal(await verdict(post(fetch, `${grant}&client_id=a&client_secret=b&tenant=acme`)), "ok");
});

test("expires_in is a number, a text, or absent", async () => {
  const expiry = async (expiresIn) => {
    const { fetch } = createSandbox({ tokenLifetime: 90, token: { expiresIn } });
    return (await (await askToken(fetch)).json()).expires_in;
  };
  assert.equal(await expiry("number"), 90);
  assert.equal(await expiry("string"), "90");
  assert.equal(await expiry("absent"), undefined);
});

test("a token expires to the millisecond on the sandbox's clock", async () => {
  let time = 1_000_000;
  const sandbox = createSandbox({ now: () => time, tokenLifetime: 60 });
  const call = await logIn(sandbox.fetch);
  time += 59_999;
  assert.equal((await call("GET", "")).status, 200);
  time += 1;
  assert.equal((await call("GET", "")).status, 401);
});

test("revokeTokens revokes the tokens of one client or of all, and no token is valid in another sandbox", async () => {
  const clients = ["a", "b"].map((clientId) => ({ clientId, clientSecret: "s" }));
  const sandbox = createSandbox({ clients });
  const [a, b] = await Promise.all(clients.map((client) => logIn(sandbox.fetch, { client })));
  assert.equal(sandbox.revokeTokens("a"), 1);
  assert.equal((await a("GET", "")).status, 401);
  assert.equal((await b("GET", "")).status, 200);
  assert.equal(sandbox.revokeTokens(), 1);
  assert.equal((await b("GET", "")).status, 401);

  const { access_token: token } = await (await askToken(createSandbox().fetch)).json();
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const elsewhere = await createSandbox().fetch(`${origin}/api/mysafe/secretapi`, { headers });
  assert.equal(elsewhere.status, 401);
});

test("tokenRequests counts refused requests, but no 501", async () => {
  const sandbox = createSandbox();
  await askToken(sandbox.fetch);
  await askToken(sandbox.fetch, { client: { clientId: "x", clientSecret: "y" } });
  await get(sandbox.fetch, `${grant}&user=x`);
  assert.equal(sandbox.tokenRequests, 2);
});

test("a new token is accepted once its lag is over, to the millisecond, and its lifetime includes the lag", async () => {
  let time = 1_000_000;
  const sandbox = createSandbox({ now: () => time, tokenLag: 100, tokenLifetime: 1 });
  const call = await logIn(sandbox.fetch);
  const first = await call("GET", "");
  assert.equal(first.status, 401);
  assert.equal(first.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
  time += 99;
  assert.equal((await call("GET", "")).status, 401);
  time += 1;
  assert.equal((await call("GET", "")).status, 200);
  // The lag of each token starts at its own grant.
  const younger = await logIn(sandbox.fetch);
  assert.equal((await younger("GET", "")).status, 401);
  assert.equal((await call("GET", "")).status, 200);
  time += 899;
  assert.equal((await call("GET", "")).status, 200);
  time += 1;
  assert.equal((await call("GET", "")).status, 401);
  assert.throws(() => createSandbox({ tokenLag: -1 }), { name: "RangeError", message: /tokenLag/ });
});
