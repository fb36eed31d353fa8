// @ts-check
// Who, why and when in a report: its JSON against the schema of the command line, and back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { at as inProject } from "../../scripts/base/project.mjs";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/report/read.ts")} */
const { readReport } = await pageModule("report/read.ts");
/** @type {typeof import("../../www/src/report/export.ts")} */
const { toCsv, toJson } = await pageModule("report/export.ts");
/** @type {typeof import("../../www/src/report/looks.ts")} */
const { comparisonOf } = await pageModule("report/looks.ts");
/** @type {typeof import("../../www/src/report/turn.ts")} */
const { runsWith } = await pageModule("report/turn.ts");

const schema = JSON.parse(readFileSync(inProject("cli/schema/report.json"), "utf8"));
const isReport = new Ajv2020({ strict: false }).compile(schema);

/** Asserts that a text is a report of the schema. @param {string} text */
function assertValid(text) {
  assert.ok(isReport(JSON.parse(text)), JSON.stringify(isReport.errors));
}

const [first, second, looked] = ["17:40", "17:44", "17:48"].map((time) => `2026-11-26T${time}:00.000Z`);

/** @param {string} identifier @param {object} [more] */
const done = (identifier, more) => ({
  ...{ identifier, state: "changed", at: first, run: 1 },
  change: {
    ...{ kind: "apiSecret", identifier, active: false, changed: true, certain: true, verified: false },
    ...{ message: "API secret successfully deactivated", status: 200, attempts: 1 },
  },
  ...more,
});

const error = {
  ...{ name: "MySafeError", code: "NOT_FOUND", message: "deactivate: no such item", status: 400, apiCode: 1005 },
  ...{ requestId: "r1", retryable: false, attempts: 1 },
};

const saved = {
  ...{ kind: "apiSecret", action: "deactivate", address: "https://vault.example", tenant: "acme" },
  ...{ startedAt: first, endedAt: second, duration: 61_000, aborted: false, ended: true, undone: ["48"] },
  ...{ total: 7, changed: 5, unchanged: 0, failed: 1, unknown: 0, skipped: 1 },
  runs: [
    { startedAt: first, endedAt: first, operator: "Ana Lima", ticket: "INC-4711", note: "=1+1", clientId: "oncall" },
    { startedAt: second, endedAt: second, operator: "Rui", identity: "rui@team.example" },
  ],
  verifications: [{ startedAt: looked, endedAt: looked, operator: "Rui" }],
  outcomes: [
    done("43", { name: "Mail", looks: [{ at: looked, active: false }] }),
    done("44", {
      run: 2,
      at: second,
      looks: [
        { at: first, active: false },
        { at: looked, active: true },
      ],
    }),
    { identifier: "45", state: "failed", error, at: second, run: 2, looks: [{ at: looked, code: "NOT_FOUND" }] },
    { identifier: "46", state: "skipped" },
    done("47", { at: looked, looks: [{ at: second, active: true }] }),
    done("48", { looks: [{ at: looked, active: true }] }),
    done("049"),
  ],
};

