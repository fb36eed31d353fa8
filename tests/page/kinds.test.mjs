// @ts-check
// The kinds of items as data, and pasted texts that name a kind.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";
import { read } from "./sample.mjs";

/** @type {typeof import("../../www/src/kinds/kinds.ts")} */
const { kinds, kindNames, isKind } = await pageModule("kinds/kinds.ts");
/** @type {typeof import("../../www/src/paste/other-kind.ts")} */
const { mentionsOfKind } = await pageModule("paste/other-kind.ts");
/** @type {typeof import("../../www/src/report/load.ts")} */
const { parseReport } = await pageModule("report/load.ts");
/** @type {typeof import("../../www/src/report/export.ts")} */
const { toJson } = await pageModule("report/export.ts");

/** @typedef {import("mysafe-wasm").Kind} Kind */

describe("a kind", () => {
  test("is known by its name alone", () => {
    assert.deepEqual(kindNames.map(String), ["apiSecret", "password", "note"]);
    for (const name of ["toString", "Password", "", undefined, null, 1])
      assert.equal(isKind(name), false, String(name));
  });

  test("has nouns, names of columns and a name in files that no other has", () => {
    const all = kindNames.flatMap((kind) => {
      const { nouns, identifierNames, fileName } = kinds[kind];
      const named = Object.values(nouns).flatMap(({ one, many, title }) => [one, many, title]);
      return [...new Set([...named, ...identifierNames, `file ${fileName}`])];
    });
    assert.equal(new Set(all).size, all.length);
    for (const kind of kindNames) {
      assert.equal(kinds[kind].name, kind);
      assert.match(kinds[kind].fileName, /^[a-z-]+$/);
    }
  });
});

/** The identifiers that are taken for each kind. @param {string} text */
function takenFor(text) {
  const reading = read(text, () => false);
  assert.ok(reading.kind === "read", JSON.stringify(reading));
  return kindNames.map((kind) => {
    const { taken, passed, others } = mentionsOfKind(reading.mentions, kind);
    assert.deepEqual(
      passed.filter(({ reason }) => reason === "kind").length,
      others.length,
      "what is of another kind is shown as passed over",
    );
    return taken.map(({ identifier }) => identifier).join(" ");
  });
}

/** @param {object} fields */
const report = (fields) =>
  JSON.stringify({
    action: "deactivate",
    outcomes: [
      { identifier: "43", state: "skipped" },
      { identifier: "44", state: "skipped" },
    ],
    ...fields,
  });

describe("a pasted text is taken for the kind that it names", () => {
  for (const [name, text, ...taken] of /** @type {const} */ ([
    ["running text, for each", "43 and 44", "43 44", "43 44", "43 44"],
    ["a table, for each", "id;name\n43;a\n44;b", "43 44", "43 44", "43 44"],
    ["a report", report({ kind: "password" }), "", "43 44", ""],
    ["a report of version 0.1.0", report({}), "43 44", "", ""],
    ["a report of an unknown kind", report({ kind: "certificate" }), "", "", ""],
    ["a report inside another object", `{"step":{"report":${report({ kind: "note" })}}}`, "", "", "43 44"],
    ["objects with a kind", '[{"identifier":43,"kind":"note"},{"identifier":44,"kind":"apiSecret"}]', "44", "", "43"],
    ["objects with a kind of something else", '[{"identifier":43,"kind":"bug"}]', "43", "43", "43"],
    [
      "outcomes without their report",
      '[{"identifier":"43","state":"changed","change":{"kind":"note"}},{"identifier":"44","state":"failed","error":{"kind":"password"}}]',
      "",
      "44",
      "43",
    ],
    ["a column of kinds, in English", "Type,Identifier\nPassword,43\nAPI secrets,44\n,45", "44 45", "43 45", "45"],
    ["a column of kinds, in Portuguese", "Identificador;Tipo\n43;Notas\n44;senha\n45;Segredo de API", "45", "44", "43"],
    ["a column named after a kind", "Name\tPassword ID\na\t43\nb\t44", "", "43 44", ""],
    ["the same in Portuguese", "Identificador da nota;Nome\n43;a\n44;b", "", "", "43 44"],
    ["labelled lines", "ID da senha: 43\nUsos: 7\n\nID da senha: 44\nUsos: 3", "", "43 44", ""],
  ])) {
    test(name, () => assert.deepEqual(takenFor(text), taken));
  }

  test("with columns named after two kinds, only after a question", () => {
    const text = "Password ID;Note ID\n43;53\n44;54";
    assert.equal(read(text, () => false).kind, "question");
    const reading = read(text, () => false, 1);
    assert.ok(reading.kind === "read");
    assert.deepEqual(
      reading.mentions.taken.map(({ kind, identifier }) => `${kind} ${identifier}`),
      ["note 53", "note 54"],
    );
  });
});

describe("a report's kind", () => {
  test("is kept by saving and loading", () => {
    for (const kind of kindNames) {
      const loaded = parseReport(report({ kind }), "a.json");
      assert.equal(loaded.kind, kind);
      const again = parseReport(toJson({ ...loaded, number: 1, undone: new Set() }), "b.json");
      assert.equal(again.kind, kind);
    }
    assert.equal(parseReport(report({}), "a.json").kind, "apiSecret");
  });

  test("is that of its changes and errors", () => {
    const error = { code: "NOT_FOUND", message: "", kind: "password" };
    const outcomes = [{ identifier: "43", state: "failed", error }];
    const { entries } = parseReport(report({ kind: "password", outcomes }), "a.json");
    const outcome = entries[0]?.outcome;
    assert.equal(outcome && "error" in outcome && outcome.error.kind, "password");
    for (const kind of [undefined, "note"]) {
      assert.throws(() => parseReport(report({ kind, outcomes }), "a.json"), { message: "outcomes[0].error.kind" });
    }
    assert.throws(() => parseReport(report({ kind: "certificate" }), "a.json"), { message: "kind" });
    assert.throws(() => parseReport(report({ kind: null }), "a.json"), { message: "kind" });
  });
});
