// The six operations on items of each kind: rights, filters, shares, and what they change.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { logIn, messageOf, start } from "./support/client.mjs";
import { kinds } from "./support/kinds.mjs";

for (const { kind, collection, path, title, payloads, required, filters, changeable, denied } of kinds) {
  const startWith = (items, options) => start({ [collection]: items, ...options }, path);
  const listOf = async (call, query = "") => (await (await call("GET", query)).json())[payloads.list];
  const identifiers = async (call, query) => (await listOf(call, query)).map(({ identifier }) => identifier);

  test(`${kind}: an item is created, listed, read, changed, switched off and on`, async () => {
    const { sandbox, call } = await startWith([{ identifier: 42 }]);
    const created = await call("POST", "", { body: required });
    assert.equal(created.status, 201);
    assert.equal((await created.json())[payloads.write].identifier, "43");
    assert.deepEqual(await identifiers(call), ["42", "43"]);
    const update = await call("PUT", "/update/43", { body: { [changeable.sent]: "new", tags: "a,b" } });
    const { [payloads.write]: written } = await update.json();
    assert.equal(written.tags, "a,b");
    assert.equal(changeable.written && written[changeable.written], changeable.written && "new");
    const { [payloads.get]: entity } = await (await call("GET", "/43")).json();
    for (const [field, value] of Object.entries({ ...required, [changeable.got]: "new", tags: "a,b" })) {
      assert.equal(entity[field], value, field);
    }
    assert.equal((await call("POST", "/inactive/43")).status, 200);
    assert.equal(sandbox[collection].get(43).active, false);
    assert.match(await messageOf(await call("GET", "/43")), /^1009: Inactive/);
    assert.deepEqual(await identifiers(call), ["42", "43"], "the list has inactive items too");
    assert.equal((await call("POST", "/active/43")).status, 200);
    assert.equal((await call("GET", "/43")).status, 200);
    assert.deepEqual(
      sandbox.changes.map((change) => [change.kind, change.action, change.identifier, change.changed]),
      ["create", "update", "deactivate", "activate"].map((action) => [kind, action, "43", true]),
    );
    assert.ok(sandbox.requests.slice(1).every((request) => request.kind === kind));
  });

  test(`${kind}: a client's rights to view and to write are independent`, async () => {
    const clients = [
      { clientId: "reader", clientSecret: "s", canWrite: false },
      { clientId: "writer", clientSecret: "s", canView: false },
    ];
    const sandbox = createSandbox({ clients, [collection]: [{ identifier: "43" }] });
    const [reader, writer] = await Promise.all(clients.map((client) => logIn(sandbox.fetch, { client, path })));

    assert.deepEqual(
      (await listOf(reader)).map(({ can_view, can_write }) => ({ can_view, can_write })),
      [{ can_view: true, can_write: false }],
    );
    assert.equal((await reader("GET", "/43")).status, 200);
    assert.equal(await messageOf(await reader("POST", "/inactive/43")), denied);
    assert.equal(await messageOf(await reader("POST", "/active/43")), denied);
    assert.equal(await messageOf(await reader("PUT", "/update/43", { body: { name: "x" } })), denied);
    assert.equal(await messageOf(await reader("POST", "", { body: required })), denied);
    assert.equal(sandbox[collection].size, 1);

    assert.deepEqual(await listOf(writer), []);
    const refusal = await writer("GET", "/43");
    assert.equal(refusal.status, 400);
    const { response, exception } = await refusal.json();
    assert.deepEqual([response.message, response.mensagem, exception.message], [denied, denied, denied]);
    assert.equal(exception.code, 1006);
    assert.equal((await writer("POST", "/inactive/43")).status, 200);
    assert.equal(sandbox[collection].get(43).active, false);
  });

  test(`${kind}: the access of an item overrides the client's rights, in both directions`, async () => {
    const clients = [{ clientId: "a", clientSecret: "s", canWrite: false }];
    const items = [
      { identifier: "1", access: { a: { canWrite: true } } },
      { identifier: "2", access: { a: { canView: false } } },
      { identifier: "3", access: { other: { canView: false, canWrite: true } } },
    ];
    const { call } = await startWith(items, { clients });
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

  test(`${kind}: an entry of a list says whether viewing needs a justification or an approval`, async () => {
    const { call } = await startWith([{ needJustify: true }, { needApproval: true }]);
    const needs = (await listOf(call)).map((entry) => [entry.need_justify, entry.need_approval]);
    assert.deepEqual(needs, [
      ["1", "0"],
      ["0", "1"],
    ]);
  });

  test(`${kind}: a list is filtered by a whole tag, by each exact field, and by both`, async () => {
    for (const [parameter, field] of Object.entries(filters)) {
      const { call } = await startWith([
        { identifier: "1", tags: "cloud, leak", [field]: "a b" },
        { identifier: "2", tags: "leak", [field]: "b" },
        { identifier: "3", tags: "leaks", [field]: "a b, c", active: false },
      ]);
      assert.deepEqual(await identifiers(call), ["1", "2", "3"]);
      assert.deepEqual(await identifiers(call, "?tag=leak"), ["1", "2"]);
      assert.deepEqual(await identifiers(call, `?${parameter}=a+b`), ["1"]);
      assert.deepEqual(await identifiers(call, `?${parameter}=A+b`), []);
      assert.deepEqual(await identifiers(call, `?tag=leak&${parameter}=b`), ["2"]);
      assert.deepEqual(await identifiers(call, `?tag=leak&${parameter}=a+b,+c`), []);
    }
  });

  test(`${kind}: the filters of the other kinds get 501`, async () => {
    const { sandbox, call } = await startWith(1);
    const others = kinds.flatMap((other) => Object.keys(other.filters)).filter((parameter) => !(parameter in filters));
    for (const parameter of others) {
      assert.equal((await call("GET", `?${parameter}=a`)).status, 501, parameter);
      assert.deepEqual(sandbox.requests.at(-1).unexpected, [`unknown query parameter "${parameter}"`]);
    }
  });

  test(`${kind}: the fields of the other kinds get 501`, async () => {
    const { sandbox, call } = await startWith(1);
    const own = (await (await call("GET", "/43")).json())[payloads.get];
    const others = ["client_secret", "identifier_code", "username", "secret_key", "note", "token", "identifier"];
    const writable = (field) => field in own && field !== "token" && field !== "identifier";
    for (const field of others.filter((field) => !writable(field))) {
      assert.equal((await call("POST", "", { body: { ...required, [field]: "a" } })).status, 501, field);
      assert.deepEqual(sandbox.requests.at(-1).unexpected, [`unknown member "${field}"`]);
    }
    assert.equal((await call("PUT", "/update/43", { body: { name: null } })).status, 501);
  });

  test(`${kind}: an update changes only the fields it names`, async () => {
    const { sandbox, call } = await startWith([{ identifier: "43", [changeable.kept]: "old", tags: "t" }]);
    const before = sandbox[collection].get("43");
    await call("PUT", "/update/43", { body: { [changeable.sent]: "new", tags: "" } });
    assert.deepEqual(sandbox[collection].get("43"), { ...before, [changeable.kept]: "new", tags: "" });
    await call("PUT", "/update/43", { body: { [changeable.sent]: "new" } });
    assert.deepEqual(
      sandbox.changes.map(({ action, changed }) => [action, changed]),
      [
        ["update", true],
        ["update", false],
      ],
    );
  });

  test(`${kind}: create needs every required field, in its order, and update cannot empty one`, async () => {
    const { sandbox, call } = await startWith(1);
    const fields = Object.keys(required);
    assert.equal(
      await messageOf(await call("POST", "", { body: {} })),
      `1001: Parameter '${fields[0]}' was not informed!`,
    );
    for (const field of fields) {
      const message = `1001: Parameter '${field}' was not informed!`;
      const { [field]: _, ...rest } = required;
      assert.equal(await messageOf(await call("POST", "", { body: rest })), message);
      assert.equal(await messageOf(await call("POST", "", { body: { ...required, [field]: "" } })), message);
      assert.equal(await messageOf(await call("PUT", "/update/43", { body: { [field]: "" } })), message);
    }
    assert.deepEqual(sandbox.changes, []);
  });

  test(`${kind}: shares with unknown users and groups fail, and the others are kept`, async () => {
    const { sandbox, call } = await startWith([{ identifier: "43" }], { users: ["ada"], groups: ["Ops"] });
    const ada = { username: "ada", can_edit: true };
    const ghost = { username: "ghost", can_edit: false };
    const ops = { name: "Ops", can_edit: false };
    const nowhere = { name: "Nowhere", can_edit: true };
    const body = { ...required, users_allowed: [ada, ghost], groups_allowed: [nowhere, ops] };
    const { [payloads.write]: entity } = await (await call("POST", "", { body })).json();
    assert.deepEqual(entity.users_allowed, [ada]);
    assert.deepEqual(entity.groups_allowed, [ops]);
    assert.deepEqual(entity.shared_error, [ghost, nowhere]);
    assert.deepEqual(sandbox[collection].get(entity.identifier).usersAllowed, [{ username: "ada", canEdit: true }]);

    const { [payloads.get]: shown } = await (await call("GET", `/${entity.identifier}`)).json();
    assert.deepEqual(shown.users_allowed, [{ name: "ada", can_edit: true }]);
    assert.equal("shared_error" in shown, false);

    await call("PUT", `/update/${entity.identifier}`, { body: { users_allowed: [], groups_allowed: [] } });
    const { usersAllowed, groupsAllowed } = sandbox[collection].get(entity.identifier);
    assert.deepEqual([usersAllowed, groupsAllowed], [[], []]);
  });

  test(`${kind}: identifiers are numbers with identifierType int`, async () => {
    const { call } = await startWith([{ identifier: 43 }, { identifier: 44 }], { identifierType: "int" });
    assert.deepEqual(await identifiers(call), [43, 44]);
    assert.equal((await (await call("GET", "/043")).json())[payloads.get].identifier, 43);
    assert.equal((await (await call("POST", "", { body: required })).json())[payloads.write].identifier, 45);
    for (const path of ["/x", "/-1", "/1.5", "/active/1e3"]) {
      const method = path.startsWith("/active") ? "POST" : "GET";
      assert.equal(await messageOf(await call(method, path)), "1010: Unexpected identifier type");
    }
  });

  test(`${kind}: an identifier is one path segment, whatever characters it has`, async () => {
    const odd = ["a/b", "50%", "%2F", "ü ber", "update", "inactive/43", "a?b#c", "..x", "+", "😀"];
    const { sandbox, call } = await startWith(odd.map((identifier) => ({ identifier })));
    for (const identifier of odd) {
      const response = await call("POST", `/inactive/${encodeURIComponent(identifier)}`);
      assert.equal(response.status, 200, identifier);
      assert.equal(sandbox[collection].get(identifier).active, false, identifier);
      assert.equal(sandbox.requests.at(-1).identifier, identifier);
    }
  });

  test(`${kind}: an unknown item is not found by any operation`, async () => {
    const { call } = await startWith(1);
    const message = `1005: ${title} not found`;
    assert.equal(await messageOf(await call("GET", "/7")), message);
    assert.equal(await messageOf(await call("POST", "/inactive/7")), message);
    assert.equal(await messageOf(await call("POST", "/active/7")), message);
    assert.equal(await messageOf(await call("PUT", "/update/7", { body: {} })), message);
  });
}

test("an identifier code is unique per owner, and an update may repeat a secret's own", async () => {
  const { call } = await start({
    secrets: [
      { identifier: "1", identifierCode: "a", owner: "alices" },
      { identifier: "2", identifierCode: "b" },
    ],
  });
  const { required } = kinds[0];
  assert.equal((await call("PUT", "/update/2", { body: { identifier_code: "b" } })).status, 200);
  assert.equal((await call("POST", "", { body: { ...required, identifier_code: "a" } })).status, 201);
  assert.equal((await call("POST", "", { body: { ...required, identifier_code: "a" } })).status, 400);
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
  const common = { action: "deactivate", kind: "apiSecret", identifier: "43", client: "demo", lost: false };
  assert.deepEqual(sandbox.changes, [
    { ...common, time: 6, changed: true, requestId: sandbox.requests[1].id },
    { ...common, time: 7, changed: false, requestId: response.headers.get("x-request-id") },
  ]);
});
