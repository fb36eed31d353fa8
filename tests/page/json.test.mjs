// @ts-check
// Identifiers that the paste dialog takes from JSON.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, sample } from "./sample.mjs";

/** @typedef {import("./sample.mjs").Sample} Sample */

describe("JSON", () => {
  for (const each of /** @type {Sample[]} */ ([
    { name: "a list", text: '[43, "044", "45"]', takes: "43 044 45" },
    {
      name: "a list with other values",
      text: "[43, true, -3, 4.5, 12345678901234567890, [44]]",
      takes: "43",
      passes: ["true cell", "-3 cell", "4.5 cell", "≈12345678901234567000 cell", "… cell"],
    },
    { name: "objects", text: '[{"identifier":43,"count":7},{"count":3,"identifier":"044"}]', takes: "43 044" },
    { name: "one object", text: '{"Identificador": 43, "usos": 7}', takes: "43" },
    { name: "JSON Lines", text: '{"identifier":43,"n":7}\n{"identifier":44,"n":3}\n', takes: "43 44" },
    { name: "a code fence", text: "```json\n[43, 44]\n```", takes: "43 44" },
    {
      name: "a saved report",
      text: JSON.stringify({
        action: "deactivate",
        total: 2,
        changed: 1,
        outcomes: [
          { identifier: "43", state: "changed", change: { identifier: "43", status: 200, attempts: 1 }, name: "Pay 7" },
          { identifier: "44", state: "skipped" },
        ],
      }),
      takes: "43 44",
    },
    {
      name: "an answer of MySafe",
      text: '{"response":{"status":200},"api_secret_on_list":[{"identifier":"43","name":"7"},{"identifier":44}]}',
      takes: "43 44",
    },
  ])) {
    sample("json", each);
  }

  test("that is truncated, or has two lists, is unclear and is not read as text", () => {
    for (const text of [
      '[{"identifier":43,"count":7},{"iden',
      '{"a":[{"identifier":43}],"b":[{"identifier":44}]}',
      "{}",
    ]) {
      assert.deepEqual(
        read(text, () => false),
        { kind: "unclear" },
        text,
      );
      assert.deepEqual(
        read(text, () => false, "prose"),
        { kind: "unclear" },
        text,
      );
    }
  });
});
