// The operations on each kind of item, against the sandbox, and that no kind is taken for another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient, oddAnswers } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

const baseUrl = "https://vault.example";
const shares = {
  usersAllowed: [{ username: "pduarte", canEdit: true }],
  groupsAllowed: [{ name: "Test group", canEdit: false }],
};
const permissions = { needJustify: false, needApproval: false, canView: true, canWrite: true };

/** What a test has to know of a kind. `hidden`: what the answers to create and update do not hold. */
const kinds = {
  apiSecret: {
    collection: "apiSecrets",
    store: "secrets",
    title: "API secret",
    item: {
      name: "Billing é😀",
      url: "https://billing.example",
      clientId: "c",
      clientSecret: "c4nary-client-secret",
      identifierCode: "mine",
      tags: "of this test",
      notes: "n",
      method: "post",
    },
    hidden: [],
    columns: [],
    filters: { tag: "of this test", identifierCode: "mine" },
    changes: { clientSecret: "c4nary-other-secret", notes: "new" },
    required: ["name", "url", "clientId"],
  },
  password: {
    collection: "passwords",
    store: "passwords",
    title: "password",
    item: {
      name: "Mail é😀",
      url: "https://mail.example/?a=b&c",
      username: "ana@example.com",
      password: 'c4nary pass"word\\',
      secretKey: "JBSWY3DPEHPK3PXP",
      notes: "n",
      tags: "of this test",
    },
    hidden: ["password", "secretKey"],
    columns: ["url", "username", "tags"],
    filters: { tag: "of this test", name: "Mail é😀", username: "ana@example.com", url: "https://mail.example/?a=b&c" },
    changes: { password: "c4nary other word", url: "https://mail.example" },
    required: ["name", "username", "password"],
  },
  note: {
    collection: "notes",
    store: "notes",
    title: "note",
    item: { name: "Codes é😀", note: "c4nary\nnote", tags: "of this test" },
    hidden: ["note"],
    columns: ["tags"],
    filters: { tag: "of this test", name: "Codes é😀" },
    changes: { note: "c4nary other note" },
    required: ["name", "note"],
  },
};

function setUp(options = {}, sandboxOptions = {}) {
  const sandbox = createSandbox({ users: ["pduarte"], groups: ["Test group"], ...sandboxOptions });
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch, retry: false, ...options });
  return { sandbox, mysafe };
}

const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

