// What the kinds do not share: one-time codes, the length of a note, and that no kind is taken for another.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createSandbox, generateNotes, generatePasswords, generateSecrets } from "mysafe-sandbox";
import { askToken, logIn, messageOf, start } from "./support/client.mjs";
import { kinds } from "./support/kinds.mjs";

/** The seed of RFC 6238 appendix B for SHA-1: `12345678901234567890`. */
const secretKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// Appendix B prints eight digits. The codes of six digits are their last six, because both are a remainder.
const vectors = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
];

test("token is the one-time code of the moment, by the test vectors of RFC 6238", async () => {
  let seconds = 0;
  const { call } = await start(
    { passwords: [{ identifier: 43, secretKey }], totp: "string", now: () => seconds * 1000, tokenLifetime: 1e12 },
    "password",
  );
  for (const [time, code] of vectors) {
    seconds = time;
    const { password_entity: entity } = await (await call("GET", "/43")).json();
    assert.deepEqual([entity.secret_key, entity.token], [secretKey, code.slice(2)]);
  }
});

test('token is a number by default, without its leading zeros, and a text with `totp: "string"`', async () => {
  const passwords = [{ identifier: 43, secretKey: "JBSWY3DPEHPK3PXP" }, { identifier: 44 }];
  for (const [totp, token] of [
    [undefined, 213],
    ["number", 213],
    ["string", "000213"],
  ]) {
    const { call } = await start({ passwords, now: () => 1_767_237_480_000, ...(totp && { totp }) }, "password");
    assert.equal((await (await call("GET", "/43")).json()).password_entity.token, token);
    const { password_entity: without } = await (await call("GET", "/44")).json();
    assert.deepEqual([without.secret_key, without.token], [null, null]);
  }
});

test("a secret key is base32: a request with another is unexpected, and the sandbox takes no such password", async () => {
  const { sandbox, call } = await start({ passwords: 0 }, "password");
  const { required } = kinds[1];
  for (const text of ["JBSWY3DP", "jbsw y3dp", "JBSWY3DPEE======"]) {
    const { password_entity: created } = await (
      await call("POST", "", { body: { ...required, secret_key: text } })
    ).json();
    assert.equal(sandbox.passwords.get(created.identifier).secretKey, text);
    assert.equal(typeof (await (await call("GET", `/${created.identifier}`)).json()).password_entity.token, "number");
  }
  for (const text of ["c4nary-1", "JBSWY3D0", "A", "==="]) {
    for (const [method, path] of [
      ["POST", ""],
      ["PUT", "/update/1"],
    ]) {
      const response = await call(method, path, { body: { ...required, secret_key: text } });
      assert.equal(response.status, 501, text);
      assert.deepEqual((await response.json()).unexpected, ["member secret_key is not base32"]);
    }
    const message = "passwords: secretKey is not base32";
    assert.throws(() => sandbox.passwords.add({ secretKey: text }), { name: "RangeError", message });
    assert.throws(() => createSandbox({ passwords: [{ secretKey: text }] }), { name: "RangeError", message });
  }
  assert.equal((await call("PUT", "/update/1", { body: { secret_key: "" } })).status, 200);
  assert.equal((await (await call("GET", "/1")).json()).password_entity.token, null);
});

test("a password is in the answer to a get alone", async () => {
  const { call } = await start({ passwords: 0 }, "password");
  const body = { name: "n", username: "u", password: "c4nary-p", secret_key: secretKey };
  const texts = [];
  for (const [method, path, init] of [
    ["POST", "", { body }],
    ["PUT", "/update/1", { body }],
    ["GET", ""],
    ["POST", "/inactive/1"],
    ["POST", "/active/1"],
    ["GET", "/1"],
  ]) {
    texts.push(await (await call(method, path, init)).text());
  }
  const shows = texts.map((text) => /c4nary-p|GEZDG|"token"/.test(text));
  assert.deepEqual(shows, [false, false, false, false, false, true]);
});

test("a note has at most 900 code points, whatever their length in UTF-16", async () => {
  const { sandbox, call } = await start({ notes: [{ identifier: 1 }] }, "note");
  const message = "1001: Parameter note limited to 900 characters";
  for (const character of ["a", "é", "漢", "🔑"]) {
    for (const [method, path, status] of [
      ["POST", "", 201],
      ["PUT", "/update/1", 200],
    ]) {
      const just = { name: "n", note: character.repeat(900) };
      const over = { name: "n", note: character.repeat(901) };
      assert.equal((await call(method, path, { body: just })).status, status, character);
      assert.equal(await messageOf(await call(method, path, { body: over })), message, character);
    }
    assert.equal(sandbox.notes.get(1).note, character.repeat(900));
  }
  assert.equal(sandbox.notes.size, 5);
});