describe("a report with who, why and when", () => {
  test("is one of the schema of the command line, and saved again as it was", () => {
    assertValid(JSON.stringify(saved));
    const text = toJson({ ...readReport(JSON.stringify(saved), "saved.json"), number: 1 });
    assertValid(text);
    assert.deepEqual(JSON.parse(text), saved);
  });

  test("has when, who and why of each outcome in a table", () => {
    const [head, ...rows] = toCsv({ ...readReport(JSON.stringify(saved), "saved.json"), number: 1 }, ",").split("\r\n");
    assert.ok(head?.endsWith(",undone,at,run,operator,identity,ticket,note,client_id,look_at,look_active,look_code"));
    const ends = [
      `,,${first},1,Ana Lima,,INC-4711,'=1+1,oncall,${looked},false,`,
      `,,${second},2,Rui,rui@team.example,,,,${looked},true,`,
      `,,${second},2,Rui,rui@team.example,,,,${looked},,NOT_FOUND`,
      ",,,,,,,,,,,",
      `,,${looked},1,Ana Lima,,INC-4711,'=1+1,oncall,${second},true,`,
      `,true,${first},1,Ana Lima,,INC-4711,'=1+1,oncall,${looked},true,`,
      `,,${first},1,Ana Lima,,INC-4711,'=1+1,oncall,,,`,
      "",
    ];
    for (const [index, end] of ends.entries()) assert.ok(rows[index]?.endsWith(end), `${rows[index]}\n${end}`);
  });

  test("compares the last looks with what was asked for, and no look that is older than the outcome", () => {
    const comparison = comparisonOf({ ...readReport(JSON.stringify(saved), "saved.json"), number: 1 });
    const identifiers = (/** @type {readonly { identifier: string }[]} */ entries) =>
      entries.map(({ identifier }) => identifier);
    assert.deepEqual(identifiers(comparison.asAsked), ["43"]);
    assert.deepEqual(identifiers(comparison.differing), ["44"]);
    assert.deepEqual(
      [...comparison.unseen].map(([why, entries]) => [why, identifiers(entries)]),
      [["NOT_FOUND", ["45"]]],
    );
    assert.deepEqual(identifiers(comparison.notLooked), ["46", "47", "049"]);
    assert.deepEqual(identifiers(comparison.putBack), ["48"]);
  });

  test("loses what is none of it, and nothing else", () => {
    const odd = {
      ...saved,
      runs: [null, { operator: 5, ticket: "INC-1", startedAt: "yesterday" }],
      outcomes: [
        done("43", {
          run: 3,
          at: "now",
          looks: [null, { at: looked }, { active: true }, { at: looked, code: "toString" }],
        }),
        done("44", { run: 2, looks: "all" }),
      ],
    };
    const { runs, entries } = readReport(JSON.stringify(odd), "odd.json");
    assert.equal(runs?.length, 2);
    assert.deepEqual(
      runs?.map(({ operator, ticket, startedAt }) => [operator, ticket, startedAt]),
      [
        [undefined, undefined, undefined],
        [undefined, "INC-1", undefined],
      ],
    );
    assert.deepEqual(
      entries.map(({ run, at, looks }) => [run, at?.toISOString(), looks]),
      [
        [undefined, undefined, undefined],
        [2, first, undefined],
      ],
    );
  });

  test("that does not list its runs has one of nobody before the next", () => {
    const startedAt = new Date(first ?? "");
    const next = { startedAt: new Date(looked ?? ""), endedAt: new Date(looked ?? ""), operator: "Ana" };
    assert.deepEqual(runsWith(undefined, next), [next]);
    assert.deepEqual(runsWith({ startedAt, endedAt: undefined }, next), [{ startedAt, endedAt: undefined }, next]);
    assert.deepEqual(runsWith({ runs: [next], startedAt, endedAt: startedAt }, next), [next, next]);
  });

  test("of a journal that was killed does not say that it ended", () => {
    const journal = [
      { type: "header", format: "mysafe-journal", version: 1, id: "a", kind: "note", action: "activate" },
      { type: "items", items: [{ identifier: "43" }, { identifier: "44" }] },
      { type: "sent", at: first, identifier: "43" },
      { type: "resumed", at: second },
      { type: "sent", at: looked, identifier: "44" },
    ];
    Object.assign(journal[0] ?? {}, { address: "https://vault.example", verify: false, started: first, total: 2 });
    const lines = journal.map((line) => `${JSON.stringify(line)}\n`).join("");
    const text = toJson({ ...readReport(lines, "run.jsonl"), number: 1 });
    assertValid(text);
    const { ended, runs, duration, outcomes } = JSON.parse(text);
    assert.equal(ended, false);
    assert.deepEqual(runs, [
      { startedAt: first, endedAt: first },
      { startedAt: second, endedAt: looked },
    ]);
    assert.equal(duration, 4 * 60_000);
    assert.deepEqual(
      outcomes.map((/** @type {{ run: number }} */ { run }) => run),
      [1, 2],
    );
    assert.equal(readReport(text, "again.json").didNotEnd, true);
  });
});
