// A proxy has signed people in, and says in headers who they are.

import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { proxied, proxySecret, runtimeBench } from "./bench.mjs";

/** Sends headers as they are, also twice, and bytes beyond ASCII. */
function session(url, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/session`, { headers: ["host", new URL(url).host, ...headers.flat()] }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve(response.statusCode === 200 ? JSON.parse(text).identity : response.statusCode));
    });
    sent.on("error", reject).end();
  });
}

const secret = ["x-proxy-secret", proxySecret];
/** As a proxy sends it. */
const bytes = (text) => Buffer.from(text).toString("latin1");

test("the headers are believed if the proxy's secret is with them, once and whole, and not otherwise", async (t) => {
  const { up } = await runtimeBench(t);
  const { url, says } = await up();
  const ana = ["x-user", "ana@example.com"];
  assert.deepEqual(await session(url, [secret, ana]), { id: "ana@example.com", roles: [] });
  for (const headers of [
    [ana],
    [["x-proxy-secret", ""], ana],
    [["x-proxy-secret", proxySecret.slice(0, -1)], ana],
    [["x-proxy-secret", `${proxySecret}x`], ana],
    [["x-proxy-secret", "guess"], secret, ana],
    [["authorization", proxySecret], ana],
    [secret],
    [secret, ["x-user", ""]],
    // One is the visitor's own.
    [secret, ["x-user", "admin@example.com"], ana],
    [secret, ["x-user", "\u00ff"]],
  ]) {
    assert.equal(await session(url, headers), 401, JSON.stringify(headers));
  }
  await says(/warning a request does not have the proxy's secret in x-proxy-secret/);
  await says(/warning x-user came twice/);
});

test("name and roles are read as UTF-8, and roles are separated by commas", async (t) => {
  const { up } = await runtimeBench(t);
  const { url } = await up();
  const identity = await session(url, [
    secret,
    ["x-user", bytes("josé@example.com")],
    ["x-name", bytes("José da Conceição")],
    ["x-groups", bytes("responder, équipe,,staff ")],
  ]);
  assert.deepEqual(identity, {
    id: "josé@example.com",
    name: "José da Conceição",
    roles: ["responder", "équipe", "staff"],
  });
});

test("the roles decide what somebody may do, and the page is told where the proxy signs people in and out", async (t) => {
  const bench = await runtimeBench(t);
  const { headers } = bench.base.signIn;
  bench.configure({ signIn: { headers: { ...headers, signIn: "/oauth2/start", signOut: "/oauth2/sign_out" } } });
  const { url } = await bench.up();
  const viewer = await (await fetch(`${url}/session`, { headers: proxied("rui@example.com", "viewer,other") })).json();
  assert.deepEqual(viewer.grants.apiSecret, ["list", "isActive"]);
  assert.equal(viewer.signOut, "/oauth2/sign_out");
  const nobody = await fetch(`${url}/session`);
  assert.equal((await nobody.json()).signIn, "/oauth2/start");
});
