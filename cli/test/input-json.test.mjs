// JSON, JSON Lines, and reports.

import assert from "node:assert/strict";
import test from "node:test";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { readItems, readReport } from "../dist/input/read.js";

const description = "leaked.json";
const bytesOf = (content) => new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
const read = (content, options) => readItems(bytesOf(content), { description, ...options });
const items = async (content, options) => (await read(content, options)).items;
const isFailure = (message) => (error) => {
  assert.equal(error.message, message);
  assert.equal(error.exitStatus, 2);
  return true;
};
const fails = (content, message, options) => assert.rejects(read(content, options), isFailure(message));

test("a list of texts and numbers is read", async () => {
  assert.deepEqual(await read(["43", 44, " 45 ", "abc"]), {
    items: ["43", "44", "45", "abc"].map((identifier) => ({ identifier })),
    description,
  });
  assert.deepEqual(await items("\uFEFF\n [43]\n"), [{ identifier: "43" }]);
  assert.deepEqual(await items([Number.MAX_SAFE_INTEGER]), [{ identifier: "9007199254740991" }]);
});

test("a list of objects is read, with names and the kind", async () => {
  const list = [
    { identifier: 43, name: "Payments", uses: 7, kind: "password" },
    { name: " ", identifier: "44", kind: "password" },
  ];
  assert.deepEqual(await read(list), {
    items: [{ identifier: "43", name: "Payments" }, { identifier: "44" }],
    kind: "password",
    description,
  });
  assert.deepEqual(await items({ identifier: "43" }), [{ identifier: "43" }]);
  assert.deepEqual(await items([{ Identificador: 43, Nome: "a" }, 44]), [
    { identifier: "43", name: "a" },
    { identifier: "44" },
  ]);
  await fails(
    [
      { identifier: 43, kind: "note" },
      { identifier: 44, kind: "password" },
    ],
    "leaked.json has items of two kinds: [0] says note, [1] password. Give one kind at a time",
  );
});

test("the field `identifier` comes before others; others are asked for", async () => {
  assert.deepEqual(await items([{ id: 7, identifier: 43 }]), [{ identifier: "43" }]);
  assert.deepEqual(await items([{ id: 7, identifier: 43 }], { column: "id" }), [{ identifier: "7" }]);
  assert.deepEqual(await items([{ ref: 7 }], { column: "REF" }), [{ identifier: "7" }]);
  assert.deepEqual(await items([{ a: 1, b: 2 }], { choose: async () => 1 }), [{ identifier: "2" }]);
  await fails(
    [{ id: 7, password_id: 43 }],
    "leaked.json: it is not plain which column has the identifiers. Give --column and a name or number of 1 `id`, 2 `password_id`",
  );
  await fails([43], "leaked.json has no columns: leave out --column", { column: "id" });
});

test("JSON Lines are read, of objects and of identifiers", async () => {
  assert.deepEqual(await items('{"identifier":"43","name":"a"}\n\n{"identifier":44}\r\n45\n'), [
    { identifier: "43", name: "a" },
    { identifier: "44" },
    { identifier: "45" },
  ]);
  assert.deepEqual(await items('"43"\n"44"\n'), [{ identifier: "43" }, { identifier: "44" }]);
  assert.deepEqual(await items("43\n44\n"), [{ identifier: "43" }, { identifier: "44" }]);
  await fails('{"identifier":43}\n\n{"identif', "leaked.json, line 3: it is not valid JSON");
  await fails('{"identifier":43}\n{"name":"a"}', "leaked.json, line 2: there is no `identifier`");
});

test("UTF-16 is read, as PowerShell writes it", async () => {
  const reading = await readItems(Buffer.from("\uFEFF[43]", "utf16le"), { description });
  assert.deepEqual(reading.items, [{ identifier: "43" }]);
});

test("each element that is not an identifier fails with its place", async () => {
  for (const [text, problem] of [
    ["[43, 9007199254740993]", "[1]: the number is too great to be read exactly: put it in quotes"],
    ["[1e400]", "[0]: the number is too great to be read exactly: put it in quotes"],
    ["[43, null]", "[1]: it is neither a text nor a number"],
    ["[43, [44]]", "[1]: it is neither a text nor a number"],
    ["[true]", "[0]: it is neither a text nor a number"],
    ["[43.5]", "[0]: `43.5` is not an identifier: it is a number, but not of digits only"],
    ["[-43]", "[0]: `-43` is not an identifier: it is a number, but not of digits only"],
    ['[""]', "[0]: there is no identifier"],
    ['["a b"]', "[0]: `a b` is not an identifier: it has white space in it"],
    ['[{"identifier":43},{}]', "[1]: there is no `identifier`"],
    ['[{"identifier":null}]', "[0]: there is no `identifier`"],
    ['[{"identifier":{}}]', "[0]: it is neither a text nor a number"],
    ['[{"identifier":9007199254740993}]', "[0]: the number is too great to be read exactly: put it in quotes"],
    ["[{}]", "[0]: there is no identifier"],
  ]) {
    await fails(text, `leaked.json, ${problem}`);
  }
  await fails("[]", "leaked.json has no identifiers");
});