test("equal identifiers of different kinds are different items", async () => {
  const sandbox = createSandbox();
  for (const { path, collection } of kinds) {
    const call = await logIn(sandbox.fetch, { path });
    assert.equal((await call("POST", "/inactive/43")).status, 200);
    const off = kinds.filter(({ collection }) => !sandbox[collection].get(43).active);
    assert.deepEqual(
      off.map((kind) => kind.collection),
      [collection],
    );
    assert.equal((await call("POST", "/active/43")).status, 200);
  }
  assert.deepEqual(
    sandbox.changes.map(({ kind, identifier, changed }) => `${kind} ${identifier} ${changed}`),
    kinds.flatMap(({ kind }) => [`${kind} 43 true`, `${kind} 43 true`]),
  );
});

test("an item of one kind is not found, listed or removed as one of another", async () => {
  const sandbox = createSandbox({
    secrets: [{ identifier: 1 }],
    passwords: [{ identifier: 2 }],
    notes: [{ identifier: 3 }],
  });
  for (const [index, { path, payloads }] of kinds.entries()) {
    const call = await logIn(sandbox.fetch, { path });
    for (const identifier of [1, 2, 3]) {
      assert.equal((await call("GET", `/${identifier}`)).status, identifier === index + 1 ? 200 : 400);
    }
    const list = (await (await call("GET", "")).json())[payloads.list];
    assert.deepEqual(
      list.map(({ identifier }) => identifier),
      [String(index + 1)],
    );
  }
  assert.equal(sandbox.notes.remove(1), false);
  assert.equal(sandbox.secrets.size, 1);
});

test("each kind numbers its items on its own", async () => {
  const sandbox = createSandbox({ secrets: 5, passwords: 2, notes: 0 });
  const created = [];
  for (const { path, payloads, required } of kinds) {
    const call = await logIn(sandbox.fetch, { path });
    created.push((await (await call("POST", "", { body: required })).json())[payloads.write].identifier);
  }
  assert.deepEqual(created, ["48", "45", "1"]);
});

test("reset restores the items of every kind", async () => {
  const sandbox = createSandbox({ secrets: 2, passwords: 2, notes: 2 });
  const before = kinds.map(({ collection }) => sandbox[collection].list());
  for (const { collection } of kinds) {
    sandbox[collection].setActive(43, false);
    sandbox[collection].remove(44);
    sandbox[collection].add({});
  }
  sandbox.reset();
  assert.deepEqual(
    kinds.map(({ collection }) => sandbox[collection].list()),
    before,
  );
});

for (const { kind, collection, count } of kinds) {
  test(`${kind}: a sandbox has ${count} from 43 on, a number of them, or a list`, () => {
    const identifiers = (options) =>
      createSandbox(options)
        [collection].list()
        .map(({ identifier }) => identifier);
    assert.deepEqual(
      identifiers({}),
      Array.from({ length: count }, (_, index) => String(43 + index)),
    );
    assert.deepEqual(identifiers({ [collection]: 2 }), ["43", "44"]);
    assert.deepEqual(identifiers({ [collection]: [{ identifier: 7 }, {}] }), ["7", "8"]);
    for (const [items, message] of [
      [-1, `${collection}: a whole number of 0 or more is needed, not -1`],
      [[{ identifier: 1 }, { identifier: "1" }], `${collection}: an item with the identifier "1" exists already`],
    ]) {
      assert.throws(() => createSandbox({ [collection]: items }), { name: "RangeError", message });
    }
  });

  test(`${kind}: a step with this kind waits for it`, async () => {
    const sandbox = createSandbox();
    const others = kinds.filter((other) => other.kind !== kind);
    sandbox.next({ kind, fault: "server-error" });
    sandbox.next({ kind, operation: "get", identifier: 43, response: { status: 418 } });
    assert.equal((await askToken(sandbox.fetch)).status, 200);
    for (const { path } of others) {
      const call = await logIn(sandbox.fetch, { path });
      assert.equal((await call("GET", "/43")).status, 200);
    }
    assert.equal(sandbox.pendingSteps, 2);
    const call = await logIn(sandbox.fetch, { path: kinds.find((own) => own.kind === kind).path });
    assert.equal((await call("GET", "")).status, 500);
    assert.equal((await call("GET", "/43")).status, 418);
    assert.equal(sandbox.pendingSteps, 0);
  });

  test(`${kind}: faults can be limited to it`, async () => {
    const sandbox = createSandbox();
    const calls = await Promise.all(kinds.map(({ path }) => logIn(sandbox.fetch, { path })));
    const statuses = () => Promise.all(calls.map(async (call) => (await call("GET", "/43")).status));
    const faults = { rate: 1, kinds: ["html"], items: [kind] };
    sandbox.setFaults(faults);
    assert.deepEqual(
      await statuses(),
      kinds.map((own) => (own.kind === kind ? 502 : 200)),
    );
    assert.equal((await askToken(sandbox.fetch)).status, 200, "a token is about no item");
    sandbox.setFaults({ ...faults, operations: ["list"] });
    assert.deepEqual(await statuses(), [200, 200, 200]);
  });
}

