// `find`: which items store one of some values, and that no value leaves WebAssembly memory on the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { failure, rejects } from "./rejects.mjs";

const baseUrl = "https://vault.example";
const leaked = "c4nary leaked é😀\n";

/** What a test has to know of a kind: a field with a stored value, and the required fields of an item. */
const kinds = {
  apiSecret: {
    collection: "apiSecrets",
    store: "secrets",
    field: "clientSecret",
    item: { name: "n", url: "https://a.example", clientId: "c" },
  },
  password: { collection: "passwords", store: "passwords", field: "password", item: { name: "n", username: "u" } },
  note: { collection: "notes", store: "notes", field: "note", item: { name: "n" } },
};

function setUp(options = {}, sandboxOptions = {}) {
  const sandbox = createSandbox({ secrets: 4, passwords: 4, notes: 4, ...sandboxOptions });
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch, retry: false, ...options });
  return { sandbox, mysafe };
}

const states = ({ results }) => results.map(({ identifier, state }) => `${identifier} ${state}`);
const operations = (sandbox) =>
  sandbox.requests.map(({ operation, identifier }) => `${operation} ${identifier ?? ""}`.trim());

for (const [kind, { collection, store, field, item }] of Object.entries(kinds)) {
  test(`${kind}: all items are listed, and those that store a value are found`, async () => {
    const { sandbox, mysafe } = setUp();
    const items = mysafe[collection];
    const { identifier } = await items.create({ ...item, [field]: leaked });
    const old = sandbox[store].get("44")[field];
    sandbox[store].setActive("45", false);
    const already = sandbox.requests.length;
    const progress = [];
    const report = await items.find([leaked, "c4nary nowhere", old, leaked], {
      onProgress: (one) => progress.push(one),
    });
    const inactive = report.results[2].error;
    assert.deepEqual(report, {
      ...{ kind, found: 2, different: 2, unseen: 1, skipped: 0, aborted: false },
      results: [
        { identifier: "43", state: "different" },
        { identifier: "44", state: "found", matches: [{ value: 2, field }] },
        { identifier: "45", state: "unseen", error: inactive },
        { identifier: "46", state: "different" },
        { identifier, state: "found", matches: [0, 3].map((value) => ({ value, field })) },
      ],
    });
    const prefix = kind === "apiSecret" ? "" : `${collection}.`;
    assert.deepEqual([inactive.code, inactive.operation, inactive.identifier], ["INACTIVE", "find", "45"]);
    assert.ok(inactive.message.startsWith(`${prefix}find "45": `), inactive.message);
    assert.deepEqual(
      operations(sandbox).slice(already).sort(),
      [...["43", "44", "45", "46"], identifier].map((one) => `get ${one}`).concat("list"),
    );
    assert.deepEqual(
      progress.map(({ done, total }) => `${done}/${total}`),
      ["1/5", "2/5", "3/5", "4/5", "5/5"],
    );
    assert.deepEqual(
      new Set(progress.map(({ result }) => result.identifier)),
      new Set(report.results.map((one) => one.identifier)),
    );
    const parsed = JSON.parse(JSON.stringify(report));
    assert.deepEqual([parsed.results.length, parsed.results[2].error.code], [5, "INACTIVE"]);
    // What is found can be switched off as it is.
    const off = await items.deactivateMany(report.results.filter(({ state }) => state === "found"));
    assert.deepEqual([off.changed, off.total], [2, 2]);
  });

  test(`${kind}: a result of another kind is refused`, async () => {
    const { sandbox, mysafe } = setUp();
    const other = kind === "note" ? "passwords" : "notes";
    const { results } = await mysafe[other].find(["c4nary nowhere"], { among: ["999"] });
    const report = await mysafe[collection].find(["c4nary nowhere"], { among: results });
    assert.equal(report.results[0].state, "unseen");
    assert.match(report.results[0].error.message, /this is the outcome of an item of the kind/);
    assert.equal(operations(sandbox).filter((one) => one === "get 999").length, 1);
  });
}

test("the seed of one-time codes is compared, and a code is not", async () => {
  const { sandbox, mysafe } = setUp();
  const secretKey = "JBSWY3DPEHPK3PXP";
  const { identifier } = await mysafe.passwords.create({ name: "n", username: "u", password: leaked, secretKey });
  const { totp } = await mysafe.passwords.get(identifier);
  const report = await mysafe.passwords.find([totp, secretKey, leaked], { among: [identifier] });
  const matches = [
    { value: 2, field: "password" },
    { value: 1, field: "secretKey" },
  ];
  assert.deepEqual(report.results, [{ identifier, state: "found", matches }]);
  assert.equal(sandbox.passwords.get(identifier).secretKey, secretKey);
});

test("a value is compared whole and exactly, and in fields with a stored value only", async () => {
  const { mysafe } = setUp();
  const given = { name: "c4nary name", url: "https://c4nary.example", clientId: "c4nary id", notes: "c4nary notes" };
  const { identifier } = await mysafe.create({ ...given, clientSecret: "c4nary Value" });
  const values = [...Object.values(given), "c4nary value", "c4nary Value ", "c4nary", "Value"];
  assert.deepEqual(states(await mysafe.find(values, { among: [identifier] })), [`${identifier} different`]);
});

