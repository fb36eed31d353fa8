// The operations other than activate and deactivate, against the sandbox.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { isMySafeError, MySafe } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

function setUp(sandboxOptions, options) {
  const sandbox = createSandbox(sandboxOptions);
  const safe = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch, ...options });
  return { sandbox, safe };
}

const newSecret = {
  name: 'Quote " and \\ and \n and é😀',
  url: "https://api.example",
  clientId: "c",
  clientSecret: "c4nary-stored-secret",
  identifierCode: "mine",
  tags: "Cloud & more",
  notes: "",
  method: "post",
  usersAllowed: [{ username: "pduarte", canEdit: true }],
  groupsAllowed: [{ name: "Test group", canEdit: false }],
};

test("creates, gets, updates and lists a secret, and tells whether it is active", async () => {
  const { sandbox, safe } = setUp({ secrets: 3, users: ["pduarte"], groups: ["Test group"] });
  const created = await safe.create(newSecret);
  const { identifier } = created;
  assert.deepEqual(created, { identifier, ...newSecret, sharedError: [] });
  assert.deepEqual(await safe.get(identifier), { ...created });

  const changed = await safe.update(identifier, { notes: "new", clientSecret: undefined, tags: null });
  assert.deepEqual(changed, { ...created, notes: "new" });
  assert.equal(sandbox.secrets.get(identifier).clientSecret, newSecret.clientSecret);

  assert.equal((await safe.list()).length, 4);
  const found = {
    identifier,
    name: newSecret.name,
    needJustify: false,
    needApproval: false,
    canView: true,
    canWrite: true,
  };
  assert.deepEqual(await safe.list({ tag: "Cloud & more" }), [found]);
  assert.deepEqual(await safe.list({ identifierCode: "mine" }), [found]);
  assert.deepEqual(await safe.list({ tag: "none", identifierCode: "mine" }), []);

  assert.equal(await safe.isActive(identifier), true);
  await safe.deactivate(identifier);
  assert.equal(await safe.isActive(identifier), false);
  await rejects(safe.get(identifier), "INACTIVE", /^get ".*": the API secret is inactive/);
});

test("create returns the shares that failed", async () => {
  const { safe } = setUp({ secrets: 0, users: ["pduarte"], groups: [] });
  const usersAllowed = [...newSecret.usersAllowed, { username: "nobody", canEdit: true }];
  assert.deepEqual((await safe.create({ ...newSecret, usersAllowed })).sharedError.sort(), ["Test group", "nobody"]);
});

test("identifiers are strings, also where the server sends numbers", async () => {
  const { safe } = setUp({ secrets: 2, identifierType: "int" });
  const [first] = await safe.list();
  assert.equal(typeof first.identifier, "string");
  assert.equal((await safe.get(first.identifier)).identifier, first.identifier);
  await rejects(safe.get("abc"), "INVALID_IDENTIFIER");
});

test("rejects invalid arguments before anything is sent", async () => {
  const { sandbox, safe } = setUp();
  for (const [call, message] of [
    [() => safe.create(), /secret must be an object/],
    [() => safe.create({}), /^create: name is missing/],
    [() => safe.create({ name: "n", url: " ", clientId: "c" }), /url is missing/],
    [() => safe.create({ name: "n", url: "u" }), /clientId is missing/],
    [() => safe.create({ ...newSecret, clientSecret: 43 }), /clientSecret must be a string/],
    [() => safe.create({ ...newSecret, usersAllowed: "pduarte" }), /usersAllowed must be a list/],
    [() => safe.create({ ...newSecret, usersAllowed: [{ name: "x" }] }), /usersAllowed must be a list/],
    [
      () => safe.create({ ...newSecret, groupsAllowed: [{ name: "x", canEdit: "yes" }] }),
      /canEdit must be true or false/,
    ],
    [() => safe.update("43", {}), /^update: nothing to change/],
    [() => safe.update("", { name: "n" }), /identifier must not be blank/],
    [() => safe.list("tag"), /filter must be an object/],
    [() => safe.list({ tag: 1 }), /tag must be a string/],
    [() => safe.get({}), /identifier must be/],
    [() => safe.isActive(-1), /identifier must be/],
  ]) {
    const error = await rejects(call(), "INVALID_ARGUMENT", message);
    assert.equal(error.attempts, 0);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("create is retried only after a 429", async () => {
  const retry = { minDelay: 1, maxDelay: 2 };
  for (const [fault, status, sent] of [
    ["rate-limit", undefined, 2],
    ["server-error", 503, 1],
    ["server-error", 500, 1],
    ["reset", undefined, 1],
    ["lost", undefined, 1],
    ["html", 502, 1],
  ]) {
    const { sandbox, safe } = setUp({ secrets: 0, users: ["pduarte"] }, { retry });
    sandbox.next({
      operation: "create",
      fault,
      ...(status && { status }),
      ...(fault === "rate-limit" && { retryAfter: 0 }),
    });
    const result = await safe.create(newSecret).catch((error) => error);
    assert.equal(sandbox.requests.filter(({ operation }) => operation === "create").length, sent, fault);
    assert.equal(isMySafeError(result), sent === 1, fault);
    if (sent === 1) {
      assert.match(result.message, /look before asking again/, fault);
    }
  }
});

test("list, get, isActive and update are retried after a transient failure", async () => {
  const retry = { minDelay: 1, maxDelay: 2 };
  for (const operation of ["list", "get", "isActive", "update"]) {
    const { sandbox, safe } = setUp({ secrets: 1 }, { retry });
    sandbox.next({ operation: operation === "isActive" ? "get" : operation, fault: "reset" });
    await (operation === "list" ? safe.list() : safe[operation]("43", operation === "update" ? { notes: "x" } : {}));
  }
});

test("reads a list of 50 000 entries", async () => {
  const entries = Array.from({ length: 50_000 }, (_, number) => ({
    identifier: number,
    name: `n${number}`,
    can_view: true,
  }));
  const body = JSON.stringify({ response: { error: false }, api_secret_on_list: entries });
  const fetch = async () => new Response(body);
  const list = await new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch }).list();
  assert.equal(list.length, 50_000);
  assert.equal(list[49_999].identifier, "49999");
});

test("no message shows a stored secret that the server echoes", async () => {
  const answer = { response: { error: true, message: "1001: c4nary-stored-secret is taken" } };
  const fetch = async () => new Response(JSON.stringify(answer), { status: 400 });
  const safe = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch });
  for (const call of [safe.create(newSecret), safe.update("43", newSecret)]) {
    const error = await rejects(call, "INVALID_PARAMETER", /•••/);
    assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes("c4nary"));
  }
});
