// @ts-check
// A report as a table: for spreadsheets of either language, and for the paste box.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import Papa from "papaparse";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/report/export.ts")} */
const { toCsv } = await pageModule("report/export.ts");
/** @type {typeof import("../../www/src/paste/reading.ts")} */
const { read } = await pageModule("paste/reading.ts");

/** Names that a spreadsheet could take for a formula, whole or once the file is split at some separator. */
const hostile = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(1)",
  " =1+1",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  '"=1+1"',
  "'=1+1",
  "＝1+1",
  'x;=HYPERLINK("http://evil.example","x")',
  "x; =1+1",
  'x;"=1+1"',
  'x;""\'=1+1',
  "a\t=1+1",
  "a\t+1",
  "a,-1",
  "a, @SUM(1)",
  "a\n=1+1",
  "a\r\n=1+1;=2",
  ";;=1+1",
  '",=1+1',
  '";=1+1',
  '"\n=1+1',
  '"";=1',
];

/** @param {string[]} names */
const reportOf = (names) => ({
  number: 1,
  action: /** @type {const} */ ("deactivate"),
  address: "https://vault.example",
  startedAt: new Date(0),
  endedAt: new Date(0),
  aborted: false,
  undone: new Set(/** @type {string[]} */ ([])),
  entries: names.map((name, index) => {
    const identifier = index === 0 ? "043" : String(43 + index);
    const change = { identifier, active: false, changed: true, certain: true, verified: index > 0 };
    return {
      identifier,
      name,
      outcome: {
        identifier,
        state: /** @type {const} */ ("changed"),
        change: { ...change, message: name, status: 200, attempts: 1 },
      },
    };
  }),
});

/** Whether a spreadsheet evaluates a cell. */
const isFormula = (/** @type {string} */ cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

describe("a table", () => {
  for (const separator of /** @type {const} */ ([",", ";"])) {
    test(`separated by ${separator} holds no formula, whatever separates cells for its reader`, () => {
      const csv = toCsv(reportOf(hostile), separator);
      for (const reader of [",", ";", "\t"]) {
        for (const quoteChar of ['"', "\0"]) {
          const { data } = Papa.parse(csv.slice(1), { delimiter: reader, quoteChar });
          const cells = /** @type {string[][]} */ (data).flat();
          assert.ok(cells.length > hostile.length);
          assert.deepEqual(cells.filter(isFormula), [], `read with ${JSON.stringify(reader)}`);
        }
        // As one that looks for separators alone, and at quotes not at all.
        assert.deepEqual(
          csv
            .slice(1)
            .split(new RegExp(`[\\r\\n${reader}]`))
            .filter(isFormula),
          [],
        );
      }
    });

    test(`separated by ${separator} can be pasted: its identifiers are all taken, and nothing else`, () => {
      const reading = read(toCsv(reportOf(hostile), separator), () => false);
      assert.ok(reading.kind === "read" && reading.as === "table");
      assert.deepEqual(
        reading.mentions.taken.map(({ identifier }) => identifier),
        ["043", ...hostile.slice(1).map((_, index) => String(44 + index))],
      );
      assert.deepEqual(reading.mentions.passed, []);
    });
  }

  test("has a mark for spreadsheets, a name above each column, and plain words as they are", () => {
    assert.deepEqual(toCsv(reportOf(["Payments; 7-8, a-b", "x"]), ";").split("\r\n"), [
      "\uFEFFidentifier;name;outcome;active;certain;verified;code;http_status;mysafe_error;request_id;attempts;message",
      '043;"Payments; 7-8, a-b";changed;false;true;false;;200;;;1;"Payments; 7-8, a-b"',
      "44;x;changed;false;true;true;;200;;;1;x",
      "",
    ]);
  });
});
