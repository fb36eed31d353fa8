// Credentials that must not be seen: not in an error, a result, a log line, or anything that prints the client.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { MySafe } from "mysafe-wasm";

const secret = "c4nary/secret+1";
const token = "c4nary.token-2";
const stored = "c4nary stored 3";
const basic = Buffer.from(`c4nary-id:${encodeURIComponent(secret)}`).toString("base64");
/** What a server can repeat of a token request, and of a call, which carries the token. */
const early = `${secret} ${encodeURIComponent(secret)} Basic ${basic} https://h/p?q=c4nary-query`;
const words = `${early} ${token} Bearer ${token}`;
/** Whether `text` shows any of them. The client id is no secret, but it does not belong in an error either. */
const shows = (text) => text.includes("c4nary") || text.includes(basic) || text.includes(stored);

const json = (status, body, headers) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const granted = () => json(200, { access_token: token, token_type: "Bearer", expires_in: 3600 });

/** What a hostile or careless server answers, or a fetch throws: `t` for the token request, `c` for the call. */
const cases = {
  "error of the API": { c: () => json(400, { response: { error: true, message: words } }) },
  success: { c: () => json(200, { response: { error: false, message: words } }) },
  gateway: { c: () => json(502, { message: words, request_id: words }, { "x-request-id": token }) },
  "request id": { c: () => json(400, { exception: { code: 1005, message: "x" } }, { "x-request-id": token }) },
  "refused token": { c: () => json(401, { message: words }) },
  "another body": { c: () => json(200, { api_secret_entity: { client_secret: stored }, note: stored }) },
  "another type": { c: () => new Response(words, { headers: { "content-type": `text/${token}` } }) },
  "oauth error": { t: () => json(400, { error: early, error_description: early, error_uri: early }) },
  "refused client": { t: () => json(401, { error: "invalid_client", error_description: early }) },
  "token without a type": { t: () => json(200, { access_token: token, token_type: early }) },
  "thrown error": {
    c: () => {
      throw Object.assign(new TypeError(words, { cause: new Error(words) }), { config: { headers: words } });
    },
  },
  "thrown text": { c: () => Promise.reject(words) },
  "thrown by the token request": { t: () => Promise.reject(new Error(early, { cause: { code: early } })) },
  redirect: { c: () => new Response(null, { status: 302, headers: { location: `https://h/?${token}` } }) },
};

for (const [name, { t = granted, c }] of Object.entries(cases)) {
  test(`nothing secret comes of: ${name}`, async (context) => {
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

test("the scan finds a canary where there is one", () => {
  assert.ok(shows(inspect(new Error("x", { cause: { deep: { secret } } }), { depth: 20 })));
});

test("the secret is in no URL, and the token only in its header", async () => {
  const seen = [];
  const fetch = async (url, init) => {
    seen.push({ url, ...Object.fromEntries(new Headers(init.headers)) });
    return seen.length === 1
      ? granted()
      : json(200, { response: { error: false, message: "API secret successfully deactivated" } });
  };
  const client = new MySafe({ baseUrl: "https://vault.example", clientId: "c4nary-id", clientSecret: secret, fetch });
  await client.deactivate("43");
  assert.deepEqual(seen, [
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
