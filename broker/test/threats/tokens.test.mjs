// The broker's tokens: forgery, replay, clock skew, rotation, and tokens in logs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { base64url, decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from "jose";
import { createBroker } from "mysafe-broker";
import { authenticate, key, secret, secrets, start } from "../kit.mjs";

const other = "c4nary-another-secret-of-32-bytes!";

/** The status of a change with this token. */
const tryToken = async ({ ask }, token) => (await ask(`${secrets}/inactive/43`, { method: "POST", token })).status;

test("a token says who has it and for how long, and nothing of the key or of MySafe", async () => {
  const { tokenOf, ask } = start({ tokenLifetime: 120 });
  const token = await tokenOf("ana");
  const { sub, roles, iat, exp, jti, iss, ...rest } = decodeJwt(token);
  assert.deepEqual([sub, roles, exp - iat, iss], ["ana@example.com", ["responder"], 120, "mysafe-broker"]);
  assert.match(jti, /^[\w-]{36}$/);
  assert.deepEqual(Object.keys(rest), ["name", "grants"]);
  assert.ok(!/vault\.example|c4nary/.test(JSON.stringify([decodeJwt(token), decodeProtectedHeader(token)])));
  const answer = await ask("/token", { method: "POST", who: "ana" });
  assert.deepEqual([answer.headers.get("cache-control"), (await answer.json()).expires_in], ["no-store", 120]);
});

test("a token that this broker did not sign is refused, in every way to forge one", async () => {
  const broker = start();
  const token = await broker.tokenOf("ana");
  const [header, payload, signature] = token.split(".");
  const claims = decodeJwt(token);
  const head = decodeProtectedHeader(token);
  const write = (value) => base64url.encode(JSON.stringify(value));
  const signed = (claims, header, key) =>
    new SignJWT(claims).setProtectedHeader(header).sign(new TextEncoder().encode(key));
  for (const [name, forged] of Object.entries({
    nothing: "",
    "no token": "abc",
    "no signature": `${header}.${payload}.`,
    "two parts": `${header}.${payload}`,
    unsecured: new UnsecuredJWT(claims).encode(),
    "the algorithm none": `${write({ ...head, alg: "none" })}.${payload}.`,
    "another person": `${header}.${write({ ...claims, sub: "root" })}.${signature}`,
    "a longer life": `${header}.${write({ ...claims, exp: claims.exp + 3600 })}.${signature}`,
    "another signature": `${header}.${payload}.${base64url.encode(new Uint8Array(32))}`,
    "the secret itself as the key": await signed(claims, head, secret),
    "another key": await signed(claims, head, other),
    "another algorithm": await signed(claims, { ...head, alg: "HS512" }, `${secret}${secret}`),
    "a critical extension": `${write({ ...head, crit: ["x"], x: 1 })}.${payload}.${signature}`,
    "no kid": `${write({ alg: head.alg, typ: head.typ })}.${payload}.${signature}`,
  })) {
    assert.equal(await tryToken(broker, forged), 401, name);
  }
  assert.equal(await tryToken(broker, token), 200);
  for (const authorization of [`Basic ${token}`, token, `Bearer  ${token}`, `Bearer ${token}, Bearer ${token}`]) {
    assert.equal((await broker.ask(secrets, { headers: { authorization } })).status, 401, authorization.slice(0, 12));
  }
});

test("replay: a token is of no use at another broker, of another MySafe, tenant or path, though they share a secret", async () => {
  const token = await start().tokenOf("ana");
  for (const [name, options] of Object.entries({
    "another secret": { secret: other },
    "another MySafe": { mysafe: { baseUrl: "https://staging.example" } },
    "another tenant": { mysafe: { tenant: "acme" } },
    "another path": { basePath: "/team" },
  })) {
    const broker = start(options);
    const path = options.basePath ?? "";
    const answer = await broker.ask(`${path}${secrets}/inactive/43`, { method: "POST", token });
    assert.equal(answer.status, 401, name);
    assert.match(answer.headers.get("www-authenticate"), /invalid_token/);
  }
  assert.equal(await tryToken(start(), token), 200, "another instance with the same secret takes it");
});

