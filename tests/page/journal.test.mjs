// @ts-check
// Journals of the command line, loaded as reports.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @type {typeof import("../../www/src/report/read.ts")} */
const { readReport } = await pageModule("report/read.ts");
/** @type {typeof import("../../www/src/report/export.ts")} */
const { toJson } = await pageModule("report/export.ts");
/** @type {typeof import("../../www/src/report/report.ts")} */
const { outcomeKindOf } = await pageModule("report/report.ts");

const at = "2026-11-26T02:00:00.000Z";
const header = {
  ...{ type: "header", format: "mysafe-journal", version: 1, id: "a", kind: "password", action: "deactivate" },
  ...{ address: "https://vault.example", verify: false, started: "2026-11-26T01:00:00.000Z", total: 3 },
};
const items = {
  type: "items",
  items: [{ identifier: "43", name: "Mail" }, { identifier: "44" }, { identifier: "043" }],
};
const sent = (/** @type {string} */ identifier) => ({ type: "sent", at, identifier });
/** @param {string} identifier @param {object} [overrides] */
const changed = (identifier, overrides) => {
  const change = { kind: "password", identifier, active: false, changed: true, certain: true, verified: false };
  const rest = { message: "", status: 200, attempts: 1 };
  return {
    type: "outcome",
    at,
    outcome: { identifier, state: "changed", change: { ...change, ...rest, ...overrides } },
  };
};
const unchanged = (/** @type {string} */ identifier) => {
  const { outcome } = changed(identifier, { changed: false });
  return { type: "outcome", at, outcome: { ...outcome, state: "unchanged" } };
};
const failed = (/** @type {string} */ identifier) => {
  const error = {
    name: "MySafeError",
    code: "ACCESS_DENIED",
    message: "x",
    kind: "password",
    retryable: false,
    attempts: 1,
  };
  return { type: "outcome", at, outcome: { identifier, state: "failed", error } };
};
const resumed = { type: "resumed", at };
const end = { type: "end", at, aborted: false };

