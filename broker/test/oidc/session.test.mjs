// The session in a cookie: how long, under which secret, and how large.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdSignIn } from "mysafe-broker/oidc";
import { people, secret, signInBench } from "./bench.mjs";
import { registered } from "./provider.mjs";
import { Visitor } from "./visitor.mjs";

/** Sets the clock of this process. */
function clockOf(t) {
  const start = Date.now();
  let ahead = 0;
  t.mock.method(Date, "now", () => start + ahead);
  return {
    ahead: (seconds) => {
      ahead = seconds * 1000;
    },
  };
}

test("a session is over after its time, and nothing prolongs it", async (t) => {
  const clock = clockOf(t);
  const { address, visitor, identity } = await signInBench(t, { options: { sessionLifetime: 3600 } });
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  clock.ahead(3598);
  assert.equal((await identity(browser)).id, "ana");
  clock.ahead(3601);
  assert.equal(await identity(browser), null);
});

test("a lifetime that is made shorter ends the sessions that were made before", async (t) => {
  const clock = clockOf(t);
  const { address, instance, use, visitor, identity } = await signInBench(t, { options: { sessionLifetime: 3600 } });
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  clock.ahead(610);
  use(instance({ sessionLifetime: 600 }));
  assert.equal(await identity(browser), null);
});

test("an instance whose clock is 30 s behind knows a session at once; one made further in the future is none", async (t) => {
  const clock = clockOf(t);
  const { address, instance, use, visitor, identity } = await signInBench(t);
  const browser = visitor();
  const callback = await browser.signInUntilCallback(`${address}sign-in`, "ana");
  use(instance());
  clock.ahead(-29);
  assert.equal((await browser.ask(callback)).status, 303);
  clock.ahead(-58);
  assert.equal((await identity(browser)).id, "ana");
  clock.ahead(-120);
  assert.equal(await identity(browser), null);
});

test("the secret is rotated: the first encrypts, both are accepted, and a secret that is gone ends its sessions", async (t) => {
  const { address, instance, use, visitor, identity } = await signInBench(t);
  const next = "c4nary-the-next-secret-of-the-broker-here";
  const old = visitor();
  await old.signIn(`${address}sign-in`, "ana");
  use(instance({ secret: [next, secret] }));
  assert.equal((await identity(old)).id, "ana");
  const fresh = visitor();
  await fresh.signIn(`${address}sign-in`, "rui");
  use(instance({ secret: next }));
  assert.equal(await identity(old), null);
  assert.equal((await identity(fresh)).id, "rui");
});

test("a session is of no use at a broker with another provider, client or secret, nor as another cookie", async (t) => {
  const { address, instance, visitor, provider } = await signInBench(t);
  const browser = visitor();
  const callback = await browser.signInUntilCallback(`${address}sign-in`, "ana");
  const [attempt] = browser.cookies.filter(({ name }) => name.includes("sign-in"));
  await browser.ask(callback);
  const known = (one, cookie) => one.authenticate(new Request(address, { headers: { cookie } }));
  const [session, hint] = ["session", "hint"].map((end) =>
    browser.cookies.find(({ name }) => name.endsWith(`.${end}`)),
  );
  assert.equal((await known(instance(), `a=b; mysafe.session=${session.value}; c`)).id, "ana");
  for (const other of [
    { clientId: "other" },
    { issuer: `${provider.issuer}/other` },
    { secret: "another-secret-of-at-least-32-bytes-c4nary" },
  ]) {
    assert.equal(await known(instance(other), `mysafe.session=${session.value}`), null);
  }
  for (const value of [attempt.value, hint.value, `${session.value}x`, session.value.slice(0, -2), "a.b.c.d.e", ""]) {
    assert.equal(await known(instance(), `mysafe.session=${value}`), null);
  }
});

test("over https the cookies are of this host alone, and over http on loopback of this path; no script reads them", async (t) => {
  const { address, visitor, provider } = await signInBench(t, { options: { basePath: "/team" } });
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  const lines = browser.cookies.filter(({ name }) => name.startsWith("mysafe")).map(({ line }) => line);
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^mysafe\.team\.session=[\w.-]+; Max-Age=28800; Path=\/team\/; HttpOnly; SameSite=Lax$/);
  assert.match(
    lines[1],
    /^mysafe\.team\.hint=[\w.-]+; Max-Age=28800; Path=\/team\/sign-out; HttpOnly; SameSite=Strict$/,
  );

  // A proxy ends TLS: the request comes over http, and no header of it is believed.
  const signIn = openIdSignIn({ issuer: provider.issuer, ...registered, secret, origin: "https://broker.example" });
  const headers = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example;proto=http" };
  const response = await signIn.fetch(new Request("http://broker.example/sign-in", { headers }));
  const { searchParams } = new URL(response.headers.get("location"));
  assert.equal(searchParams.get("redirect_uri"), "https://broker.example/callback");
  const [line] = response.headers.getSetCookie();
  assert.match(
    line,
    /^__Host-mysafe\.sign-in\.[\w-]{8}=[\w.-]+; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
  );
});

test("a whole sign-in behind a proxy that ends TLS", async (t) => {
  const { provider } = await signInBench(t, { provider: { brokers: () => ["https://broker.example/"] } });
  const signIn = openIdSignIn({ issuer: provider.issuer, ...registered, secret, origin: "https://broker.example" });
  const browser = new Visitor(async (request) => {
    if (!request.url.startsWith("https://broker.example/")) return fetch(request);
    const { pathname, search } = new URL(request.url);
    return signIn.fetch(new Request(`http://broker.example${pathname}${search}`, request));
  });
  const response = await browser.signIn("https://broker.example/sign-in", "ana");
  assert.equal(response.headers.get("location"), "/");
  const names = browser.cookies.map(({ name }) => name).filter((name) => name.includes("mysafe"));
  assert.deepEqual(names, ["__Host-mysafe.session", "__Secure-mysafe.hint"]);
  const cookie = browser.cookieHeader("https://broker.example/session");
  assert.ok(!cookie.includes("hint"));
  assert.equal((await signIn.authenticate(new Request("http://broker.example/", { headers: { cookie } }))).id, "ana");
});

test("roles that no cookie can hold are refused with the claim to cut, and with a list of the roles they fit", async (t) => {
  const groups = Array.from({ length: 400 }, (_, index) => `cn=group-${index},ou=groups`);
  const known = { ...people, ana: { ...people.ana, groups: [...groups, "responder"] } };
  const { address, instance, problems, use, visitor, identity } = await signInBench(t, { provider: { people: known } });
  const browser = visitor();
  const response = await browser.signIn(`${address}sign-in`, "ana");
  assert.equal(response.status, 500);
  assert.match(problems[0], /"ana".*\d{4,} bytes.*4096.*claim "groups" has 401 roles.*option roles/);
  assert.equal(await identity(browser), null);
  use(instance({ roles: ["responder", "viewer"] }));
  await browser.signIn(`${address}sign-in`, "ana");
  assert.deepEqual((await identity(browser)).roles, ["responder"]);
});
