// What the broker does for those who may: tokens, sessions, calls, and MySafe's truth as it is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBroker, permitByRole } from "mysafe-broker";
import { authenticate, key, origin, scripted, secret, secrets, start } from "./kit.mjs";

const fixture = (name) =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/${name}.json`, import.meta.url), "utf8"));

test("somebody who is signed in switches off, looks, lists and switches on; MySafe sees the broker's key alone", async () => {
  const { sandbox, clientOf, records } = start({ sandbox: { secrets: 3, passwords: 2, notes: 2 } });
  const mysafe = clientOf("ana");
  for (const items of [mysafe.apiSecrets, mysafe.passwords, mysafe.notes]) {
    const [{ identifier }] = await items.list();
    assert.equal((await items.deactivate(identifier)).changed, true);
    assert.equal((await items.deactivate(identifier)).changed, false);
    assert.equal(await items.isActive(identifier), false);
    assert.equal((await items.activate(identifier)).changed, true);
  }
  assert.equal(sandbox.tokenRequests, 1, "one token of MySafe's serves all calls");
  const outcomes = records.filter(({ operation, event }) => operation === "deactivate" && event === "end");
  assert.deepEqual(
    outcomes.map(({ kind, outcome }) => [kind, outcome]),
    ["apiSecret", "password", "note"].flatMap((kind) => [
      [kind, "changed"],
      [kind, "unchanged"],
    ]),
  );
});

test("a session says who is signed in and what they may do; nobody is told where to sign in", async () => {
  const permit = permitByRole({
    responder: ["activate", "deactivate", "list", "isActive"],
    viewer: ["list", "isActive"],
  });
  const { ask } = start({ permit, signIn: "sign-in", signOut: "sign-out", mysafe: { tenant: "acme" } });
  const ana = await (await ask("/session", { who: "ana" })).json();
  const may = ["activate", "deactivate", "list", "isActive"];
  assert.deepEqual(ana, {
    identity: { id: "ana@example.com", name: "Ana", roles: ["responder"] },
    grants: { apiSecret: may, password: may, note: may },
    vault: { address: "https://vault.example", tenant: "acme" },
    signOut: "sign-out",
  });
  const vera = await (await ask("/session", { who: "vera" })).json();
  assert.deepEqual(vera.grants.note, ["list", "isActive"]);
  for (const [path, method] of [
    ["/session", "GET"],
    ["/token", "POST"],
  ]) {
    const nobody = await ask(path, { method });
    assert.equal(nobody.status, 401, path);
    assert.equal((await nobody.json()).signIn, "sign-in");
  }
  assert.equal((await ask("/token", { who: "ana" })).status, 405, "a token is no page that is opened");
});

test("whoever may only look cannot switch, and the refusal says so and was not sent", async () => {
  const permit = permitByRole({ responder: ["deactivate"], viewer: ["list", "isActive"] });
  const { sandbox, clientOf, records } = start({ permit });
  const vera = clientOf("vera");
  assert.equal(await vera.isActive("43"), true);
  await assert.rejects(vera.deactivate("43"), {
    code: "ACCESS_DENIED",
    status: 403,
    message: /vera@example.com" may not/,
  });
  const report = await vera.deactivateMany(["43", "44"]);
  assert.deepEqual([report.failed, report.unknown], [2, 0]);
  assert.equal(sandbox.changes.length, 0);
  assert.deepEqual(
    records
      .filter(({ operation }) => operation === "deactivate")
      .map(({ event, outcome, status }) => [event, outcome, status]),
    Array(3).fill(["end", "denied", 403]),
  );
});

test("`permit` is asked for each item, and again at each call: what is taken away is gone at once", async () => {
  let isOnDuty = true;
  const asked = [];
  const permit = (question) => {
    asked.push(question);
    return isOnDuty && question.identifier !== "44";
  };
  const { clientOf } = start({ permit });
  const mysafe = clientOf("ana");
  assert.equal((await mysafe.deactivate("43")).changed, true);
  await assert.rejects(mysafe.deactivate("44"), { code: "ACCESS_DENIED" });
  isOnDuty = false;
  await assert.rejects(mysafe.deactivate("45"), { code: "ACCESS_DENIED" });
  const { identity, operation, kind } = asked.find(({ identifier }) => identifier === "44");
  assert.deepEqual([identity.id, operation, kind], ["ana@example.com", "deactivate", "apiSecret"]);
});

test("a permission that came after the token needs another token", async () => {
  let permissions = ["list"];
  const { tokenOf, ask } = start({ permit: ({ operation }) => permissions.includes(operation) });
  const token = await tokenOf("ana");
  permissions = ["list", "deactivate"];
  assert.equal((await ask(`${secrets}/inactive/43`, { method: "POST", token })).status, 403);
  const newer = await tokenOf("ana");
  assert.equal((await ask(`${secrets}/inactive/43`, { method: "POST", token: newer })).status, 200);
});

test("anything but true is no permission", async () => {
  for (const answer of [1, "true", {}, undefined, Promise.resolve("yes")]) {
    const { tokenOf, ask } = start({ permit: () => answer });
    assert.equal((await ask(secrets, { token: await tokenOf("ana") })).status, 403);
    // Also at a call, when it was true as the token was made.
    const changing = start({ permit: ({ identifier }) => identifier === undefined || answer });
    assert.equal((await changing.ask(`${secrets}/43`, { token: await changing.tokenOf("ana") })).status, 403);
  }
});

test("stored values are taken out, at any depth and in any spelling, and nothing else is touched", async () => {
  const body = `{"code":200,"api_secret_entity":{"identifier":123456789012345678901234567890,"name":"a \\"password\\": x",
    "client_secret":"c4nary-value","Client_Secret":["c4nary-value"],"pass\\u0077ord":{"a":["c4nary-value"]},
    "tags":"note","empty":{},"list":[{"token":null,"kept":1.50e+2},{"notes":"c4nary-value"},[]],"secret_key":"c4nary-value"},
    "response":{"status":200,"message":"é \\u00e9 \\ud800"}}`;
  const mysafe = scripted(() => new Response(body, { headers: { "content-type": "application/json" } }));
  const { ask, tokenOf } = start({ mysafe: { fetch: mysafe.fetch } });
  const answer = await ask(`${secrets}/43`, { token: await tokenOf("ana") });
  const text = await answer.text();
  assert.equal(
    text,
    '{"code":200,"api_secret_entity":{"identifier":123456789012345678901234567890,"name":"a \\"password\\": x",' +
      '"tags":"note","empty":{},"list":[{"kept":1.50e+2},{},[]]},"response":{"status":200,"message":"é \\u00e9 \\ud800"}}',
  );
});

test("a stored value is taken out when an escape alone spells its name", async () => {
  const mysafe = scripted(() => new Response('{"a":1,"pass\\u0077ord":"c4nary-value"}'));
  const { ask, tokenOf } = start({ mysafe: { fetch: mysafe.fetch } });
  assert.equal(await (await ask(`${secrets}/43`, { token: await tokenOf("ana") })).text(), '{"a":1}');
});

test("every documented answer keeps its status and envelope, and loses its values alone", async () => {
  for (const name of [
    "get-ok",
    "password-get-ok",
    "note-get-ok",
    "error-1009-inactive",
    "gateway-unavailable",
    "list-ok",
  ]) {
    const { status, body } = fixture(name);
    const mysafe = scripted(() => Response.json(body, { status }));
    const { ask, tokenOf } = start({ mysafe: { fetch: mysafe.fetch } });
    const answer = await ask(name === "list-ok" ? secrets : `${secrets}/43`, { token: await tokenOf("ana") });
    assert.equal(answer.status, status, name);
    const hidden = ["client_secret", "password", "secret_key", "token", "note", "notes"];
    const kept = JSON.parse(JSON.stringify(body), (member, value) => (hidden.includes(member) ? undefined : value));
    assert.deepEqual(await answer.json(), kept, name);
  }
});

test("an answer that is no JSON is withheld, and keeps its status", async () => {
  for (const [status, body] of [
    [200, "<p>c4nary-value</p>"],
    [200, '{"client_secret":"c4nary-val'],
    [200, '"c4nary-value"'],
    [403, "password=c4nary-value"],
    [502, "<html>c4nary-value"],
  ]) {
    const mysafe = scripted(() => new Response(body, { status, headers: { "content-type": "text/html" } }));
    const { ask, tokenOf, clientOf } = start({ mysafe: { fetch: mysafe.fetch } });
    const answer = await ask(`${secrets}/43`, { token: await tokenOf("ana") });
    assert.equal(answer.status, status);
    assert.match((await answer.json()).message, /withheld/);
    const report = await clientOf("ana", { retry: false }).deactivateMany(["43"]);
    assert.equal(report.outcomes[0].state, status === 403 ? "failed" : "unknown");
  }
});

test("with `reveal`, values pass; an answer is then as it was, byte for byte", async () => {
  const permit = ({ operation, identifier }) =>
    operation !== "reveal" || identifier === undefined || identifier === "43";
  const { sandbox, clientOf, records } = start({ permit });
  const { clientSecret } = sandbox.secrets.get("43");
  const mysafe = clientOf("ana");
  assert.equal((await mysafe.get("43")).clientSecret, clientSecret);
  assert.equal((await mysafe.get("44")).clientSecret, undefined);
  assert.deepEqual(
    records.filter(({ operation }) => operation === "isActive").map(({ revealed }) => revealed),
    [true, false],
  );
});

test("a search for leaked values compares nothing that was taken out: without `reveal` an item is unseen", async () => {
  const permit = ({ operation, identifier }) =>
    operation !== "reveal" || identifier === undefined || identifier === "43";
  const { sandbox, clientOf } = start({ permit, sandbox: { secrets: 2, passwords: 2, notes: 2 } });
  const mysafe = clientOf("ana");
  for (const [collection, store, field] of [
    ["apiSecrets", "secrets", "clientSecret"],
    ["passwords", "passwords", "password"],
    ["notes", "notes", "note"],
  ]) {
    const values = sandbox[store].list().map((item) => item[field]);
    const { results } = await mysafe[collection].find(values);
    assert.deepEqual(
      results.map(({ identifier, state, error }) => [identifier, state, error?.code]),
      [
        ["43", "found", undefined],
        ["44", "unseen", "INVALID_RESPONSE"],
      ],
      collection,
    );
  }
});

test("items are created and updated by those who may, with the members that MySafe documents", async () => {
  const { sandbox, clientOf, tokenOf, ask } = start({ permit: () => true });
  const mysafe = clientOf("ana");
  const { identifier } = await mysafe.create({
    name: "n",
    url: "https://a",
    clientId: "c",
    clientSecret: "c4nary-value",
    tags: "é",
  });
  await mysafe.update(identifier, { notes: "c4nary-notes" });
  const { clientSecret, notes, tags } = sandbox.secrets.get(identifier);
  assert.deepEqual([clientSecret, notes, tags], ["c4nary-value", "c4nary-notes", "é"]);
  const token = await tokenOf("ana");
  const json = { "content-type": "application/json" };
  for (const [status, body, headers] of [
    [400, '{"notes":"x","active":true}', json],
    [400, '{"__proto__":{"notes":"x"}}', json],
    [400, "[]", json],
    [400, "null", json],
    [400, '{"notes":', json],
    [415, '{"notes":"x"}', { "content-type": "text/plain" }],
    [415, '{"notes":"x"}', {}],
  ]) {
    const answer = await ask(`${secrets}/update/43`, { method: "PUT", token, body, headers });
    assert.equal(answer.status, status, body);
  }
});

test("MySafe's status, ids and waits come back; cookies, addresses and other headers do not", async () => {
  const kept = {
    "retry-after": "7",
    date: "Thu, 26 Nov 2026 10:00:00 GMT",
    "x-request-id": "one",
    "x-kong-request-id": "two",
  };
  const lost = { "set-cookie": "a=b", location: "https://elsewhere.example/", server: "x", "x-powered-by": "y" };
  let status = 200;
  const mysafe = scripted(() => new Response('{"a":1}', { status, headers: { ...kept, ...lost } }));
  const { ask, tokenOf } = start({ mysafe: { fetch: mysafe.fetch } });
  const token = await tokenOf("ana");
  for (status of [200, 201, 302, 307, 400, 403, 404, 429, 500, 503, 504]) {
    const answer = await ask(`${secrets}/43`, { token });
    assert.equal(answer.status, status);
    for (const [name, value] of Object.entries(kept)) assert.equal(answer.headers.get(name), value, name);
    for (const name of Object.keys(lost)) assert.equal(answer.headers.get(name), null, name);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  }
  assert.equal(mysafe.seen.length, 11, "no redirect was followed, and nothing was sent twice");
});

test("a change is sent once, whatever becomes of it; what breaks behind the broker is not known", async () => {
  const lost = () => {
    throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
  };
  const stall = (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  for (const [answer, status] of [
    [lost, 502],
    [stall, 504],
    [() => Response.json({ message: "no" }, { status: 500 }), 500],
    [() => Response.json({ message: "no" }, { status: 503 }), 503],
    [() => new Response(null, { status: 302 }), 302],
    [() => new Response("x".repeat(1024 * 1024 + 1)), 502],
  ]) {
    const mysafe = scripted(answer);
    const { clientOf, records, tokenOf, ask } = start({ mysafe: { fetch: mysafe.fetch, timeout: 50 } });
    const token = await tokenOf("ana");
    assert.equal((await ask(`${secrets}/inactive/43`, { method: "POST", token })).status, status);
    assert.equal(mysafe.seen.length, 1, String(status));
    assert.equal(records.at(-1).outcome, "unknown");
    const report = await clientOf("ana", { retry: false }).deactivateMany(["43"]);
    assert.equal(report.outcomes[0].state, "unknown", String(status));
  }
});

test("an undocumented success is passed on, and the caller's look decides; the broker looks at nothing itself", async () => {
  const { sandbox, clientOf, records } = start();
  sandbox.next({ operation: "deactivate", fault: "odd", applied: true });
  const change = await clientOf("ana").deactivate("43");
  assert.deepEqual([change.changed, change.certain, change.verified], [true, false, true]);
  assert.deepEqual(
    records
      .filter(({ event, operation }) => event === "end" && operation !== "token")
      .map(({ operation, outcome }) => [operation, outcome]),
    [
      ["deactivate", "unknown"],
      ["isActive", "answered"],
    ],
  );
});

test("a token of MySafe's that was revoked is renewed once for all calls, and the caller notices nothing", async () => {
  const { sandbox, clientOf } = start();
  const mysafe = clientOf("ana");
  await mysafe.isActive("43");
  sandbox.revokeTokens();
  const report = await mysafe.deactivateMany(["43", "44", "45", "46"]);
  assert.deepEqual([report.changed, report.outcomes.every(({ change }) => change.attempts === 1)], [4, true]);
  assert.equal(sandbox.tokenRequests, 2);
});

test("when MySafe refuses the key, calls are 502 and never sent, the operator is told why, and people are not asked to sign in", async () => {
  const { ask, tokenOf, records, problems, sandbox, broker } = start({
    mysafe: { clientSecret: "c4nary-wrong-secret" },
  });
  const answer = await ask(`${secrets}/inactive/43`, { method: "POST", token: await tokenOf("ana") });
  assert.equal(answer.status, 502);
  assert.match((await answer.json()).message, /gave the broker no token that it accepts \(UNAUTHORIZED\)/);
  assert.deepEqual([records.at(-1).outcome, sandbox.changes.length], ["skipped", 0]);
  assert.match(
    problems.join(),
    /MySafe gives no token that it accepts: no token: the client id or the client secret was refused/,
  );
  await assert.rejects(broker.ready(), { code: "UNAUTHORIZED", message: /^no token: the client id/ });
  const before = problems.length;
  for (let probe = 0; probe < 3; probe += 1) assert.equal((await ask("/ready")).status, 503);
  assert.equal(problems.length, before + 1, "a probe's reason is told once a minute");
  assert.equal((await ask("/health")).status, 200);
});

test("when the broker itself fails, the audit says what is known, and the caller gets a status of 500 or more", async () => {
  for (const [options, outcome, sent] of [
    // `permit` fails before anything is sent, and a `fetch` that gives no Response after.
    [
      { permit: ({ identifier }) => identifier === undefined || Promise.reject(new Error("c4nary-database")) },
      "denied",
      0,
    ],
    [{ mysafe: { fetch: scripted(() => ({ status: 200, body: null })).fetch } }, "unknown", 1],
  ]) {
    const { ask, tokenOf, records } = start(options);
    const answer = await ask(`${secrets}/inactive/43`, { method: "POST", token: await tokenOf("ana") });
    const { event, outcome: recorded, status } = records.at(-1);
    assert.deepEqual([event, recorded, status], ["end", outcome, answer.status]);
    assert.equal(records.filter(({ event }) => event === "begin").length, sent);
    assert.ok(answer.status >= 500 && !(await answer.text()).includes("c4nary"));
  }
});

test("a closed broker sends nothing more", async () => {
  const { broker, ask, tokenOf, sandbox } = start();
  const token = await tokenOf("ana");
  broker.close();
  assert.equal((await ask(`${secrets}/inactive/43`, { method: "POST", token })).status, 502);
  assert.equal(sandbox.requests.length, 0);
});

test("a broker answers below its base path alone, and gives the rest to the page", async () => {
  const page = (request) => new Response(`page of ${new URL(request.url).pathname}`);
  const { ask, clientOf } = start({ basePath: "/team", page });
  assert.equal((await ask("/team/session", { who: "ana" })).status, 200);
  assert.equal(await (await ask("/team/")).text(), "page of /team/");
  assert.equal(await (await ask("/team/tokens")).text(), "page of /team/tokens");
  for (const path of ["/", "/session", "/teams/session", "/tea"]) assert.equal((await ask(path)).status, 404, path);
  assert.equal((await ask("/team/x", { method: "POST" })).status, 405);
  const token = (await (await ask("/team/token", { method: "POST", who: "ana" })).json()).access_token;
  const mysafe = clientOf("ana", { baseUrl: `${origin}/team`, accessToken: token });
  assert.equal((await mysafe.deactivate("43")).changed, true);
});

test("a function that throws is a 500 without its words, which the operator gets", async () => {
  const { ask, problems } = start({
    authenticate: () => {
      throw new Error("c4nary-database-password");
    },
  });
  const answer = await ask("/session");
  assert.equal(answer.status, 500);
  assert.ok(!(await answer.text()).includes("c4nary"));
  assert.equal(problems.length, 1);
  for (const identity of [
    {},
    { id: "" },
    { id: 43 },
    "ana",
    [],
    { id: "a", roles: "x" },
    { id: "a", roles: [1] },
    undefined,
  ]) {
    assert.equal((await start({ authenticate: () => identity }).ask("/session")).status, 500, JSON.stringify(identity));
  }
});

test("options that cannot work are refused when the broker is made, by name", () => {
  const mysafe = { baseUrl: "https://vault.example", ...key };
  const good = { mysafe, authenticate, secret };
  for (const [options, message] of [
    [undefined, /object of options/],
    [{ ...good, mysafe: undefined }, /mysafe is an object/],
    [{ ...good, mysafe: { ...key } }, /absolute baseUrl/],
    [{ ...good, mysafe: { ...mysafe, baseUrl: "/" } }, /absolute baseUrl/],
    [{ ...good, authenticate: undefined }, /authenticate is a function/],
    [{ ...good, permit: true }, /permit is a function/],
    [{ ...good, audit: [] }, /audit is a function/],
    [{ ...good, secret: "short" }, /at least 32 bytes/],
    [{ ...good, secret: [secret, secret, secret] }, /one secret, or two/],
    [{ ...good, secret: [secret, ""] }, /at least 32 bytes/],
    [{ ...good, secret: undefined }, /at least 32 bytes/],
    [{ ...good, tokenLifetime: 0 }, /tokenLifetime is a number above 0/],
    [{ ...good, rate: { perIdentity: "50", per: 1 } }, /perIdentity is a number/],
    [{ ...good, rate: { perIdentity: 50 } }, /rate is such as/],
    [{ ...good, rate: { perIdentity: 50, per: 1, burst: 3 } }, /no option "rate.burst"/],
    [{ ...good, limits: { body: -1 } }, /body is a number/],
    [{ ...good, limits: { bodies: 1 } }, /no option "limits.bodies"/],
    [{ ...good, basePath: "team" }, /basePath begins with a slash/],
    [{ ...good, basePath: "/a?b" }, /basePath/],
    [{ ...good, origins: ["broker.example"] }, /origins are such as/],
    [{ ...good, origins: ["https://broker.example/x"] }, /origins are such as/],
    [{ ...good, origins: ["*"] }, /origins are such as/],
    [{ ...good, origins: "https://broker.example" }, /origins is an array/],
    [{ ...good, orgins: [] }, /no option "orgins"/],
  ]) {
    assert.throws(() => createBroker(options), { name: "TypeError", message }, String(message));
  }
  assert.throws(() => permitByRole({ viewer: ["view"] }), { name: "TypeError", message: /"view"/ });
  createBroker({
    ...good,
    secret: new Uint8Array(32),
    basePath: "/a/b",
    origins: ["https://Broker.example", "http://127.0.0.1:1/"],
  });
});
