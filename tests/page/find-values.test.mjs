// @ts-check
// What the page takes as leaked values in a pasted text.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/find/values.ts")} */
const { readValues } = await pageModule("find/values.ts");

/** The texts that are compared, each with the number of its value. @param {Parameters<typeof readValues>} given */
function compared(...given) {
  const { texts, numberOf } = readValues(...given);
  return texts.map((text, index) => `${numberOf[index]} ${text}`);
}

/** @type {typeof import("../../www/src/find/scope.ts")} */
const { hindrancesOf } = await pageModule("find/scope.ts");

test("what is known to stand in the way of opening items is counted before, each item once", () => {
  const rights = { canView: true, canWrite: true, needJustify: false, needApproval: false };
  const items = new Map([
    ["43", rights],
    ["44", { ...rights, canView: false, needApproval: true }],
    ["45", { ...rights, needJustify: true, needApproval: true }],
    ["46", { ...rights, needApproval: true }],
    ["47", { ...rights, canView: false }],
  ]);
  const collection = {
    listing: { find: (/** @type {string} */ identifier) => items.get(identifier) },
    states: { of: (/** @type {string} */ identifier) => (identifier === "47" ? "inactive" : "unknown") },
  };
  const targets = [...items.keys(), "99"].map((identifier) => ({ identifier }));
  const known = hindrancesOf(targets, /** @type {any} */ (collection));
  assert.deepEqual(known, { noView: 1, asking: 2, inactive: 1 });
});

describe("lines", () => {
  test("are values as they are, and without what is around them", () => {
    assert.deepEqual(compared("c4nary-one\n\n  c4nary two \nKEY='c4nary=three'\ntoken: c4nary-four,"), [
      "1 c4nary-one",
      "2   c4nary two ",
      "2 c4nary two",
      "3 KEY='c4nary=three'",
      "3 'c4nary=three'",
      "3 c4nary=three",
      "4 token: c4nary-four,",
      "4 token: c4nary-four",
      "4 c4nary-four,",
      "4 c4nary-four",
    ]);
  });

  test("give no short text that some item may store by chance, but for a whole line", () => {
    assert.deepEqual(compared("a\nKEY=abc\n'x'"), ["1 a", "2 KEY=abc", "3 'x'"]);
  });

  test("that are the same are one text, and those that no item can store are counted", () => {
    const { texts, count, malformed } = readValues("c4nary-same\nc4nary-same\nc4nary \ud800");
    assert.deepEqual([texts, count, malformed], [["c4nary-same"], 3, 1]);
  });

  test("can be one value, with the line breaks of both kinds", () => {
    assert.deepEqual(readValues("c4nary one\nc4nary two").forms, ["lines", "one"]);
    assert.deepEqual(compared("c4nary one\nc4nary two\n", "one"), [
      "1 c4nary one\nc4nary two\n",
      "1 c4nary one\nc4nary two",
      "1 c4nary one\r\nc4nary two\r\n",
      "1 c4nary one\r\nc4nary two",
    ]);
    assert.deepEqual(readValues("c4nary one", "one").form, "lines", "there is no difference");
  });

  test("that are blank are no value", () => {
    for (const text of ["", " \n\t\n"]) {
      const { texts, count, forms } = readValues(text);
      assert.deepEqual([texts, count, forms], [[], 0, []]);
    }
  });
});

describe("a scanner's output", () => {
  for (const [name, text, ...expected] of /** @type {[string, string, ...string[]][]} */ ([
    [
      "of Gitleaks",
      JSON.stringify([
        { RuleID: "generic-api-key", Match: "key = 'c4nary-a'", Secret: "c4nary-a", File: "a.ts", Tags: ["x"] },
        { RuleID: "generic-api-key", Match: "c4nary-b", Secret: "c4nary-b", Entropy: 4 },
        { RuleID: "generic-api-key", Match: "c4nary-a", Secret: "c4nary-a" },
      ]),
      ...["1 c4nary-a", "2 c4nary-b"],
    ],
    [
      "of TruffleHog",
      '{"DetectorName":"URI","Raw":"c4nary-c","RawV2":"c4nary-c:d","Redacted":"***"}\n{"Raw":"c4nary-e","ExtraData":null}',
      ...["1 c4nary-c", "2 c4nary-c:d", "3 c4nary-e"],
    ],
    ["that is a list of texts", '["c4nary-f", "", "c4nary g"]', "1 c4nary-f", "2 c4nary g"],
  ])) {
    test(name, () => {
      assert.equal(readValues(text).form, "findings");
      assert.deepEqual(compared(text), expected);
      assert.ok(readValues(text, "lines").texts.length > 0, "it can be read by lines");
    });
  }

  test("with hashes only says that it has no values, and so does no other text", () => {
    const hashes = '{"results":{"a.py":[{"type":"Secret Keyword","hashed_secret":"da39a3ee"}]}}';
    assert.equal(readValues(hashes).hasNoValues, true);
    assert.equal(readValues(hashes).form, "lines");
    for (const text of ["c4nary", "[c4nary", "{c4nary}", ""]) assert.equal(readValues(text).hasNoValues, false, text);
  });
});
