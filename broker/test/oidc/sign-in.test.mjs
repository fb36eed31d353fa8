// The way of a sign-in through oidc-provider.

import assert from "node:assert/strict";
import { test } from "node:test";
import { people, signInBench } from "./bench.mjs";

const ana = { id: "ana", name: "Ana Lima", roles: ["responder", "staff"] };

test("somebody signs in, is known by name and roles, and goes on to the page that was asked for", async (t) => {
  const { address, provider, visitor, identity } = await signInBench(t);
  const browser = visitor();
  assert.equal(await identity(browser), null);
  const response = await browser.signIn(`${address}sign-in?return=/items%3Fq%3D1`, "ana");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/items?q=1");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  assert.deepEqual(await identity(browser), ana);
  // The ID token says everything: UserInfo is not asked.
  assert.deepEqual(
    provider.requests.filter((request) => !/interaction|\/auth/.test(request)),
    ["GET /.well-known/openid-configuration", "POST /token"],
  );
});

test("a 401 of the broker names the way to sign in, and who is signed in is told the way out", async (t) => {
  const { address, visitor } = await signInBench(t);
  const browser = visitor();
  const { signIn } = await (await browser.ask(`${address}token`, { method: "POST" })).json();
  assert.equal(signIn, "sign-in");
  await browser.signIn(new URL(signIn, address), "ana");
  assert.equal((await (await browser.ask(`${address}session`)).json()).signOut, "sign-out");
  assert.equal((await browser.ask(`${address}token`, { method: "POST" })).status, 200);
});

test("the request to the provider has PKCE with S256, a state and a nonce, each new at each sign-in", async (t) => {
  const { address, visitor } = await signInBench(t, { options: { scope: "openid profile email" } });
  const asked = [];
  for (let count = 0; count < 2; count += 1) {
    const response = await visitor().ask(`${address}sign-in`);
    asked.push(new URL(response.headers.get("location")).searchParams);
  }
  for (const parameters of asked) {
    assert.equal(parameters.get("response_type"), "code");
    assert.equal(parameters.get("code_challenge_method"), "S256");
    assert.equal(parameters.get("scope"), "openid profile email");
    assert.equal(parameters.get("redirect_uri"), `${address}callback`);
    assert.match(parameters.get("code_challenge"), /^[\w-]{43}$/);
  }
  for (const name of ["state", "nonce", "code_challenge"]) assert.notEqual(asked[0].get(name), asked[1].get(name));
});

test("a sign-in begins at one instance and ends at another, and a third knows who it is", async (t) => {
  const { address, instance, use, visitor, identity } = await signInBench(t);
  const browser = visitor();
  use(instance());
  const callback = await browser.signInUntilCallback(`${address}sign-in`, "ana");
  use(instance());
  assert.equal((await browser.ask(callback)).status, 303);
  use(instance());
  assert.deepEqual(await identity(browser), ana);
});

test("two tabs sign in at the same time, and neither ends the other's attempt", async (t) => {
  const { address, visitor } = await signInBench(t);
  const browser = visitor();
  const first = await browser.signInUntilCallback(`${address}sign-in?return=/first`, "ana");
  const second = await browser.signInUntilCallback(`${address}sign-in?return=/second`, "ana");
  assert.equal((await browser.ask(first)).headers.get("location"), "/first");
  assert.equal((await browser.ask(second)).headers.get("location"), "/second");
});

test("a browser keeps the attempts of four tabs, and gives up the oldest for a fifth", async (t) => {
  const { address, visitor } = await signInBench(t);
  const browser = visitor();
  for (let tab = 1; tab <= 4; tab += 1) await browser.ask(`${address}sign-in`);
  const underWay = () => browser.cookies.filter(({ name }) => name.includes("sign-in"));
  const [oldest, ...kept] = underWay();
  await browser.ask(`${address}sign-in`);
  assert.equal(underWay().length, 4);
  assert.ok(!underWay().includes(oldest));
  assert.ok(kept.every((cookie) => underWay().includes(cookie)));
});