test("broken JSON fails, without a part of the file in the message", async () => {
  await fails("[43, 44", "leaked.json is not valid JSON: it ends too early");
  await assert.rejects(read("[43,\n44,\nhunter2]"), ({ message }) => {
    assert.match(message, /^leaked\.json is not valid JSON(, in line 3)?$/);
    return true;
  });
});

test("hostile keys are names like others", async () => {
  assert.deepEqual(await items('[{"__proto__":{"identifier":1},"identifier":43}]'), [{ identifier: "43" }]);
  await fails('[{"__proto__":43},{"a":1}]', "leaked.json, [1]: there is no `__proto__`", { column: "__proto__" });
  await fails('[{"constructor":43},{"a":1}]', "leaked.json, [1]: there is no `constructor`", { column: "constructor" });
  await assert.rejects(read("[".repeat(200_000)), { exitStatus: 2 });
  await assert.rejects(read(`${"[".repeat(5000)}${"]".repeat(5000)}`), { exitStatus: 2 });
});

test("50 000 objects are read", async () => {
  const list = Array.from({ length: 50_000 }, (_, index) => ({ identifier: index + 1, name: `Secret ${index}` }));
  assert.equal((await items(list)).length, 50_000);
});

const change = {
  kind: "password",
  identifier: "43",
  active: false,
  changed: true,
  certain: true,
  verified: true,
  message: "Password deactivated",
  status: 200,
  attempts: 1,
};
const error = new MySafeError({
  code: "NOT_FOUND",
  message: 'deactivate "45": not found',
  kind: "password",
  operation: "deactivate",
  identifier: "45",
  status: 400,
  apiCode: 1005,
  requestId: "r-1",
  attempts: 1,
});
const report = {
  kind: "password",
  action: "deactivate",
  total: 5,
  outcomes: [
    { identifier: "43", state: "changed", change },
    { identifier: "44", state: "unchanged", change: { ...change, identifier: "44", changed: false } },
    { identifier: "45", state: "failed", error },
    { identifier: "46", state: "unknown", error },
    { identifier: "47", state: "skipped" },
  ],
};
const reportFrom = (content) => readReport(bytesOf(content), "report.json");
/** The report with another value at a path. `undefined` removes it. */
function reportWith(path, value) {
  const copy = structuredClone(JSON.parse(JSON.stringify(report)));
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop();
  keys.reduce((part, key) => part[key], copy)[last] = value;
  return copy;
}

test("a report of a script is read as it was", () => {
  const read = reportFrom(report);
  assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify({ ...report, total: undefined })));
  assert.ok(isMySafeError(read.outcomes[2].error));
  assert.equal(read.outcomes[2].error.message, error.message);
});

test("a report of the client is read as it was, with every state", async () => {
  const { createSandbox, demoClient } = await import("mysafe-sandbox");
  for (const items of ["apiSecrets", "passwords", "notes"]) {
    const sandbox = createSandbox({ faults: { rate: 0.4, kinds: ["lost", "html"] }, seed: 3 });
    const mysafe = new MySafe({
      baseUrl: "https://vault.example",
      ...demoClient,
      fetch: sandbox.fetch,
      retry: { attempts: 2, minDelay: 1, maxDelay: 2 },
    });
    const given = Array.from({ length: 60 }, (_, index) => `${index + 1}`);
    const batch = await mysafe[items].deactivateMany([...given, "1", "0043", "none", "", " "]);
    for (const state of ["changed", "failed", "unknown"]) assert.ok(batch[state] > 0, state);
    const { kind, action, aborted, outcomes } = JSON.parse(JSON.stringify(batch));
    assert.deepEqual(JSON.parse(JSON.stringify(reportFrom(batch))), { kind, action, aborted, outcomes });
    mysafe.close();
  }
});

test("a report of the admin page is read, with the address and names", () => {
  const paged = {
    ...report,
    address: "https://vault.example",
    startedAt: "2026-11-23T10:00:00.000Z",
    aborted: false,
    outcomes: report.outcomes.map((outcome) => ({ ...outcome, name: `Item ${outcome.identifier}` })),
  };
  const read = reportFrom(JSON.stringify(paged, undefined, 2));
  assert.equal(read.address, "https://vault.example");
  assert.deepEqual(
    read.outcomes.map(({ name }) => name),
    ["Item 43", "Item 44", "Item 45", "Item 46", "Item 47"],
  );
});

