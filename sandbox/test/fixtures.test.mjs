// Every documented answer, word for word, in its documented situation.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { askToken, fixture, origin, readFixtures, start } from "./support/client.mjs";
import { kindOf } from "./support/kinds.mjs";

/** The secret of a fixture's entity. */
function secretFrom(entity) {
  return {
    identifier: entity.identifier,
    name: entity.name,
    url: entity.url,
    clientId: entity.client_id,
    clientSecret: entity.client_secret,
    identifierCode: entity.identifier_code,
    method: entity.method,
    tags: entity.tags,
    notes: entity.notes,
    usersAllowed: entity.users_allowed.map((user) => ({
      username: user.username ?? user.name,
      canEdit: user.can_edit,
    })),
    groupsAllowed: entity.groups_allowed.map((group) => ({ name: group.name, canEdit: group.can_edit })),
  };
}

/** Compares the status, the body and every header of a fixture. */
async function assertDocumented(response, name) {
  const documented = fixture(name);
  assert.equal(response.status, documented.status);
  const text = await response.text();
  assert.deepEqual(typeof documented.body === "string" ? text : JSON.parse(text), documented.body);
  for (const [header, value] of Object.entries(documented.headers)) {
    assert.equal(response.headers.get(header), value, header);
  }
}

const { identifier: _, shared_error: __, ...createBody } = fixture("create-ok").body.api_entity;

test("deactivate gives the documented answers to an active and to an inactive secret", async () => {
  const { sandbox, call } = await start({ secrets: [{ identifier: "43" }] });
  await assertDocumented(await call("POST", "/inactive/43"), "deactivate-ok");
  assert.equal(sandbox.secrets.get("43").active, false);
  await assertDocumented(await call("POST", "/inactive/43"), "deactivate-already");
  assert.equal(sandbox.secrets.get("43").active, false);
});

test("activate gives the documented answers to an inactive and to an active secret", async () => {
  const { sandbox, call } = await start({ secrets: [{ identifier: "43", active: false }] });
  await assertDocumented(await call("POST", "/active/43"), "activate-ok");
  assert.equal(sandbox.secrets.get("43").active, true);
  await assertDocumented(await call("POST", "/active/43"), "activate-already");
});

test("get gives the documented answer", async () => {
  const secret = secretFrom(fixture("get-ok").body.api_secret_entity);
  const { call } = await start({ secrets: [secret] });
  await assertDocumented(await call("GET", "/40"), "get-ok");
});

test("get gives the documented answer of v4", async () => {
  const secret = secretFrom(fixture("get-ok-v4").body.api_secret_entity);
  const { call } = await start({ secrets: [secret], envelope: "v4" });
  await assertDocumented(await call("GET", "/3"), "get-ok-v4");
});

test("list gives the documented answer", async () => {
  const secrets = fixture("list-ok").body.api_secret_on_list.map((entry) => ({
    identifier: entry.identifier,
    name: entry.name,
    needJustify: entry.need_justify === "1",
    needApproval: entry.need_approval === "1",
  }));
  const { call } = await start({ secrets });
  await assertDocumented(await call("GET", ""), "list-ok");
});

test("create gives the documented answer", async () => {
  const { call } = await start({ secrets: [{ identifier: "42" }] });
  await assertDocumented(await call("POST", "", { body: createBody }), "create-ok");
});

test("update gives the documented answer", async () => {
  const before = secretFrom(fixture("create-ok").body.api_entity);
  const { identifier: _, shared_error: __, ...after } = fixture("update-ok").body.api_entity;
  const { call } = await start({ secrets: [before] });
  await assertDocumented(await call("PUT", "/update/43", { body: after }), "update-ok");
});

test("create without a name gives 1001", async () => {
  const { call } = await start();
  const { name: _, ...nameless } = createBody;
  await assertDocumented(await call("POST", "", { body: nameless }), "error-1001-missing-name");
});

test("an identifier code that its owner already uses gives 1001", async () => {
  const { call } = await start({ secrets: [{ identifier: "1", identifierCode: "a" }, { identifier: "2" }] });
  const body = { identifier_code: "a" };
  await assertDocumented(await call("PUT", "/update/2", { body }), "error-1001-duplicate-identifier");
  await assertDocumented(
    await call("POST", "", { body: { ...createBody, ...body } }),
    "error-1001-duplicate-identifier",
  );
});

test("every operation on a secret that does not exist gives 1005", async () => {
  const { call } = await start({ secrets: 1 });
  await assertDocumented(await call("POST", "/inactive/7"), "error-1005-not-found");
  await assertDocumented(await call("POST", "/active/7"), "error-1005-not-found");
  await assertDocumented(await call("GET", "/7"), "error-1005-not-found");
  await assertDocumented(await call("PUT", "/update/7", { body: {} }), "error-1005-not-found");
});

