// @ts-check
// A report as CSV, for spreadsheets of both languages and for the paste dialog.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import Papa from "papaparse";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/report/export.ts")} */
const { toCsv } = await pageModule("report/export.ts");
/** @type {typeof import("../../www/src/paste/reading.ts")} */
const { read } = await pageModule("paste/reading.ts");

/** Names that a spreadsheet could evaluate as a formula, also after splitting the file at another separator. */
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
  kind: /** @type {const} */ ("password"),
  action: /** @type {const} */ ("deactivate"),
  address: "https://vault.example",
  startedAt: new Date(0),
  endedAt: new Date(0),
  duration: 0,
  aborted: false,
  undone: new Set(/** @type {string[]} */ ([])),
  entries: names.map((name, index) => {
    const identifier = index === 0 ? "043" : String(43 + index);
    const change = {
      kind: /** @type {const} */ ("password"),
      identifier,
      active: false,
      changed: true,
      certain: true,
      verified: index > 0,
    };
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

/** Whether a spreadsheet would evaluate a cell. */
const isFormula = (/** @type {string} */ cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

describe("CSV", () => {
  for (const separator of /** @type {const} */ ([",", ";"])) {
    test(`separated by ${separator} has no formula, whichever separator its reader splits at`, () => {
      const csv = toCsv(reportOf(hostile), separator);
      for (const reader of [",", ";", "\t"]) {
        for (const quoteChar of ['"', "\0"]) {
          const { data } = Papa.parse(csv.slice(1), { delimiter: reader, quoteChar });
          const cells = /** @type {string[][]} */ (data).flat();
          // Another reader takes a quote within a cell for the beginning of one, and makes one cell of several.
          if (reader === separator && quoteChar === '"') assert.equal(data.length, hostile.length + 2);
          assert.ok(cells.length > 0);
          assert.deepEqual(cells.filter(isFormula), [], `read with ${JSON.stringify(reader)}`);
        }
        // A reader that ignores quotes.
        assert.deepEqual(
          csv
            .slice(1)
            .split(new RegExp(`[\\r\\n${reader}]`))
            .filter(isFormula),
          [],
        );
      }
    });

    test(`separated by ${separator} can be pasted, and exactly its identifiers are taken`, () => {
      const reading = read(toCsv(reportOf(hostile), separator), () => false);
      assert.ok(reading.kind === "read" && reading.as === "table");
      assert.deepEqual(
        reading.mentions.taken.map(({ identifier }) => identifier),
        ["043", ...hostile.slice(1).map((_, index) => String(44 + index))],
      );
      assert.deepEqual(reading.mentions.passed, []);
    });
  }

  test("has a byte order mark, a header, and other text unchanged", () => {
    assert.deepEqual(toCsv(reportOf(["Payments; 7-8, a-b", "x"]), ";").split("\r\n"), [
      "\uFEFFidentifier;kind;name;outcome;active;certain;verified;code;http_status;mysafe_error;request_id;attempts;message;undone;at;run;operator;identity;ticket;note;client_id;look_at;look_active;look_code",
      '043;password;"Payments; 7-8, a-b";changed;false;true;false;;200;;;1;"Payments; 7-8, a-b";;;;;;;;;;;',
      "44;password;x;changed;false;true;true;;200;;;1;x;;;;;;;;;;;",
      "",
    ]);
  });
});
