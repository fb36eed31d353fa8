import assert from "node:assert/strict";
import { test } from "node:test";
import { signInBench } from "./bench.mjs";

test("signing out ends the session here, and then at the provider, which sends the browser back", async (t) => {
  const { address, visitor, identity } = await signInBench(t);
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  const response = await browser.ask(`${address}sign-out`, { method: "POST" });
  assert.equal(response.status, 200);
  const { location } = await response.json();
  assert.equal(await identity(browser), null);
  assert.deepEqual(
    browser.cookies.filter(({ name }) => name.startsWith("mysafe")),
    [],
  );

  const { searchParams } = new URL(location);
  assert.equal(searchParams.get("client_id"), "mysafe-broker");
  assert.equal(searchParams.get("post_logout_redirect_uri"), address);
  // Some providers refuse without it.
  assert.match(searchParams.get("id_token_hint"), /^[\w-]+\.[\w-]+\.[\w-]+$/);
  const question = await browser.go(location);
  const [, action] = /action="([^"]+)"/.exec(await question.response.text());
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(browser.heard.at(-1).replaceAll('\\"', '"')) ?? [];
  const body = new URLSearchParams({ xsrf, logout: "yes" });
  const back = await browser.go(action, (url) => url.href === address, { method: "POST", body });
  assert.equal(back.url.href, address);
});

test("only the broker's own page signs somebody out", async (t) => {
  const { address, visitor, identity } = await signInBench(t);
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    assert.equal((await browser.ask(`${address}sign-out`, { method: "POST", headers })).status, 403);
  }
  assert.equal((await identity(browser)).id, "ana");
  const headers = { origin: new URL(address).origin, "sec-fetch-site": "same-origin" };
  assert.equal((await browser.ask(`${address}sign-out`, { method: "POST", headers })).status, 200);
});

test("where the provider has no sign-out, or does not answer, the session here is over all the same", async (t) => {
  const { address, instance, problems, use, visitor, identity } = await signInBench(t, {
    provider: {
      configuration: { features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } } },
    },
  });
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  assert.equal((await browser.ask(`${address}sign-out`, { method: "POST" })).status, 204);
  assert.equal(await identity(browser), null);

  await browser.signIn(`${address}sign-in`, "ana");
  const unreachable = Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
  use(instance({ fetch: () => Promise.reject(unreachable) }));
  assert.equal((await browser.ask(`${address}sign-out`, { method: "POST" })).status, 204);
  assert.equal(await identity(browser), null);
  assert.equal(problems.length, 1);
});