test("next and setFaults refuse an unknown kind, and a step that no request can match", () => {
  const sandbox = createSandbox();
  for (const [step, message] of [
    [{ kind: "boom", fault: "reset" }, 'next: there is no kind of item "boom"'],
    [{ kind: "note", operation: "token", fault: "reset" }, "next: there is no token of note"],
    [{ kind: "note", operation: "token", response: {} }, "next: there is no token of note"],
    [{ kind: "note", fault: "odd", answer: "oauth-error" }, "next: a request of note has no odd answer oauth-error"],
  ]) {
    assert.throws(() => sandbox.next(step), { name: "RangeError", message });
  }
  const message = 'faults: there is no kind of item "boom"';
  assert.throws(() => sandbox.setFaults({ rate: 1, items: ["boom"] }), { name: "RangeError", message });
});

test("the names, usernames and addresses of a filter are not recorded", async () => {
  const { sandbox, call } = await start({}, "password");
  await call("GET", "?tag=a%20b&name=c4nary-1&username=c4nary-2&url=https://c4nary:3@x");
  assert.equal(sandbox.requests.at(-1).query, "tag=a%20b&name=[hidden]&username=[hidden]&url=[hidden]");
});

test("generated passwords and notes depend on the seed alone, and are distinct and plausible", () => {
  for (const [generate, collection] of [
    [generatePasswords, "passwords"],
    [generateNotes, "notes"],
  ]) {
    const items = generate(2000, 7);
    assert.deepEqual(generate(2000, 7), items);
    assert.deepEqual(generate(10, 7), items.slice(0, 10));
    assert.notDeepEqual(generate(2000, 8), items);
    assert.deepEqual(generate(5), generate(5, 1));
    assert.deepEqual(createSandbox({ [collection]: 2000, seed: 7 })[collection].list(), items);
    assert.deepEqual([items[0].identifier, items.at(-1).identifier], ["43", "2042"]);
    const distinct = (key) => new Set(items.map((item) => item[key])).size;
    assert.ok(distinct("owner") > 5 && distinct("tags") > 10 && distinct("name") > 10);
    assert.ok(items.every(({ active, tags, owner }) => active && tags.includes(",") && owner));
    assert.ok(items.some(({ usersAllowed, groupsAllowed }) => usersAllowed.length && groupsAllowed.length));
  }
  const passwords = generatePasswords(2000, 7);
  assert.equal(new Set(passwords.map(({ password }) => password)).size, 2000);
  const seeds = passwords.map(({ secretKey }) => secretKey).filter((seed) => seed !== "");
  assert.ok(seeds.length > 800 && seeds.length < 1200, `${seeds.length} of 2000 have one-time codes`);
  assert.ok(
    seeds.every((seed) => /^[A-Z2-7]{32}$/.test(seed)),
    "each of 160 bits",
  );
  assert.ok(generateNotes(2000, 7).every(({ note }) => note.length > 0 && note.length <= 900));
});

const digest = (value) => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);

test("the generated API secrets and the faults of a seed stay what they are: recorded runs rely on them", async () => {
  assert.equal(digest(generateSecrets(1000, 7)), "b017e46581dfda6f");
  const { sandbox, call } = await start({ seed: 7, sleep: async () => {} });
  sandbox.setFaults({ rate: 0.5, kinds: ["html", "reset", "lost", "odd", "status"] });
  for (let count = 0; count < 200; count += 1) {
    await call("POST", `/inactive/${43 + (count % 10)}`, { redirect: "manual" }).catch(() => {});
  }
  assert.equal(digest(sandbox.requests.map(({ fault, status }) => [fault, status])), "6a945232f1c81855");
});
