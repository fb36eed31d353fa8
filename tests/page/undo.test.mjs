// @ts-check
// The kinds of outcomes, and the items that an undo offers.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @typedef {import("mysafe-wasm").BatchOutcome} Outcome */

/** @type {typeof import("../../www/src/report/report.ts")} */
const { outcomeKindOf, countsOf, mergeRetry } = await pageModule("report/report.ts");
/** @type {typeof import("../../www/src/report/undo.ts")} */
const { undoable } = await pageModule("report/undo.ts");

/**
 * @param {string} identifier
 * @param {boolean} changed
 * @param {boolean} certain
 * @returns {Outcome}
 */
const done = (identifier, changed, certain) => ({
  identifier,
  state: changed ? "changed" : "unchanged",
  change: {
    kind: "apiSecret",
    identifier,
    active: false,
    changed,
    certain,
    verified: false,
    message: "",
    status: 200,
    attempts: 1,
  },
});

/** One outcome of each kind. @type {Record<string, (identifier: string) => Outcome>} */
const outcomes = {
  changed: (identifier) => done(identifier, true, true),
  changedUncertain: (identifier) => done(identifier, true, false),
  unchanged: (identifier) => done(identifier, false, true),
  unchangedUncertain: (identifier) => done(identifier, false, false),
  failed: (identifier) => ({ identifier, state: "failed", error: /** @type {any} */ ({ code: "NOT_FOUND" }) }),
  unknown: (identifier) => ({ identifier, state: "unknown", error: /** @type {any} */ ({ code: "TIMEOUT" }) }),
  skipped: (identifier) => ({ identifier, state: "skipped" }),
};
const kinds = Object.keys(outcomes);

/**
 * The identifiers that an undo of these outcomes offers: the certain ones, then the uncertain ones.
 * @param {Outcome[]} outcomeList
 * @param {string[]} [undone]
 */
function undoOf(outcomeList, undone = []) {
  const { certain, uncertain } = undoable({
    number: 1,
    kind: "apiSecret",
    action: "deactivate",
    address: undefined,
    startedAt: new Date(),
    endedAt: new Date(),
    duration: 0,
    entries: outcomeList.map((outcome) => ({ identifier: outcome.identifier, outcome })),
    aborted: false,
    undone: new Set(undone),
  });
  return [certain, uncertain].map((entries) => entries.map(({ identifier }) => identifier));
}

describe("the kind of an outcome", () => {
  test("distinguishes changed from unchanged, and certain from uncertain", () => {
    for (const kind of kinds) assert.equal(outcomeKindOf(/** @type {Outcome} */ (outcomes[kind]?.("43"))), kind);
  });

  test("is counted", () => {
    const entries = [...kinds, "changed"].map((kind) => ({
      identifier: "43",
      outcome: /** @type {Outcome} */ (outcomes[kind]?.("43")),
    }));
    assert.deepEqual(countsOf(entries), {
      failed: 1,
      unknown: 1,
      skipped: 1,
      changedUncertain: 1,
      changed: 2,
      unchangedUncertain: 1,
      unchanged: 1,
    });
  });

  test("is changedUncertain if an unknown outcome is followed by unchanged", () => {
    for (const kind of ["unchanged", "unchangedUncertain"]) {
      const after = mergeRetry(
        /** @type {Outcome} */ (outcomes.unknown?.("43")),
        /** @type {Outcome} */ (outcomes[kind]?.("43")),
      );
      assert.equal(outcomeKindOf(after), "changedUncertain");
    }
  });
});

describe("an undo", () => {
  for (const other of kinds) {
    test(`is certain for an item that is changed in one outcome and ${other} in another, in any order and spelling`, () => {
      for (const [first, second] of [
        ["43", "43"],
        ["43", "043"],
        ["043", "43"],
        [" 43\t", "43"],
      ]) {
        const changed = /** @type {Outcome} */ (outcomes.changed?.(first ?? ""));
        const mention = /** @type {Outcome} */ (outcomes[other]?.(second ?? ""));
        for (const outcomeList of [
          [changed, mention],
          [mention, changed],
        ]) {
          const [certain, likely] = undoOf(outcomeList);
          assert.deepEqual(certain?.map(Number), [43]);
          assert.deepEqual(likely, []);
        }
      }
    });

    test(`is uncertain for an item that is changedUncertain in one outcome and ${other} in another`, () => {
      if (other === "changed") return; // then it is certain
      const likely = /** @type {Outcome} */ (outcomes.changedUncertain?.("43"));
      const mention = /** @type {Outcome} */ (outcomes[other]?.("0043"));
      for (const outcomeList of [
        [likely, mention],
        [mention, likely],
      ]) {
        const [certain, offered] = undoOf(outcomeList);
        assert.deepEqual(certain, []);
        assert.deepEqual(offered?.map(Number), [43]);
      }
    });
  }

  test("leaves out items without a change", () => {
    const others = kinds.filter((kind) => !kind.startsWith("changed"));
    assert.deepEqual(undoOf(others.map((kind) => /** @type {Outcome} */ (outcomes[kind]?.("43")))), [[], []]);
  });

  test("leaves out items that are undone already, in any spelling", () => {
    const outcomeList = [done("043", true, true), done("44", true, true), done("0045", true, false)];
    assert.deepEqual(undoOf(outcomeList, ["43", "45"]), [["44"], []]);
  });
});