test("items that cannot be looked at are unseen, with the reason", async () => {
  const { sandbox, mysafe } = setUp();
  const { identifier } = await mysafe.create({ name: "n", url: "https://a.example", clientId: "c" });
  sandbox.next({ operation: "get", identifier: "44", fault: "reset" });
  sandbox.next({ operation: "get", identifier: "45", fault: "server-error" });
  const report = await mysafe.find([leaked], { among: ["43", "nope", "44", "45", "", ".", identifier, { no: 1 }] });
  assert.deepEqual(
    report.results.map(({ state, error }) => `${state} ${error?.code}`),
    [
      ...["different undefined", "unseen NOT_FOUND", "unseen NETWORK", "unseen SERVER", "unseen INVALID_ARGUMENT"],
      ...["unseen INVALID_ARGUMENT", "unseen INVALID_RESPONSE", "unseen INVALID_ARGUMENT"],
    ],
  );
  assert.match(report.results[6].error.message, /lacks a stored value/);
});

test("an item given twice is looked at once, and each of its results is an object of its own", async () => {
  const { sandbox, mysafe } = setUp();
  const value = sandbox.secrets.get("43").clientSecret;
  const seen = [];
  const report = await mysafe.find([value], {
    among: new Set(["43", 43, "043", { identifier: 44n }, "44"]),
    onProgress: ({ result }) => {
      seen.push(result);
      // A caller's change reaches no report.
      if (result.matches) result.matches[0].value = 99;
    },
  });
  assert.deepEqual(states(report), ["43 found", "43 found", "043 found", "44 different", "44 different"]);
  assert.ok(report.results.slice(0, 3).every(({ matches }) => matches[0].value === 0));
  assert.equal(seen.length, 5);
  assert.deepEqual(operations(sandbox), ["token", "get 43", "get 44"]);
});

test("values are any iterable of strings", async () => {
  const { sandbox, mysafe } = setUp();
  const value = sandbox.secrets.get("44").clientSecret;
  function* generated() {
    yield "c4nary nowhere";
    yield value;
  }
  for (const values of [["c4nary nowhere", value], new Set(["c4nary nowhere", value]), generated()]) {
    const { results } = await mysafe.find(values, { among: ["44"] });
    assert.deepEqual(results, [{ identifier: "44", state: "found", matches: [{ value: 1, field: "clientSecret" }] }]);
  }
});

test("unusable arguments are refused before anything is sent, and no value is repeated", async () => {
  const { sandbox, mysafe } = setUp();
  for (const [values, options, message] of [
    [[], {}, /^find: values is empty: there is nothing to look for\.$/],
    [[leaked, ""], {}, /^find: values\[1\] must not be empty\.$/],
    [[leaked, 43], {}, /^find: values\[1\] must be a string\.$/],
    [["c4nary \ud800"], {}, /^find: values\[0\] must be well-formed text/],
    [leaked, {}, /^find: values must be an iterable of strings\.$/],
    [undefined, {}, /^find: values must be an iterable of strings\.$/],
    [null, {}, /^find: values must be an iterable of strings\.$/],
    [{ length: 1, 0: leaked }, {}, /^find: values must be an iterable of strings\.$/],
    [Promise.resolve([leaked]), {}, /^find: values must be an iterable of strings\.$/],
    [[leaked], { among: "43" }, /^find: the items must be an iterable/],
    [[leaked], { concurrency: 0 }, /^find: concurrency must be/],
    [[leaked], { outage: "1" }, /^find: outage must be/],
    [[leaked], { signal: {} }, /^find: signal must be/],
  ]) {
    const error = await rejects(mysafe.find(values, options), "INVALID_ARGUMENT", message);
    assert.ok(!error.message.includes("c4nary"), error.message);
  }
  // An error of the caller's own iterable is the caller's.
  const mine = new Error("mine");
  const throwing = {
    // biome-ignore lint/correctness/useYield: it throws before it yields.
    *[Symbol.iterator]() {
      throw mine;
    },
  };
  assert.equal(await failure(mysafe.find(throwing)), mine);
  assert.equal(sandbox.requests.length, 0);
});

test("an option out of range is refused before the list is sent", async () => {
  const { sandbox, mysafe } = setUp();
  await rejects(mysafe.find([leaked], { outage: -1 }), "INVALID_ARGUMENT");
  await rejects(mysafe.find([leaked], { deadline: -1 }), "INVALID_ARGUMENT");
  assert.equal(sandbox.requests.length, 0);
});