test("a report of 0.1.0 is of API secrets", () => {
  const { kind: _, verified: __, ...older } = change;
  const read = reportFrom({
    action: "deactivate",
    outcomes: [
      { identifier: "43", state: "changed", change: older },
      {
        identifier: "",
        state: "failed",
        error: { code: "INVALID_ARGUMENT", message: "blank", retryable: false, attempts: 0 },
      },
    ],
  });
  assert.equal(read.kind, "apiSecret");
  assert.deepEqual(read.outcomes[0].change, { ...older, kind: "apiSecret", verified: false });
  assert.equal(read.outcomes[1].error.kind, undefined);
});

test("a report is a source of items too, with all of them and their kind", async () => {
  const reading = await read({ ...report, outcomes: [{ ...report.outcomes[0], name: "a" }, report.outcomes[4]] });
  assert.deepEqual(reading, {
    items: [{ identifier: "43", name: "a" }, { identifier: "47" }],
    kind: "password",
    description,
  });
  await fails(report, "leaked.json has no columns: leave out --column", { column: "name" });
  await fails({ ...report, outcomes: [] }, "leaked.json has no identifiers");
  await assert.rejects(read({ outcomes: ["43"] }), /: action is not/);
});

test("each field of a report that is wrong fails with its path", () => {
  for (const [path, value, problem] of [
    ["action", "delete", 'is not "activate" or "deactivate"'],
    ["action", undefined, 'is not "activate" or "deactivate"'],
    ["kind", "toString", "is not the name of a kind"],
    ["kind", null, "is not the name of a kind"],
    ["address", 7, "is not a string"],
    ["outcomes", {}, "is not a list"],
    ["outcomes", undefined, "is not a list"],
    ["outcomes[0]", "43", "is not an object"],
    ["outcomes[1]", null, "is not an object"],
    ["outcomes[0].identifier", 43, "is not a text"],
    ["outcomes[0].name", {}, "is not a string"],
    ["outcomes[0].state", "constructor", "is not the name of a state"],
    ["outcomes[0].change", undefined, "is not an object"],
    ["outcomes[0].change", [], "is not an object"],
    ["outcomes[0].change.kind", "note", "is not the report's"],
    ["outcomes[0].change.identifier", "99", "is not the identifier of its outcome"],
    ["outcomes[0].change.active", true, 'contradicts "deactivate"'],
    ["outcomes[0].change.active", undefined, "is not true or false"],
    ["outcomes[0].change.changed", false, "contradicts the state"],
    ["outcomes[1].change.changed", "false", "is not true or false"],
    ["outcomes[1].change.certain", "true", "is not true or false"],
    ["outcomes[1].change.certain", undefined, "is not true or false"],
    ["outcomes[0].change.verified", 1, "is not a boolean"],
    ["outcomes[0].change.message", 1, "is not a string"],
    ["outcomes[0].change.status", "200", "is not a number"],
    ["outcomes[0].change.attempts", [], "is not a number"],
    ["outcomes[2].error", undefined, "is not an object"],
    ["outcomes[2].error.kind", "note", "is not the report's"],
    ["outcomes[2].error.code", "hasOwnProperty", "is not a code of an error"],
    ["outcomes[3].error.message", 1, "is not a string"],
    ["outcomes[3].error.apiCode", "1005", "is not a number"],
    ["outcomes[3].error.retryable", "no", "is not a boolean"],
  ]) {
    assert.throws(
      () => reportFrom(reportWith(path, value)),
      isFailure(`report.json is not a report that can be used: ${path} ${problem}`),
      path,
    );
  }
});

test("what is no report fails", () => {
  for (const [content, message] of [
    ["", "report.json is empty"],
    ["[]", "report.json is not a report"],
    ["null", "report.json is not a report"],
    ["43\n44", "report.json is not a report"],
    ["id,name\n43,a", "report.json is not valid JSON"],
    ['{"action":"deactivate","outcomes":[', "report.json is not valid JSON: it ends too early"],
    [
      '{"__proto__":{"action":"activate","outcomes":[]}}',
      'report.json is not a report that can be used: action is not "activate" or "deactivate"',
    ],
  ]) {
    assert.throws(() => reportFrom(content), isFailure(message), content);
  }
});

test("a report without outcomes is a report", () => {
  assert.deepEqual(reportFrom({ action: "activate", outcomes: [] }), {
    kind: "apiSecret",
    action: "activate",
    outcomes: [],
  });
});