test("every operation without access gives 1006", async () => {
  const { call } = await start({
    secrets: [{ identifier: "43", access: { demo: { canView: false, canWrite: false } } }],
  });
  await assertDocumented(await call("POST", "/inactive/43"), "error-1006-access-denied");
  await assertDocumented(await call("POST", "/active/43"), "error-1006-access-denied");
  await assertDocumented(await call("GET", "/43"), "error-1006-access-denied");
  await assertDocumented(await call("PUT", "/update/43", { body: { name: "x" } }), "error-1006-access-denied");
});

test("get of an inactive secret gives 1009", async () => {
  const { call } = await start({ secrets: [{ identifier: "43", active: false }] });
  await assertDocumented(await call("GET", "/43"), "error-1009-inactive");
});

test("an identifier that is not a number gives 1010 if identifiers are numbers", async () => {
  const { call } = await start({ identifierType: "int" });
  await assertDocumented(await call("POST", "/inactive/abc"), "error-1010-identifier-type");
});

test("a token request gives the documented answer with another token", async () => {
  const response = await askToken(createSandbox().fetch);
  const { access_token: token, ...rest } = await response.json();
  const { access_token: documented, ...documentedRest } = fixture("token-ok").body;
  assert.equal(response.status, 200);
  assert.deepEqual(rest, documentedRest);
  assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]{43}$/);
  assert.equal(documented.split(".").length, 3);
});

test("wrong credentials give invalid_client, another grant type unsupported_grant_type", async () => {
  const { fetch } = createSandbox();
  const wrongClient = { clientId: "demo", clientSecret: "wrong" };
  await assertDocumented(await askToken(fetch, { client: wrongClient }), "token-invalid-client");
  await assertDocumented(await fetch(`${origin}/api/oauth2/token?grant_type=password`), "token-unsupported-grant");
});

const gatewayFailures = [
  ["gateway-bad-upstream", { fault: "server-error", status: 502 }],
  ["gateway-unavailable", { fault: "server-error", status: 503 }],
  ["gateway-timeout", { fault: "server-error", status: 504 }],
  ["server-error", { fault: "server-error", status: 500 }],
  ["rate-limited", { fault: "rate-limit", retryAfter: 2 }],
  ["html-proxy-page", { fault: "html" }],
];
for (const [name, step] of gatewayFailures) {
  test(`the fault for ${name} gives that answer`, async () => {
    const { sandbox, call } = await start({ gatewayRequestId: false });
    sandbox.next(step);
    await assertDocumented(await call("POST", "/inactive/43"), name);
    assert.equal(sandbox.secrets.get("43").active, true);
  });
}

test("a revoked token gives the gateway's 401", async () => {
  const { sandbox, call } = await start({ gatewayRequestId: false });
  sandbox.revokeTokens();
  await assertDocumented(await call("GET", ""), "unauthorized-token");
});

test("the gateway's 404 has the request id", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ fault: "no-route" });
  const response = await call("GET", "/43");
  const { request_id: id, ...rest } = await response.json();
  const { request_id: documented, ...documentedRest } = fixture("gateway-no-route").body;
  assert.equal(response.status, 404);
  assert.deepEqual(rest, documentedRest);
  assert.equal(id.length, documented.length);
  assert.equal(id, response.headers.get("x-kong-request-id"));
});