test("below a base path everything is there, and two brokers of one host keep their sessions apart", async (t) => {
  const { address, instance, use, visitor, identity } = await signInBench(t, { options: { basePath: "/team/red" } });
  const browser = visitor();
  const response = await browser.signIn(`${address}sign-in`, "ana");
  assert.equal(response.headers.get("location"), "/team/red/");
  assert.deepEqual(await identity(browser), ana);
  const other = instance({ basePath: "/team/blue" });
  // What the other would find in its own cookie.
  const [{ value }] = browser.cookies.filter(({ name }) => name === "mysafe.team.red.session");
  const cookie = `mysafe.team.blue.session=${value}`;
  assert.equal(await other.authenticate(new Request(address, { headers: { cookie } })), null);
  use(other);
  assert.equal((await browser.ask(`${address}sign-in`)).status, 404);
});

for (const [what, setting, expected] of [
  ["claims that only UserInfo has", { provider: { configuration: { conformIdTokenClaims: true } } }, ana],
  ["a single role that is a text", { person: "rui" }, { id: "rui", name: "Rui Sá", roles: ["viewer"] }],
  ["no claim of roles", { options: { rolesClaim: undefined } }, { id: "ana", name: "Ana Lima", roles: [] }],
  [
    "a role that the option roles does not name",
    { options: { roles: ["responder"] } },
    { ...ana, roles: ["responder"] },
  ],
  [
    "a mail address that is verified as the id",
    { options: { idClaim: "email", scope: "openid profile email" } },
    { ...ana, id: "ana@example.com" },
  ],
  [
    "roles in a member of a claim",
    { options: { rolesClaim: "realm_access.roles" }, claims: { realm_access: { roles: ["responder"] } } },
    { ...ana, roles: ["responder"] },
  ],
  [
    "roles in a claim whose name is an address",
    { options: { rolesClaim: "https://login.example/roles" }, claims: { "https://login.example/roles": ["a", "a"] } },
    { ...ana, roles: ["a"] },
  ],
  ["no name", { claims: { name: undefined } }, { id: "ana", roles: ana.roles }],
]) {
  test(`an identity is made of ${what}`, async (t) => {
    const { options = {}, provider = {}, person = "ana", claims = {} } = setting;
    const known = { ...people, ana: { ...people.ana, ...claims } };
    const { address, visitor, identity } = await signInBench(t, { options, provider: { people: known, ...provider } });
    const browser = visitor();
    await browser.signIn(`${address}sign-in`, person);
    assert.deepEqual(await identity(browser), expected);
  });
}

for (const [what, setting, status, problem] of [
  ["a mail address that is not verified", { idClaim: "email", scope: "openid email" }, 403, /"email_verified"/],
  ["an id that the provider does not give", { idClaim: "employee" }, 502, /claim "employee".*scope/],
  ["roles that are no texts", { rolesClaim: "realm_access" }, 502, /claim "realm_access".*neither a text nor an array/],
]) {
  test(`${what}: nobody is signed in, and the operator is told why`, async (t) => {
    const known = { rui: { ...people.rui, realm_access: { roles: [] } } };
    const { address, problems, visitor, identity } = await signInBench(t, {
      options: setting,
      provider: { people: known },
    });
    const browser = visitor();
    const response = await browser.signIn(`${address}sign-in`, "rui");
    assert.equal(response.status, status);
    assert.match(await response.text(), /You are not signed in/);
    assert.equal(await identity(browser), null);
    assert.equal(problems.length, 1);
    assert.match(problems[0], problem);
  });
}

for (const client of [
  { token_endpoint_auth_method: "client_secret_post" },
  { token_endpoint_auth_method: "client_secret_basic" },
]) {
  const clientAuthentication = client.token_endpoint_auth_method;
  test(`the client authenticates by ${clientAuthentication}`, async (t) => {
    const { address, visitor, identity } = await signInBench(t, {
      options: { clientAuthentication },
      provider: { client },
    });
    const browser = visitor();
    await browser.signIn(`${address}sign-in`, "ana");
    assert.equal((await identity(browser)).id, "ana");
  });
}

test("a public client needs no secret", async (t) => {
  const { address, visitor, identity } = await signInBench(t, {
    options: { clientSecret: undefined },
    provider: { client: { token_endpoint_auth_method: "none", client_secret: undefined } },
  });
  const browser = visitor();
  await browser.signIn(`${address}sign-in`, "ana");
  assert.equal((await identity(browser)).id, "ana");
});
