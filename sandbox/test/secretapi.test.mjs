import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { logIn, messageOf, start } from "./support/client.mjs";

const denied = "1006: User does not have access";
const required = { name: "N", url: "https://n.example", client_id: "c" };

const listOf = async (call, query = "") => (await (await call("GET", query)).json()).api_secret_on_list;
const identifiers = async (call, query) => (await listOf(call, query)).map(({ identifier }) => identifier);

test("a client's rights to view and to write are independent", async () => {
  const clients = [
    { clientId: "reader", clientSecret: "s", canWrite: false },
    { clientId: "writer", clientSecret: "s", canView: false },
  ];
  const sandbox = createSandbox({ clients, secrets: [{ identifier: "43" }] });
  const [reader, writer] = await Promise.all(clients.map((client) => logIn(sandbox.fetch, { client })));

  assert.deepEqual(
    (await listOf(reader)).map(({ can_view, can_write }) => ({ can_view, can_write })),
    [{ can_view: true, can_write: false }],
  );
  assert.equal((await reader("GET", "/43")).status, 200);
  assert.equal(await messageOf(await reader("POST", "/inactive/43")), denied);
  assert.equal(await messageOf(await reader("PUT", "/update/43", { body: { name: "x" } })), denied);
  assert.equal(await messageOf(await reader("POST", "", { body: required })), denied);
  assert.equal(sandbox.secrets.size, 1);

  assert.deepEqual(await listOf(writer), []);
  assert.equal(await messageOf(await writer("GET", "/43")), denied);
  assert.equal((await writer("POST", "/inactive/43")).status, 200);
  assert.equal(sandbox.secrets.get(43).active, false);
});

test("the access of a secret overrides the client's rights, in both directions", async () => {
  const clients = [{ clientId: "a", clientSecret: "s", canWrite: false }];
  const { call } = await start({
    clients,
    secrets: [
      { identifier: "1", access: { a: { canWrite: true } } },
      { identifier: "2", access: { a: { canView: false } } },
      { identifier: "3", access: { other: { canView: false, canWrite: true } } },
    ],
  });
  assert.deepEqual(
    (await listOf(call)).map(({ identifier, can_write }) => [identifier, can_write]),
    [
      ["1", true],
      ["3", false],
    ],
  );
  assert.equal((await call("POST", "/inactive/1")).status, 200);
  assert.equal(await messageOf(await call("POST", "/inactive/3")), denied);
});

test("a list is filtered by tag, by identifier code, and by both", async () => {
  const { call } = await start({
    secrets: [
      { identifier: "1", tags: "cloud, leak", identifierCode: "a" },
      { identifier: "2", tags: "leak", identifierCode: "b" },
      { identifier: "3", tags: "leaks", identifierCode: "c", active: false },
    ],
  });
  assert.deepEqual(await identifiers(call), ["1", "2", "3"]);
  assert.deepEqual(await identifiers(call, "?tag=leak"), ["1", "2"]);
  assert.deepEqual(await identifiers(call, "?identifier_code=c"), ["3"]);
  assert.deepEqual(await identifiers(call, "?tag=leak&identifier_code=b"), ["2"]);
  assert.deepEqual(await identifiers(call, "?tag=leak&identifier_code=c"), []);
});

test("an update changes only the fields it names", async () => {
  const { sandbox, call } = await start({ secrets: [{ identifier: "43", notes: "old", tags: "t" }] });
  const before = sandbox.secrets.get("43");
  await call("PUT", "/update/43", { body: { notes: "new", tags: "" } });
  assert.deepEqual(sandbox.secrets.get("43"), { ...before, notes: "new", tags: "" });
  await call("PUT", "/update/43", { body: { notes: "new" } });
  assert.deepEqual(
    sandbox.changes.map(({ action, changed }) => [action, changed]),
    [
      ["update", true],
      ["update", false],
    ],
  );
});