for (const kind of ["password", "note"]) {
  const { collection, payloads, changeable, required } = kindOf(kind);
  const startWith = (items, options) => start({ [collection]: items, ...options }, kind);
  const shares = (entity) => ({
    usersAllowed: entity.users_allowed.map((user) => ({
      username: user.username ?? user.name,
      canEdit: user.can_edit,
    })),
    groupsAllowed: entity.groups_allowed.map((group) => ({ name: group.name, canEdit: group.can_edit })),
  });
  /** The item of an entry of a list, or of the entity of a get. */
  const itemFrom = ({ identifier, name, tags, url, username, password, secret_key, notes, note, ...rest }) => ({
    ...{ identifier, name, tags, url, username, password, notes, note, secretKey: secret_key ?? "" },
    ...(rest.users_allowed ? shares(rest) : {}),
  });
  /** The body of a request that the entity of a create or an update is the answer to. */
  const bodyFrom = ({ identifier: _, shared_error: __, note, ...entity }) => ({
    ...entity,
    ...(note === undefined ? {} : { [changeable.sent]: note }),
  });
  const groups = ["Test group", "TC team"];

  test(`${kind}: deactivate and activate give the documented answers`, async () => {
    const { sandbox, call } = await startWith([{ identifier: "43" }]);
    for (const [path, name, active] of [
      ["/inactive/43", "deactivate-ok", false],
      ["/inactive/43", "deactivate-already", false],
      ["/active/43", "activate-ok", true],
      ["/active/43", "activate-already", true],
    ]) {
      await assertDocumented(await call("POST", path), `${kind}-${name}`);
      assert.equal(sandbox[collection].get("43").active, active);
    }
  });

  test(`${kind}: list gives the documented answer`, async () => {
    const { call } = await startWith(fixture(`${kind}-list-ok`).body[payloads.list].map(itemFrom));
    await assertDocumented(await call("GET", ""), `${kind}-list-ok`);
  });

  test(`${kind}: get gives the documented answer`, async () => {
    const { [payloads.get]: entity } = fixture(`${kind}-get-ok`).body;
    // The code of JBSWY3DPEHPK3PXP was 452180 at this time.
    const { call } = await startWith([itemFrom(entity)], { now: () => 1_771_251_510_000 });
    await assertDocumented(await call("GET", `/${entity.identifier}`), `${kind}-get-ok`);
  });

  test(`${kind}: create gives the documented answer`, async () => {
    const { [payloads.write]: entity } = fixture(`${kind}-create-ok`).body;
    const { call } = await startWith([{ identifier: Number(entity.identifier) - 1 }], { groups });
    const body = { ...required, ...bodyFrom(entity) };
    await assertDocumented(await call("POST", "", { body }), `${kind}-create-ok`);
  });

  test(`${kind}: update gives the documented answer`, async () => {
    const { [payloads.write]: entity } = fixture(`${kind}-update-ok`).body;
    const { call } = await startWith([{ identifier: entity.identifier }], { groups });
    const path = `/update/${entity.identifier}`;
    await assertDocumented(await call("PUT", path, { body: bodyFrom(entity) }), `${kind}-update-ok`);
  });

  test(`${kind}: every operation on an item that does not exist gives 1005`, async () => {
    const { call } = await startWith(1);
    await assertDocumented(await call("POST", "/inactive/7"), `${kind}-error-1005`);
    await assertDocumented(await call("POST", "/active/7"), `${kind}-error-1005`);
    await assertDocumented(await call("GET", "/7"), `${kind}-error-1005`);
    await assertDocumented(await call("PUT", "/update/7", { body: {} }), `${kind}-error-1005`);
  });

  test(`${kind}: get of an inactive item gives 1009`, async () => {
    const { call } = await startWith([{ identifier: "43", active: false }]);
    await assertDocumented(await call("GET", "/43"), `${kind}-error-1009`);
  });
}

test("get of a password without one-time codes gives the documented answer", async () => {
  const { password_entity: entity } = fixture("password-get-ok-without-totp").body;
  const { name, url, username, password, notes, tags } = entity;
  const { call } = await start(
    { passwords: [{ identifier: 5, name, url, username, password, notes, tags }] },
    "password",
  );
  await assertDocumented(await call("GET", "/5"), "password-get-ok-without-totp");
});

test("create of a password without a username gives 1001", async () => {
  const { call } = await start({}, "password");
  const body = { name: "n", password: "p" };
  await assertDocumented(await call("POST", "", { body }), "password-error-1001-username");
});

test("a note of more than 900 characters gives 1001", async () => {
  const { call } = await start({}, "note");
  const body = { name: "n", note: "x".repeat(901) };
  await assertDocumented(await call("POST", "", { body }), "note-error-1001-too-long");
  await assertDocumented(await call("PUT", "/update/43", { body }), "note-error-1001-too-long");
});

test("the odd answer `encryption` to a get of a note is the documented failure", async () => {
  const { sandbox, call } = await start({}, "note");
  sandbox.next({ kind: "note", operation: "get", fault: "odd", answer: "encryption" });
  await assertDocumented(await call("GET", "/43"), "note-error-500-encryption");
});

for (const name of ["error-1005-older-shape", "ok-status-error-body", "portuguese-only", "gateway-not-authorized"]) {
  test(`a step can answer with ${name}`, async () => {
    const { sandbox, call } = await start();
    const { status, headers, body } = fixture(name);
    sandbox.next({ operation: "activate", response: { status, headers, body } });
    await assertDocumented(await call("POST", "/active/43"), name);
  });
}

test("every documented answer is in a test of this file", () => {
  const names = readdirSync(new URL("../../tests/fixtures/", import.meta.url)).map((file) =>
    file.replace(/\.json$/, ""),
  );
  assert.deepEqual([...readFixtures].sort(), names.sort());
});