test("replay: a token ends after its lifetime, also one that was verified before", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const broker = start({ tokenLifetime: 300 });
  const token = await broker.tokenOf("ana");
  assert.equal(await tryToken(broker, token), 200);
  t.mock.timers.tick(299_000);
  assert.equal(await tryToken(broker, token), 200);
  // The tolerance for the clocks of instances.
  t.mock.timers.tick(32_000);
  assert.equal(await tryToken(broker, token), 401);
  assert.equal(await tryToken(start({ tokenLifetime: 300 }), token), 401);
});

test("clock skew: instances whose clocks differ by half a minute take each other's tokens, and no more than that", async (t) => {
  const now = Date.now();
  t.mock.timers.enable({ apis: ["Date"], now });
  const [here, there] = [start({ tokenLifetime: 60 }), start({ tokenLifetime: 60 })];
  for (const [ahead, status] of [
    [25_000, 200],
    [-25_000, 200],
    [120_000, 401],
    [-120_000, 401],
  ]) {
    t.mock.timers.setTime(now + ahead);
    const token = await there.tokenOf("ana");
    t.mock.timers.setTime(now);
    assert.equal(await tryToken(here, token), status, `${ahead} ms ahead`);
  }
});

test("a token of a longer life than this broker gives is refused once that is over", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const token = await start({ tokenLifetime: 86_400 }).tokenOf("ana");
  t.mock.timers.tick(200_000);
  assert.equal(await tryToken(start({ tokenLifetime: 60 }), token), 401);
  assert.equal(await tryToken(start({ tokenLifetime: 86_400 }), token), 200);
});

test("rotation: with two secrets the first signs, both are accepted, and one that is taken away is not", async () => {
  const [old, both, done] = [start({ secret }), start({ secret: [other, secret] }), start({ secret: other })];
  const [before, during] = [await old.tokenOf("ana"), await both.tokenOf("ana")];
  assert.deepEqual([await tryToken(both, before), await tryToken(both, during)], [200, 200]);
  assert.deepEqual([await tryToken(done, before), await tryToken(done, during)], [401, 200]);
  assert.equal(await tryToken(old, during), 401);
});

test("a token in a log: nothing that the broker tells holds a token, a cookie, the key, the secret or a stored value", async (t) => {
  const printed = [];
  for (const method of ["log", "info", "warn", "error", "debug"]) {
    t.mock.method(console, method, (...words) => printed.push(inspect(words, { depth: 9 })));
  }
  const hidden = [key.clientSecret, key.clientId, secret, "who=ana"];
  const broker = start({ permit: () => true, onProblem: undefined });
  const token = await broker.tokenOf("ana");
  hidden.push(token);
  const failing = start({
    mysafe: {
      fetch: async (url, init) => {
        throw new Error(`${url} ${inspect(init)} ${inspect(init.headers)}`);
      },
    },
    onProblem: undefined,
    audit: () => {
      throw new Error("The audit's disk is full.");
    },
  });
  const texts = [];
  for (const [on, path, init] of [
    [broker, `${secrets}/43`, { token }],
    [broker, `${secrets}/43`, { token: `${token.slice(0, -4)}AAAA` }],
    [broker, `${secrets}?access_token=${token}`, { token }],
    [broker, `${secrets}/${token}/x`, { token }],
    [broker, `/token?x=${token}`, { method: "POST", who: "nobody" }],
    [failing, secrets, { token }],
    [failing, `${secrets}/inactive/43`, { method: "POST", token }],
    [failing, "/ready", {}],
  ]) {
    const answer = await on.ask(path, init);
    texts.push(await answer.text(), inspect([...answer.headers]));
  }
  // Stored values pass with `reveal`, to whoever asked and nowhere else.
  const told = [
    ...printed,
    ...texts.slice(1),
    inspect(broker.records, { depth: 9 }),
    inspect(broker.broker, { depth: 9 }),
  ].join("\n");
  for (const text of hidden) assert.ok(!told.includes(text), text.slice(0, 12));
  assert.ok(!told.includes(broker.sandbox.secrets.get("43").clientSecret));
  assert.ok(printed.length > 0, "problems were told");
  assert.equal(
    typeof createBroker({ mysafe: { baseUrl: "https://v.example", ...key }, authenticate, secret }).fetch,
    "function",
  );
});
