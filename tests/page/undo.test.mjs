// @ts-check
// What a report says of each item, and what an undo of it puts back.

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
  change: { identifier, active: false, changed, certain, verified: false, message: "", status: 200, attempts: 1 },
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
 * What an undo of a report of these takes: the certain ones, then the likely ones.
 * @param {Outcome[]} mentions
 * @param {string[]} [undone]
 */
function undoOf(mentions, undone = []) {
  const { certain, uncertain } = undoable({
    number: 1,
    action: "deactivate",
    address: undefined,
    startedAt: new Date(),
    endedAt: new Date(),
    entries: mentions.map((outcome) => ({ identifier: outcome.identifier, outcome })),
    aborted: false,
    undone: new Set(undone),
  });
  return [certain, uncertain].map((entries) => entries.map(({ identifier }) => identifier));
}

describe("the kind of an outcome", () => {
  test("tells changed from unchanged, and certain from uncertain", () => {
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

  test("of an item that was unknown, and already so when it was asked for again, is most likely ours", () => {
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
    test(`knows an item that we changed, and that is ${other} elsewhere, in whatever order and spelling`, () => {
      for (const [first, second] of [
        ["43", "43"],
        ["43", "043"],
        ["043", "43"],
      ]) {
        const ours = /** @type {Outcome} */ (outcomes.changed?.(first ?? ""));
        const mention = /** @type {Outcome} */ (outcomes[other]?.(second ?? ""));
        for (const mentions of [
          [ours, mention],
          [mention, ours],
        ]) {
          const [certain, likely] = undoOf(mentions);
          assert.deepEqual(certain?.map(Number), [43]);
          assert.deepEqual(likely, []);
        }
      }
    });

    test(`offers an item that we most likely changed, and that is ${other} elsewhere`, () => {
      if (other === "changed") return; // it is certain then
      const likely = /** @type {Outcome} */ (outcomes.changedUncertain?.("43"));
      const mention = /** @type {Outcome} */ (outcomes[other]?.("0043"));
      for (const mentions of [
        [likely, mention],
        [mention, likely],
      ]) {
        const [certain, offered] = undoOf(mentions);
        assert.deepEqual(certain, []);
        assert.deepEqual(offered?.map(Number), [43]);
      }
    });
  }

  test("leaves what nobody says that we changed", () => {
    const others = kinds.filter((kind) => !kind.startsWith("changed"));
    assert.deepEqual(undoOf(others.map((kind) => /** @type {Outcome} */ (outcomes[kind]?.("43")))), [[], []]);
  });

  test("takes no item twice that was put back already, however it is spelled", () => {
    const mentions = [done("043", true, true), done("44", true, true), done("0045", true, false)];
    assert.deepEqual(undoOf(mentions, ["43", "45"]), [["44"], []]);
  });
});