test("create needs every required field, and update cannot empty one", async () => {
  const { sandbox, call } = await start({ secrets: 1 });
  for (const field of ["name", "url", "client_id"]) {
    const message = `1001: Parameter '${field}' was not informed!`;
    const { [field]: _, ...rest } = required;
    assert.equal(await messageOf(await call("POST", "", { body: rest })), message);
    assert.equal(await messageOf(await call("POST", "", { body: { ...required, [field]: "" } })), message);
    assert.equal(await messageOf(await call("PUT", "/update/43", { body: { [field]: "" } })), message);
  }
  assert.deepEqual(sandbox.changes, []);
});

test("an identifier code is unique per owner, and an update may repeat a secret's own", async () => {
  const { call } = await start({
    secrets: [
      { identifier: "1", identifierCode: "a", owner: "alices" },
      { identifier: "2", identifierCode: "b" },
    ],
  });
  assert.equal((await call("PUT", "/update/2", { body: { identifier_code: "b" } })).status, 200);
  assert.equal((await call("POST", "", { body: { ...required, identifier_code: "a" } })).status, 201);
  assert.equal((await call("POST", "", { body: { ...required, identifier_code: "a" } })).status, 400);
});

test("shares with unknown users and groups fail, and the others are kept", async () => {
  const { sandbox, call } = await start({ secrets: [{ identifier: "43" }], users: ["ada"], groups: ["Ops"] });
  const ada = { username: "ada", can_edit: true };
  const ghost = { username: "ghost", can_edit: false };
  const ops = { name: "Ops", can_edit: false };
  const nowhere = { name: "Nowhere", can_edit: true };
  const body = { ...required, users_allowed: [ada, ghost], groups_allowed: [nowhere, ops] };
  const { api_entity: entity } = await (await call("POST", "", { body })).json();
  assert.deepEqual(entity.users_allowed, [ada]);
  assert.deepEqual(entity.groups_allowed, [ops]);
  assert.deepEqual(entity.shared_error, [ghost, nowhere]);
  assert.deepEqual(sandbox.secrets.get(entity.identifier).usersAllowed, [{ username: "ada", canEdit: true }]);
});

test("identifiers are numbers with identifierType int", async () => {
  const { call } = await start({ identifierType: "int", secrets: [{ identifier: 43 }, { identifier: 44 }] });
  assert.deepEqual(await identifiers(call), [43, 44]);
  assert.equal((await (await call("GET", "/043")).json()).api_secret_entity.identifier, 43);
  assert.equal((await (await call("POST", "", { body: required })).json()).api_entity.identifier, 45);
  for (const path of ["/x", "/-1", "/1.5", "/active/1e3"]) {
    const method = path.startsWith("/active") ? "POST" : "GET";
    assert.equal(await messageOf(await call(method, path)), "1010: Unexpected identifier type");
  }
});

test("an identifier is one path segment, whatever characters it has", async () => {
  const odd = ["a/b", "50%", "%2F", "ü ber", "update", "inactive/43", "a?b#c", "..x", "+", "😀"];
  const { sandbox, call } = await start({ secrets: odd.map((identifier) => ({ identifier })) });
  for (const identifier of odd) {
    const response = await call("POST", `/inactive/${encodeURIComponent(identifier)}`);
    assert.equal(response.status, 200, identifier);
    assert.equal(sandbox.secrets.get(identifier).active, false, identifier);
    assert.equal(sandbox.requests.at(-1).identifier, identifier);
  }
});

test("changes records who did what, and whether it changed anything", async () => {
  let time = 5;
  const { sandbox, call } = await start({ secrets: [{ identifier: "43" }], now: () => time });
  time = 6;
  await call("POST", "/inactive/43");
  time = 7;
  const response = await call("POST", "/inactive/43");
  await call("POST", "/inactive/44");
  await call("GET", "/43");
  const common = { action: "deactivate", identifier: "43", client: "demo", lost: false };
  assert.deepEqual(sandbox.changes, [
    { ...common, time: 6, changed: true, requestId: sandbox.requests[1].id },
    { ...common, time: 7, changed: false, requestId: response.headers.get("x-request-id") },
  ]);
});
