// No credential shows in an error, a result, a log line, or a printed client, whatever the server echoes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { MySafe } from "mysafe-wasm";

const secret = "c4nary/secret+1";
const token = "c4nary.token-2";
const stored = "c4nary stored 3";
const basic = Buffer.from(`c4nary-id:${encodeURIComponent(secret)}`).toString("base64");
/** What a server can echo of a token request. */
const tokenEcho = `${secret} ${encodeURIComponent(secret)} Basic ${basic} https://h/p?q=c4nary-query`;
/** What a server can echo of a call, whose request carries the token. */
const callEcho = `${tokenEcho} ${token} Bearer ${token}`;
/** Whether `text` shows a credential. The client id is no secret, but does not belong in an error either. */
const shows = (text) => text.includes("c4nary") || text.includes(basic) || text.includes(stored);

const json = (status, body, headers) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const grantToken = () => json(200, { access_token: token, token_type: "Bearer", expires_in: 3600 });

/** Answers of a hostile or careless server, or errors of a fetch: `t` to the token request, `c` to the call. */
const cases = {
  "error of the API": { c: () => json(400, { response: { error: true, message: callEcho } }) },
  success: { c: () => json(200, { response: { error: false, message: callEcho } }) },
  gateway: { c: () => json(502, { message: callEcho, request_id: callEcho }, { "x-request-id": token }) },
  "request id": { c: () => json(400, { exception: { code: 1005, message: "x" } }, { "x-request-id": token }) },
  "refused token": { c: () => json(401, { message: callEcho }) },
  "another body": { c: () => json(200, { api_secret_entity: { client_secret: stored }, note: stored }) },
  "another type": { c: () => new Response(callEcho, { headers: { "content-type": `text/${token}` } }) },
  "oauth error": { t: () => json(400, { error: tokenEcho, error_description: tokenEcho, error_uri: tokenEcho }) },
  "refused client": { t: () => json(401, { error: "invalid_client", error_description: tokenEcho }) },
  "token without a type": { t: () => json(200, { access_token: token, token_type: tokenEcho }) },
  "thrown error": {
    c: () => {
      throw Object.assign(new TypeError(callEcho, { cause: new Error(callEcho) }), { config: { headers: callEcho } });
    },
  },
  "thrown text": { c: () => Promise.reject(callEcho) },
  "thrown by the token request": { t: () => Promise.reject(new Error(tokenEcho, { cause: { code: tokenEcho } })) },
  redirect: { c: () => new Response(null, { status: 302, headers: { location: `https://h/?${token}` } }) },
};

for (const [name, { t = grantToken, c }] of Object.entries(cases)) {
  test(`no credential shows after: ${name}`, async (context) => {
    const logged = ["log", "info", "warn", "error", "debug"].map((kind) =>
      context.mock.method(console, kind, () => {}),
    );
    const fetch = async (url) => (new URL(url).pathname.includes("oauth2") ? t() : c());
    const options = {
      baseUrl: "https://vault.example",
      clientId: "c4nary-id",
      clientSecret: secret,
      fetch,
      retry: false,
    };
    const client = new MySafe(options);
    const result = await client.deactivate("43").catch((error) => error);
    const lines = logged.flatMap(({ mock }) => mock.calls);
    context.mock.restoreAll();
    assert.equal(lines.length, 0, "nothing is logged");
    for (const value of [result, client]) {
      for (const text of [
        String(value),
        String(value.stack),
        JSON.stringify(value),
        inspect(value, { depth: 20, showHidden: true }),
      ]) {
        assert.equal(shows(text), false, text);
      }
    }
  });
}

test("the check finds a secret deep in an error", () => {
  assert.ok(shows(inspect(new Error("x", { cause: { deep: { secret } } }), { depth: 20 })));
});

test("the client secret is in no URL, and the token in the Authorization header alone", async () => {
  const requests = [];
  const fetch = async (url, init) => {
    requests.push({ url, ...Object.fromEntries(new Headers(init.headers)) });
    return requests.length === 1
      ? grantToken()
      : json(200, { response: { error: false, message: "API secret successfully deactivated" } });
  };
  const client = new MySafe({ baseUrl: "https://vault.example", clientId: "c4nary-id", clientSecret: secret, fetch });
  await client.deactivate("43");
  assert.deepEqual(requests, [
    {
      url: "https://vault.example/api/oauth2/token?grant_type=client_credentials",
      accept: "application/json",
      authorization: `Basic ${basic}`,
    },
    {
      url: "https://vault.example/api/mysafe/secretapi/inactive/43",
      accept: "application/json",
      authorization: `Bearer ${token}`,
    },
  ]);
});
