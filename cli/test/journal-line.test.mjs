import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { MySafeError } from "mysafe-wasm";
import { addressOf } from "../dist/journal/address.js";
import { itemOf } from "../dist/journal/item.js";
import { lineOf, textOf } from "../dist/journal/line.js";
import { refuseAnother } from "../dist/journal/match.js";
import { recordOfError, recordOfOutcome, outcomeOf as restored } from "../dist/journal/outcome.js";
import { outcomeOf, planOf } from "./kills/fakes.mjs";

const schema = JSON.parse(readFileSync(new URL("../schema/journal.json", import.meta.url), "utf8"));
const matches = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const at = "2026-01-02T03:04:05.678Z";
const header = {
  type: "header",
  format: "mysafe-journal",
  version: 1,
  id: "6f1c",
  kind: "note",
  action: "activate",
  address: "https://vault.example",
  verify: true,
  started: at,
  total: 2,
};
const error = new MySafeError({
  code: "SERVER",
  message: "deactivate: failed",
  status: 503,
  attempts: 5,
  retryable: true,
});
const outcomes = ["changed", "changed?", "unchanged", "unchanged?", "failed", "unknown", "skipped"];
const lines = [
  header,
  { ...header, tenant: "acme", undoes: ["run.jsonl"] },
  { type: "items", items: [{ identifier: "43", name: "Zürich\n\u2028\ud83d" }, { identifier: "44" }] },
  { type: "sent", at, identifier: "43" },
  ...outcomes.map((word) => ({ type: "outcome", at, outcome: JSON.parse(JSON.stringify(outcomeOf("43", word))) })),
  { type: "end", at, aborted: true },
  { type: "end", at, aborted: false, error: JSON.parse(JSON.stringify(error)) },
  { type: "resumed", at },
  { type: "undoing", at, id: "6f1c", journal: "undo.jsonl", items: ["43"] },
  { type: "undone", at, id: "6f1c", items: ["43"] },
];

/** Whether the reader takes a line. */
function accepts(line) {
  try {
    lineOf(JSON.stringify(line));
    return true;
  } catch {
    return false;
  }
}

test("each line is read as it was written, and is one of the schema", () => {
  for (const line of lines) {
    const text = textOf(line);
    assert.match(text, /^[^\n]+\n$/);
    assert.deepEqual(lineOf(text), line);
    assert.ok(matches(line), `${text} ${JSON.stringify(matches.errors)}`);
  }
});

test("a line with anything else in it is refused, by the reader and by the schema", () => {
  const others = [null, 7, "7", true, [], {}, -1, 0.5, "2026-01-02"];
  let refused = 0;
  function change(value, path, line) {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      for (const other of others) {
        const changed = structuredClone(line);
        path.reduce((part, step) => part[step], changed)[key] = other;
        const accepted = accepts(changed);
        assert.equal(accepted, matches(changed), `${JSON.stringify(changed)}: reader ${accepted}`);
        if (!accepted) refused += 1;
      }
      change(value[key], [...path, key], line);
    }
    if (Array.isArray(value)) return;
    const more = structuredClone(line);
    path.reduce((part, step) => part[step], more).more = 1;
    assert.equal(accepts(more), false, JSON.stringify(more));
    assert.equal(matches(more), false, JSON.stringify(more));
    for (const key of Object.keys(value)) {
      const less = structuredClone(line);
      delete path.reduce((part, step) => part[step], less)[key];
      assert.equal(accepts(less), matches(less), JSON.stringify(less));
    }
  }
  for (const line of lines) change(line, [], line);
  assert.ok(refused > 500, `${refused}`);
});

test("another version is refused with advice, another type and another format are refused", () => {
  assert.throws(() => lineOf(JSON.stringify({ ...header, version: 2 })), /version 2.*reads version 1: use the command/);
  assert.throws(() => lineOf(JSON.stringify({ ...header, version: "2" })), /another version/);
  assert.throws(() => lineOf(JSON.stringify({ ...header, format: "other" })), /header\.format/);
  for (const type of ["pause", "__proto__", "toString", 1, null]) {
    assert.throws(() => lineOf(JSON.stringify({ type, at })), /no type that is known/);
  }
  assert.throws(() => lineOf('{"type":"sent"'), /no JSON/);
  assert.throws(() => lineOf("[]"), /no type/);
});

test("only known fields are written", () => {
  const outcome = outcomeOf("43", "changed");
  const changed = { ...outcome, clientSecret: "x", change: { ...outcome.change, clientSecret: "x" } };
  assert.deepEqual(recordOfOutcome(changed), outcome);
  const secret = Object.assign(new MySafeError({ code: "SERVER", message: "failed", status: 500 }), { token: "x" });
  assert.deepEqual(recordOfError(secret), {
    name: "MySafeError",
    message: "failed",
    code: "SERVER",
    retryable: false,
    attempts: 0,
    status: 500,
  });
});

test("an error is a MySafeError again", () => {
  const outcome = restored(recordOfOutcome(outcomeOf("43", "failed", { kind: "note" })));
  assert.ok(outcome.error instanceof MySafeError);
  assert.equal(outcome.error.kind, "note");
  assert.deepEqual(recordOfOutcome(outcome), recordOfOutcome(outcomeOf("43", "failed", { kind: "note" })));
});

test("spellings of one item have one key, that of mysafe-wasm", () => {
  const keys = { "043": "43", " 43\u00a0": "43", "\u008543": "43", 0: "0", "000": "0", "0a": "0a", "٤٣": "٤٣" };
  for (const [text, key] of Object.entries(keys)) assert.equal(itemOf(text), key);
  assert.notEqual(itemOf("\ufeff43"), "43");
});

test("an address has nothing secret in it", () => {
  assert.equal(addressOf("HTTPS://Vault.example:443/prefix//"), "https://vault.example/prefix");
  for (const address of ["https://u:p@v.example", "https://v.example/?t=1", "https://v.example/#t", "file:///x", "x"]) {
    assert.throws(() => addressOf(address), { name: "Error", exitStatus: 2 });
  }
});

test("a journal of another kind, address, tenant or action is refused", () => {
  const plan = planOf([], { tenant: "acme" });
  refuseAnother("a.jsonl", plan, {
    kind: "apiSecret",
    address: "https://VAULT.example/",
    tenant: "acme",
    action: "deactivate",
  });
  refuseAnother("a.jsonl", plan, {});
  for (const [what, value] of Object.entries({
    kind: "note",
    address: "https://vault.example/other",
    tenant: "other",
    action: "activate",
  })) {
    assert.throws(
      () => refuseAnother("a.jsonl", plan, { [what]: value }),
      new RegExp(`a\\.jsonl is of another ${what}`),
    );
  }
  assert.throws(() => refuseAnother("a.jsonl", planOf([]), { tenant: "acme" }), /another tenant: none/);
});
