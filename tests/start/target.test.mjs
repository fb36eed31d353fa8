// `npm start -- --target`: with the access key in this process, and without it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { keyOf, targetOf } from "../../scripts/dev/target.mjs";
import { credentials, serveTargetFor } from "./served.mjs";

async function sandboxFor(t) {
  const sandbox = createSandbox({ clients: [credentials], cors: false });
  const server = await serve(sandbox);
  t.after(() => server.close());
  return { sandbox, url: server.url };
}

test("without a key the page asks for it, and what the page sends is forwarded", async (t) => {
  const { sandbox, url } = await sandboxFor(t);
  const { url: ours, address, problems } = await serveTargetFor(t, url);
  assert.equal(address, ours);
  const shown = await fetch(ours);
  const html = await shown.text();
  assert.match(html, /<title>MySafe<\/title>/);
  assert.doesNotMatch(html, /mysafe-broker/);
  assert.match(html, new RegExp(`<head>\\s+<meta name="mysafe-vault" content="${url}/" />`));
  assert.match(shown.headers.get("content-security-policy"), /default-src 'none'/);
  const mysafe = new MySafe({ baseUrl: ours, ...credentials });
  assert.equal((await mysafe.deactivate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, false);
  assert.deepEqual(problems, []);
  for (const path of ["/..%2f..%2fpackage.json", "/../package.json", "/%2e%2e/package.json", "/nothing"]) {
    assert.equal((await fetch(ours + path)).status, 404, path);
  }
});

test("with a key, the printed address opens the page once, for one person; the key is in no answer", async (t) => {
  const { sandbox, url } = await sandboxFor(t);
  const { url: ours, address } = await serveTargetFor(t, url, { key: credentials });
  const texts = [];
  const ask = async (path, init) => {
    const answer = await fetch(new URL(path, ours), { redirect: "manual", ...init });
    const text = await answer.text();
    texts.push(text, JSON.stringify([...answer.headers]));
    return { status: answer.status, headers: answer.headers, text };
  };
  assert.match((await ask("/")).text, /<meta name="mysafe-broker"/);
  assert.equal((await ask("/session")).status, 401);
  assert.equal((await ask("/token", { method: "POST" })).status, 401);
  for (const wrong of ["/open", "/open?key=", `${new URL(address).pathname}?key=${"A".repeat(32)}`]) {
    assert.equal((await ask(wrong)).status, 403, wrong);
  }
  const opened = await ask(address);
  assert.deepEqual([opened.status, opened.headers.get("location")], [303, "/"]);
  const [cookie] = opened.headers.getSetCookie();
  assert.match(cookie, /^mysafe-\d+=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await ask(address)).status, 403, "a second time");
  const signedIn = { headers: { cookie: cookie.split(";")[0] } };
  const session = JSON.parse((await ask("/session", signedIn)).text);
  assert.equal(session.vault.address, url);
  assert.deepEqual(session.grants.note, ["activate", "deactivate", "list", "isActive"]);
  const accessToken = async () => JSON.parse((await ask("/token", { method: "POST", ...signedIn })).text).access_token;
  const mysafe = new MySafe({ baseUrl: ours, accessToken });
  assert.equal((await mysafe.deactivate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, false);
  // What the page could ask with a key of its own is not forwarded.
  assert.equal((await ask("/api/oauth2/token?grant_type=client_credentials", signedIn)).status, 401);
  for (const text of texts) assert.ok(!text.includes(credentials.clientSecret));
});

test("the page names the target, whatever is in its address, and no other file does", async (t) => {
  const { url: ours } = await serveTargetFor(t, "https://vault.example/a&b'<c>\"d");
  const html = await (await fetch(ours)).text();
  assert.equal(
    html.match(/<meta name="mysafe-vault" content="([^"]*)" \/>/)?.[1],
    "https://vault.example/a&amp;b'%3Cc%3E%22d",
  );
  assert.equal(html.match(/mysafe-vault/g).length, 1);
  const script = /src="\.(\/assets\/[^"]+)"/.exec(html)[1];
  assert.equal((await fetch(ours + script)).headers.get("content-type"), "text/javascript; charset=utf-8");
  const head = await fetch(ours, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
});

test("it listens on 127.0.0.1 alone", async (t) => {
  const { url } = await sandboxFor(t);
  const port = Number(new URL((await serveTargetFor(t, url)).url).port);
  for (const host of ["127.0.0.2", "::1"]) {
    const socket = connect({ port, host });
    t.after(() => socket.destroy());
    await assert.rejects(once(socket, "connect"), { code: /ECONNREFUSED|EADDRNOTAVAIL/ }, host);
  }
});

test("half a key in the environment is refused, and an empty one is none", () => {
  assert.equal(keyOf({}), undefined);
  assert.equal(keyOf({ MYSAFE_CLIENT_ID: "", MYSAFE_CLIENT_SECRET: "" }), undefined);
  assert.throws(() => keyOf({ MYSAFE_CLIENT_ID: "a" }), /set both, or none/);
  assert.throws(
    () => keyOf({ MYSAFE_CLIENT_SECRET: "c4nary-secret" }),
    (error) => !error.message.includes("c4nary"),
  );
  assert.deepEqual(keyOf({ MYSAFE_CLIENT_ID: "a", MYSAFE_CLIENT_SECRET: "b", MYSAFE_TENANT: "c" }), {
    clientId: "a",
    clientSecret: "b",
    tenant: "c",
  });
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
