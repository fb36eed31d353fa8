// The broker and its provider: when it is asked, what is said when it fails, and which options there are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdSignIn } from "mysafe-broker/oidc";
import { secret, signInBench } from "./bench.mjs";
import { registered } from "./provider.mjs";

test("the provider is asked at the first sign-in, again after a failure, and once it has answered not any more", async (t) => {
  const { address, instance, problems, provider, use, visitor } = await signInBench(t);
  let isDown = true;
  const one = instance({
    fetch: (url, init) => {
      const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
      return isDown ? Promise.reject(new TypeError("fetch failed", { cause: refused })) : fetch(url, init);
    },
  });
  use(one);
  const browser = visitor();
  assert.equal((await browser.ask(`${address}session`)).status, 401);
  assert.deepEqual(problems, []);
  const page = await browser.ask(`${address}sign-in`);
  assert.equal(page.status, 503);
  assert.match(await page.text(), /Try again/);
  assert.match(problems[0], /metadata of http:\/\/127\.0\.0\.1:\d+\/ cannot be read.*ECONNREFUSED/);
  await assert.rejects(one.ready(), /ECONNREFUSED/);
  assert.equal(provider.requests.length, 0);
  isDown = false;
  for (let count = 0; count < 2; count += 1) assert.equal((await browser.ask(`${address}sign-in`)).status, 303);
  await one.ready();
  assert.deepEqual(provider.requests, ["GET /.well-known/openid-configuration"]);
});

test("a provider that repeats the secret, the code or the verifier in an error puts none of them into a log", async (t) => {
  let sent;
  const bench = await signInBench(t, {
    options: {
      clientAuthentication: "client_secret_post",
      async fetch(url, init) {
        if (!url.endsWith("/token")) return fetch(url, init);
        sent = new URLSearchParams(String(init.body));
        const error_description = `no, ${[...sent.values()].join(" ")}`;
        return Response.json({ error: "invalid_client", error_description }, { status: 401 });
      },
    },
  });
  const browser = bench.visitor();
  const response = await browser.signIn(`${bench.address}sign-in`, "ana");
  assert.equal(response.status, 502);
  assert.match(bench.problems[0], /invalid_client/);
  const told = bench.problems.join("\n") + (await response.text());
  for (const name of ["client_secret", "code", "code_verifier"]) assert.ok(!told.includes(sent.get(name)), told);
});

test("a document of another issuer is refused", async (t) => {
  const { instance, provider } = await signInBench(t);
  await assert.rejects(instance({ issuer: `${provider.issuer}/`.replace("127.0.0.1", "localhost") }).ready(), /issuer/);
});

test("unusable options are refused at once", () => {
  const usable = { issuer: "https://login.example", ...registered, secret };
  openIdSignIn(usable);
  for (const [options, message] of [
    [{ issuer: "http://login.example" }, /issuer.*https/],
    [{ issuer: "login.example" }, /issuer/],
    [{ clientId: "" }, /clientId/],
    [{ clientId: undefined }, /clientId/],
    [{ clientSecret: "" }, /clientSecret/],
    [{ clientAuthentication: "private_key_jwt" }, /clientAuthentication/],
    [{ scope: "profile" }, /openid/],
    [{ sessionLifetime: 0 }, /sessionLifetime/],
    [{ sessionLifetime: Number.POSITIVE_INFINITY }, /sessionLifetime/],
    [{ roles: "responder" }, /roles/],
    [{ secret: "short" }, /32 bytes/],
    [{ basePath: "team" }, /basePath/],
    [{ origin: "http://broker.example" }, /origin.*https/],
    [{ origin: "https://broker.example/team" }, /origin/],
    [{ audience: "x" }, /no option "audience"/],
  ]) {
    assert.throws(
      () => openIdSignIn({ ...usable, ...options }),
      { name: "TypeError", message },
      JSON.stringify(options),
    );
  }
});