for (const [kind, { collection, store, title, item, hidden, columns, filters, changes, required }] of Object.entries(
  kinds,
)) {
  test(`${kind}: an item is created, got, listed, updated, and switched off and on`, async () => {
    const { sandbox, mysafe } = setUp({}, { [store]: 3 });
    const items = mysafe[collection];
    const created = await items.create({ ...item, ...shares });
    const { identifier } = created;
    assert.deepEqual(created, { identifier, ...without(item, hidden), ...shares, sharedError: [] });
    const { totp, ...shown } = await items.get(identifier);
    assert.deepEqual(shown, { identifier, ...item, ...shares, sharedError: [] });
    assert.match(totp ?? "none", item.secretKey ? /^\d{6}$/ : /^none$/);

    const summary = { identifier, name: item.name, ...permissions };
    for (const column of columns) summary[column] = item[column];
    const withEach = Object.entries(filters).map(([name, value]) => ({ [name]: value }));
    for (const filter of [...withEach, filters]) assert.deepEqual(await items.list(filter), [summary]);
    assert.deepEqual(await items.list({ ...filters, tag: "none" }), []);
    assert.equal((await items.list()).length, 4);

    const updated = await items.update(identifier, changes);
    assert.deepEqual(updated, { ...created, ...without(changes, hidden) });
    assert.deepEqual(without(await items.get(identifier), ["totp"]), { ...shown, ...changes });

    assert.equal(await items.isActive(identifier), true);
    const change = await items.deactivate(identifier, { verify: true });
    assert.deepEqual(without(change, ["message"]), {
      ...{ kind, identifier, active: false, changed: true, certain: true, verified: true, status: 200, attempts: 1 },
    });
    assert.equal(await items.isActive(identifier), false);
    const prefix = kind === "apiSecret" ? "" : `${collection}\\.`;
    await rejects(items.get(identifier), "INACTIVE", new RegExp(`^${prefix}get "\\d+": the ${title} is inactive`));
    assert.equal((await items.activate(identifier)).active, true);
    assert.equal(sandbox[store].get(identifier).active, true);
  });

  test(`${kind}: a batch and its undo`, async () => {
    const { sandbox, mysafe } = setUp({}, { [store]: 6 });
    sandbox[store].setActive("44", false);
    const items = mysafe[collection];
    const report = await items.deactivateMany(await items.list());
    assert.deepEqual([report.kind, report.changed, report.unchanged], [kind, 5, 1]);
    assert.ok(report.outcomes.every(({ change }) => change.kind === kind));
    assert.equal(sandbox[store].list().filter(({ active }) => active).length, 0);
    const undo = await items.activateMany(report.outcomes.filter(({ state }) => state === "changed"));
    assert.deepEqual([undo.kind, undo.changed], [kind, 5]);
    assert.deepEqual(
      sandbox[store]
        .list()
        .filter(({ active }) => !active)
        .map(({ identifier }) => identifier),
      ["44"],
    );
  });

  test(`${kind}: only its own items are switched, and equal identifiers name other items of other kinds`, async () => {
    const { sandbox, mysafe } = setUp();
    await mysafe[collection].deactivate("43");
    await mysafe[collection].deactivateMany(["44", "45"]);
    for (const other of Object.values(kinds)) {
      const off = sandbox[other.store].list().filter(({ active }) => !active);
      assert.equal(off.length, other.store === store ? 3 : 0, other.store);
    }
    assert.ok(sandbox.changes.every((change) => change.kind === kind));
  });

  test(`${kind}: an outcome of another kind is refused, and not sent`, async () => {
    const { sandbox, mysafe } = setUp();
    for (const other of Object.values(kinds).filter((other) => other.store !== store)) {
      const { outcomes } = await mysafe[other.collection].deactivateMany(["43", "43"]);
      const single = await mysafe[other.collection].deactivate("44");
      const before = sandbox.requests.length;
      const report = await mysafe[collection].activateMany([...outcomes, single]);
      assert.deepEqual([report.failed, report.total, sandbox.requests.length], [3, 3, before]);
      const { error } = report.outcomes[0];
      assert.equal(error.code, "INVALID_ARGUMENT");
      assert.match(error.message, /this is the outcome of an item of the kind/);
    }
    // A property of this name that no kind has says nothing.
    const own = await mysafe[collection].deactivateMany([{ identifier: "46", kind: "server" }]);
    assert.equal(own.changed, 1);
  });

  test(`${kind}: what is missing or unknown is refused before anything is sent`, async () => {
    const { sandbox, mysafe } = setUp();
    const items = mysafe[collection];
    const prefix = kind === "apiSecret" ? "" : `${collection}\\.`;
    for (const name of required) {
      const message = new RegExp(`^${prefix}create: ${name} is missing: a new ${title} needs it`);
      await rejects(items.create({ ...item, [name]: undefined }), "INVALID_ARGUMENT", message);
    }
    const names = Object.keys(filters).join(", ");
    for (const filter of [{ nme: "x" }, { ...filters, client_id: "x" }, { usernme: undefined }]) {
      await rejects(
        items.list(filter),
        "INVALID_ARGUMENT",
        new RegExp(`^${prefix}list: the filter cannot have .*: it takes ${names}`),
      );
    }
    assert.equal(sandbox.requests.length, 0);
  });

  test(`${kind}: an error and an event name the kind`, async () => {
    const events = [];
    const { mysafe } = setUp({ onEvent: (event) => events.push(event) });
    const error = await rejects(mysafe[collection].deactivate("999"), "NOT_FOUND", new RegExp(`has no ${title} with`));
    const expected = kind === "apiSecret" ? undefined : kind;
    assert.deepEqual([error.kind, error.toJSON().kind], [expected, expected]);
    const ofCall = events.filter(({ operation }) => operation === "deactivate");
    assert.ok(ofCall.length === 2 && ofCall.every((event) => event.kind === expected));
    assert.ok(events.every((event) => event.operation !== "token" || event.kind === undefined));
  });
}

