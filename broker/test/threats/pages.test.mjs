// Other sites' pages: CSRF and DNS rebinding.

import assert from "node:assert/strict";
import { test } from "node:test";
import { origin, secrets, start } from "../kit.mjs";

const evil = "https://evil.example";

/** Requests of every own path, which would succeed from the broker's own page. */
async function ownRequests({ tokenOf }) {
  const token = await tokenOf("ana");
  return [
    ["/token", { method: "POST", who: "ana" }],
    ["/session", { who: "ana" }],
    [`${secrets}/inactive/43`, { method: "POST", token }],
    [secrets, { token }],
  ];
}

test("CSRF: what another site's page causes is refused, by Origin and by Sec-Fetch-Site, and passed on to nobody", async () => {
  const broker = start();
  for (const [path, init] of await ownRequests(broker)) {
    for (const headers of [
      { origin: evil },
      { origin: "null" },
      { origin: "https://broker.example.evil.example" },
      { origin: "http://broker.example" },
      { origin: "https://broker.example:8443" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      { origin, "sec-fetch-site": "cross-site" },
    ]) {
      const answer = await broker.ask(path, { ...init, headers });
      assert.equal(answer.status, 403, `${path} ${JSON.stringify(headers)}`);
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
    }
    assert.equal(
      (await broker.ask(path, { ...init, headers: { origin, "sec-fetch-site": "same-origin" } })).status,
      200,
      path,
    );
    assert.equal((await broker.ask(path, init)).status, 200, `${path}: a program that is no browser`);
  }
  assert.equal(broker.sandbox.changes.length, 2);
});

test("CSRF: a cookie switches nothing; only a token that the page asked for does", async () => {
  const { ask, sandbox } = start();
  const answer = await ask(`${secrets}/inactive/43`, { method: "POST", who: "ana" });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers.get("www-authenticate"), "Bearer");
  assert.equal(sandbox.requests.length, 0);
});

test("a listed origin may use the broker, and read its answers; a preflight of any other is refused", async () => {
  const page = "https://page.example";
  const broker = start({ origins: [page] });
  for (const [path, init] of await ownRequests(broker)) {
    const answer = await broker.ask(path, { ...init, headers: { origin: page, "sec-fetch-site": "cross-site" } });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("access-control-allow-origin"), page);
    assert.equal(answer.headers.get("vary"), "Origin");
    assert.match(answer.headers.get("access-control-expose-headers"), /retry-after/);
  }
  const preflight = (from) => broker.ask(secrets, { method: "OPTIONS", headers: { origin: from } });
  const allowed = await preflight(page);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get("access-control-allow-origin"), page);
  assert.equal(allowed.headers.get("access-control-allow-headers"), "authorization, content-type");
  const refused = await preflight(evil);
  assert.equal(refused.status, 403);
  assert.equal(refused.headers.get("access-control-allow-origin"), null);
  // An error can be read too: a page must be able to say what is wrong.
  for (const [path, init, status] of [
    ["/session", {}, 401],
    [secrets, {}, 401],
    [`${secrets}/update/43`, { method: "PUT", token: await broker.tokenOf("ana") }, 403],
    ["/nowhere", {}, 404],
  ]) {
    const refused = await broker.ask(path, { ...init, headers: { origin: page } });
    assert.deepEqual([refused.status, refused.headers.get("access-control-allow-origin")], [status, page], path);
  }
});

test("DNS rebinding: over http, a name that is not the broker's is refused, on every path but the probes'", async () => {
  const broker = start({ origins: ["http://broker.internal:8080"], page: () => new Response("page") });
  const ask = (url, init) => broker.broker.fetch(new Request(url, init));
  for (const path of ["/session", "/token", secrets, "/", "/nothing"]) {
    for (const host of [
      "http://evil.example",
      "http://10.0.0.3",
      "http://broker.internal",
      "http://127.0.0.1.evil.example",
    ]) {
      assert.equal((await ask(host + path)).status, 421, host + path);
      // The attacker's page is of the same origin as what it asks.
      assert.equal((await ask(host + path, { headers: { origin: host } })).status, 421, host + path);
    }
  }
  for (const host of [
    "http://127.0.0.1:8080",
    "http://localhost",
    "http://[::1]:1",
    "http://broker.internal:8080",
    origin,
  ]) {
    assert.equal((await ask(`${host}/session`)).status, 401, host);
  }
  for (const probe of ["/health", "/ready"]) assert.equal((await ask(`http://10.0.0.3${probe}`)).status, 200);
});