/** @param {object[]} lines */
const text = (...lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
/** @param {object[]} lines */
const read = (...lines) => readReport(text(header, items, ...lines), "run.jsonl");
/** @param {object[]} lines */
const kindsOf = (...lines) => read(...lines).entries.map(({ outcome }) => outcomeKindOf(outcome));

describe("journals", () => {
  test("the time between two runs, and what another run has noted, are no part of their duration", () => {
    const on = (/** @type {string} */ time, /** @type {object} */ line) => ({
      ...line,
      at: `2026-11-26T${time}:00.000Z`,
    });
    const { endedAt, duration } = read(
      on("01:05", sent("43")),
      on("09:00", resumed),
      on("09:02", changed("43")),
      on("09:03", end),
      on("11:00", { type: "undoing", id: "b", journal: "b.jsonl", items: ["43"] }),
      on("11:01", { type: "undone", id: "b", items: ["43"] }),
    );
    assert.equal(endedAt?.toISOString(), "2026-11-26T09:03:00.000Z");
    assert.equal(duration, 8 * 60_000);
  });

  test("a journal is a report of its kind, with names, times and address", () => {
    const { entries, startedAt, endedAt, duration, ...rest } = read(
      sent("43"),
      changed("43"),
      sent("44"),
      failed("44"),
      end,
    );
    assert.deepEqual(
      { ...rest, undone: [...rest.undone] },
      {
        ...{ kind: "password", action: "deactivate", address: "https://vault.example", file: "run.jsonl" },
        ...{ aborted: false, didNotEnd: false, error: undefined, undone: [], tenant: undefined },
        runs: [{ startedAt, endedAt }],
      },
    );
    assert.deepEqual([startedAt?.toISOString(), endedAt?.toISOString(), duration], [header.started, at, 3_600_000]);
    assert.deepEqual(entries[0]?.at, new Date(at));
    assert.deepEqual(
      entries.map(({ identifier, name, outcome }) => [identifier, name, outcome.state, outcome.identifier]),
      [
        ["43", "Mail", "changed", "43"],
        ["44", undefined, "failed", "44"],
        ["043", undefined, "changed", "043"],
      ],
    );
  });

  test("what was announced and has no outcome is unknown, and what was not announced was not sent", () => {
    assert.deepEqual(kindsOf(sent("43")), ["unknown", "skipped", "unknown"]);
    assert.deepEqual(kindsOf(), ["skipped", "skipped", "skipped"]);
  });

  test("outcomes of several runs are merged as the page merges a retry", () => {
    const killed = [sent("43"), resumed, sent("43")];
    assert.deepEqual(kindsOf(...killed, unchanged("43")), ["changedUncertain", "skipped", "changedUncertain"]);
    assert.deepEqual(kindsOf(...killed, failed("43")), ["unknown", "skipped", "unknown"]);
    assert.deepEqual(kindsOf(...killed, changed("43")), ["changed", "skipped", "changed"]);
    assert.deepEqual(kindsOf(sent("43"), changed("43"), resumed, failed("43")), ["changed", "skipped", "changed"]);
  });

  test("what was undone is marked, and what an undo was about to undo is not certain", () => {
    const undo = { at, id: "b", items: ["43"] };
    const undoing = { type: "undoing", journal: "undo.jsonl", ...undo };
    const before = [sent("43"), changed("43"), end, undoing];
    assert.deepEqual(kindsOf(...before), ["changedUncertain", "skipped", "changedUncertain"]);
    const after = read(...before, { type: "undone", ...undo });
    assert.deepEqual([...after.undone], ["43"]);
    assert.equal(outcomeKindOf(after.entries[0]?.outcome ?? assert.fail()), "changed");
  });

  test("a report says what was undone, and the page saves it again", () => {
    const report = { ...read(sent("43"), changed("43"), sent("44"), changed("44"), end), number: 1 };
    const saved = JSON.parse(toJson(report));
    assert.equal("undone" in saved, false);
    const loaded = readReport(JSON.stringify({ ...saved, undone: ["43"], maybeUndone: ["044"] }), "r.json");
    assert.deepEqual([...loaded.undone], ["43"]);
    assert.deepEqual(
      loaded.entries.map(({ outcome }) => outcomeKindOf(outcome)),
      ["changed", "changedUncertain", "changed"],
    );
    assert.deepEqual(JSON.parse(toJson({ ...loaded, number: 1 })).undone, ["43"]);
    for (const wrong of [7, [7]]) {
      assert.throws(() => readReport(JSON.stringify({ ...saved, undone: wrong }), "r.json"), /undone/);
    }
  });

  test("every prefix of a journal is read, and claims no more than the whole", () => {
    const whole = text(header, items, sent("43"), changed("43"), sent("44"), failed("44"), end);
    const first = text(header).length;
    for (let length = first; length <= whole.length; length += 1) {
      const states = readReport(whole.slice(0, length), "run.jsonl").entries.map(({ outcome }) => outcome.state);
      if (states.length === 0) continue;
      assert.ok(["changed", "unknown", "skipped"].includes(states[0] ?? ""), `${length}: ${states}`);
      assert.ok(["failed", "unknown", "skipped"].includes(states[1] ?? ""), `${length}: ${states}`);
    }
  });

  test("what is no journal of this version is refused, with the line", () => {
    const refuses = (/** @type {RegExp} */ where, /** @type {string} */ journal) =>
      assert.throws(() => readReport(journal, "x"), where);
    refuses(/version/, text({ ...header, version: 2 }));
    refuses(/kind/, text({ ...header, kind: "server" }));
    refuses(/line 3/, `${text(header, items)}{"type":"sent"\n${text(end)}`);
    refuses(/line 3\.type/, text(header, items, { type: "other" }));
    refuses(/line 3\.identifier/, text(header, items, sent("99")));
    refuses(/line 3/, text(header, items, changed("43", { active: true })));
    refuses(/line 3\.change\.kind/, text(header, items, changed("43", { kind: "note" })));
  });
});