test("no odd answer makes the client claim what is not so, of any kind", async () => {
  let claims = 0;
  for (const { collection, store } of Object.values(kinds)) {
    for (const answer of oddAnswers) {
      for (const applied of [false, true]) {
        const { sandbox, mysafe } = setUp();
        try {
          sandbox.next({ operation: "deactivate", fault: "odd", answer, applied });
        } catch {
          continue; // not an answer to a switch
        }
        const { outcomes } = await mysafe[collection].deactivateMany(["43"]);
        const [{ state, change }] = outcomes;
        const isOff = !sandbox[store].get("43").active;
        const story = `${collection} ${answer} ${applied ? "applied" : ""}: ${state}, ${isOff ? "off" : "on"}`;
        if (change) assert.ok(isOff && change.active === false, story);
        if (state === "failed") assert.ok(!isOff, story);
        claims += 1;
      }
    }
  }
  assert.ok(claims > 3 * 2 * 20, `${claims}`);
});

test("the methods of MySafe are those of its API secrets", async () => {
  const { mysafe, sandbox } = setUp();
  assert.deepEqual(await mysafe.list(), await mysafe.apiSecrets.list());
  await mysafe.deactivate("43");
  assert.equal(await mysafe.apiSecrets.isActive("43"), false);
  assert.deepEqual(await mysafe.apiSecrets.deactivate("43"), await mysafe.deactivate("43"));
  assert.equal(sandbox.tokenRequests, 1);
});

test("calls on one item of all kinds share a token and run side by side", async () => {
  const { mysafe, sandbox } = setUp();
  const all = [mysafe.apiSecrets, mysafe.passwords, mysafe.notes];
  const changes = await Promise.all(all.map((items) => items.deactivate("43")));
  assert.deepEqual(
    changes.map(({ kind }) => kind),
    Object.keys(kinds),
  );
  assert.equal(sandbox.tokenRequests, 1);
});

test("a one-time code keeps the leading zeros that a number has lost", async () => {
  // RFC 6238 appendix B: at 1111111109 s the eight digits end in 081804.
  const secretKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const totp of ["number", "string"]) {
    const { mysafe } = setUp({}, { passwords: [{ identifier: 43, secretKey }], totp, now: () => 1_111_111_109_000 });
    assert.equal((await mysafe.passwords.get("43")).totp, "081804", totp);
  }
});

test("a note of 900 code points is stored, and one of 901 is refused before anything is sent", async () => {
  const { mysafe, sandbox } = setUp();
  const longest = "😀".repeat(900);
  const { identifier } = await mysafe.notes.create({ name: "n", note: longest });
  assert.equal((await mysafe.notes.get(identifier)).note, longest);
  const before = sandbox.requests.length;
  for (const note of [`${longest}x`, "x".repeat(901)]) {
    const message = /note has 901 characters \(code points\): MySafe takes at most 900/;
    await rejects(mysafe.notes.create({ name: "n", note }), "INVALID_ARGUMENT", message);
    await rejects(mysafe.notes.update(identifier, { note }), "INVALID_ARGUMENT", message);
  }
  assert.equal(sandbox.requests.length, before);
});

test("a one-time code cannot be written", async () => {
  const { mysafe } = setUp();
  await rejects(mysafe.passwords.update("43", { totp: "123456" }), "INVALID_ARGUMENT", /nothing to change was given/);
});

test("a note that the access key cannot encrypt is an error that says so", async () => {
  const { mysafe, sandbox } = setUp();
  sandbox.next({ kind: "note", operation: "get", fault: "odd", answer: "encryption" });
  await rejects(mysafe.notes.get("43"), "SERVER", /Ocorreu um erro ao criptografar o texto/);
});

test("no message shows a value that the server echoes", async () => {
  for (const [kind, { collection, item, changes }] of Object.entries(kinds)) {
    for (const [call, given] of [
      ["create", item],
      ["update", changes],
    ]) {
      const values = ["clientSecret", "password", "secretKey", "note"].flatMap((name) => given[name] ?? []);
      const answer = { response: { error: true, message: `1001: ${values.join(" and ")} taken` } };
      const fetch = async () => new Response(JSON.stringify(answer), { status: 400 });
      const mysafe = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch });
      const args = call === "create" ? [given] : ["43", given];
      const error = await rejects(mysafe[collection][call](...args), "INVALID_PARAMETER", /•••/);
      const text = `${error.stack} ${JSON.stringify(error)}`;
      assert.ok(values.length > 0 && values.every((value) => !text.includes(value)), kind);
    }
  }
});