test("an abort ends it with a report: while listing, while looking, and before it began", async () => {
  const { sandbox, mysafe } = setUp({}, { secrets: 30 });
  const listing = new AbortController();
  sandbox.next({ operation: "list", fault: "stall" });
  const listed = mysafe.find([leaked], { signal: listing.signal });
  setTimeout(() => listing.abort(), 20);
  const none = { kind: "apiSecret", found: 0, different: 0, unseen: 0, skipped: 0, aborted: true, results: [] };
  assert.deepEqual(await listed, none);

  const looking = new AbortController();
  sandbox.next({ operation: "get", identifier: "45", fault: "stall" });
  const report = await mysafe.find([leaked], {
    concurrency: 1,
    signal: looking.signal,
    onProgress: ({ done }) => {
      if (done === 2) setTimeout(() => looking.abort(), 20);
    },
  });
  const { aborted, error, different, unseen, skipped, results } = report;
  assert.deepEqual(
    { aborted, error, different, unseen, skipped },
    { aborted: true, error: undefined, different: 2, unseen: 1, skipped: 27 },
  );
  assert.deepEqual([results[2].state, results[2].error.attempts, results.length], ["unseen", 1, 30]);

  const before = sandbox.requests.length;
  assert.equal((await mysafe.find([leaked], { signal: AbortSignal.abort() })).aborted, true);
  const given = await mysafe.find([leaked], { signal: AbortSignal.abort(), among: ["43", "44"] });
  assert.deepEqual([given.aborted, ...states(given)], [true, "43 skipped", "44 skipped"]);
  assert.equal(sandbox.requests.length, before);
});

test("a list that fails, a closed client and refused credentials end it: the report says why", async () => {
  const { sandbox, mysafe } = setUp();
  sandbox.next({ operation: "list", fault: "server-error" });
  const failed = await mysafe.notes.find([leaked]);
  assert.deepEqual([failed.error.code, failed.error.operation, failed.results], ["SERVER", "list", []]);

  sandbox.next({ operation: "get", identifier: "43", fault: "stall" });
  const closing = mysafe.find([leaked], { concurrency: 1, among: ["43", "44"] });
  setTimeout(() => mysafe.close(), 20);
  const closed = await closing;
  assert.deepEqual([closed.error.code, ...states(closed)], ["CLOSED", "43 unseen", "44 skipped"]);
  await rejects(mysafe.find([leaked]), "CLOSED", /^find: this client was closed/);

  const stranger = new MySafe({ baseUrl, clientId: "id", clientSecret: "c4nary-wrong", fetch: sandbox.fetch });
  const refused = await stranger.find([leaked], { among: ["43", "44"], concurrency: 1 });
  assert.deepEqual([refused.error.code, ...states(refused)], ["UNAUTHORIZED", "43 unseen", "44 skipped"]);
});

test("beforeSend, which is no option of find, is not called", async () => {
  const { mysafe } = setUp();
  const report = await mysafe.find([leaked], { among: ["43"], beforeSend: () => assert.fail("called") });
  assert.deepEqual(states(report), ["43 different"]);
});

test("`among` of a batch that switches is not read: without items it is refused", async () => {
  const { sandbox, mysafe } = setUp();
  await rejects(mysafe.deactivateMany(undefined, { among: ["43"] }), "INVALID_ARGUMENT");
  assert.equal((await mysafe.deactivateMany([], { among: ["43"] })).total, 0);
  assert.equal(sandbox.requests.length, 0);
});

test("no stored value becomes a string of JavaScript, and no given one returns", async (t) => {
  const strings = [];
  const { decode } = TextDecoder.prototype;
  t.mock.method(TextDecoder.prototype, "decode", function (...args) {
    const text = Reflect.apply(decode, this, args);
    // The watcher of tests/canaries/ decodes as a stream.
    if (!args[1]?.stream) strings.push(text);
    return text;
  });
  // The answers are bytes, as from a server: the sandbox's own would be strings already.
  const sandbox = createSandbox({ secrets: 6, passwords: 6, notes: 6 });
  const events = [];
  const bytes = async (url, init) => {
    const answer = await sandbox.fetch(url, init);
    return new Response(await answer.arrayBuffer(), answer);
  };
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: bytes, onEvent: (event) => events.push(event) });
  const stored = [
    ...sandbox.secrets.list().map(({ clientSecret }) => clientSecret),
    ...sandbox.passwords.list().flatMap(({ password, secretKey }) => [password, secretKey]),
    ...sandbox.notes.list().map(({ note }) => note),
  ].filter((value) => value !== "");
  assert.ok(stored.length > 18);
  const seen = (texts) =>
    stored.filter((value) =>
      texts.some((text) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1))),
    );
  const reports = [];
  const progress = [];
  for (const items of [mysafe, mysafe.passwords, mysafe.notes]) {
    reports.push(await items.find([...stored, "c4nary nowhere"], { onProgress: (one) => progress.push(one) }));
  }
  assert.deepEqual(
    reports.map(({ found }) => found),
    [6, 6, 6],
  );
  assert.deepEqual(seen(strings), []);
  assert.deepEqual(seen([JSON.stringify([reports, progress, events])]), []);
  // The same look finds the values that `get` hands out.
  const { clientSecret } = await mysafe.get("43");
  assert.deepEqual(seen(strings), [clientSecret]);
});
