// @ts-check
// What is known of the items of a run that takes several batches, because its sign-in ends.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @typedef {import("mysafe-wasm").BatchOutcome} Outcome */

/** @type {typeof import("../../www/src/run/known.ts")} */
const { Known } = await pageModule("run/known.ts");

/** @param {string} identifier @param {boolean} changed @returns {Outcome} */
const done = (identifier, changed) => ({
  identifier,
  state: changed ? "changed" : "unchanged",
  change: /** @type {any} */ ({ identifier, active: false, changed, certain: true }),
});

/**
 * @param {string} identifier
 * @param {"failed" | "unknown"} state
 * @param {string} code
 * @param {{ retryable?: boolean, attempts?: number }} [more]
 * @returns {Outcome}
 */
const open = (identifier, state, code, { retryable = false, attempts = 1 } = {}) => ({
  identifier,
  state,
  error: /** @type {any} */ ({ code, retryable, attempts }),
});

/** @param {string[]} identifiers */
const targets = (...identifiers) => identifiers.map((identifier) => ({ identifier, name: `name of ${identifier}` }));

/** @param {readonly { identifier: string }[]} items */
const identifiersOf = (items) => items.map(({ identifier }) => identifier).join(" ");

/** The states, with a mark for what is not certain. @param {readonly Outcome[]} outcomes */
const statesOf = (outcomes) =>
  outcomes.map((outcome) => `${outcome.state}${"change" in outcome && !outcome.change.certain ? "?" : ""}`).join(" ");

describe("after a batch that had no token any more", () => {
  test("what was not sent, had no token or failed for a reason that passes is left, and nothing else", () => {
    const known = new Known(targets("1", "2", "3", "4", "5", "6", "7", "8"));
    assert.equal(identifiersOf(known.left), "1 2 3 4 5 6 7 8");
    known.add(
      known.left,
      [
        done("1", true),
        done("2", false),
        open("3", "failed", "NOT_FOUND"),
        open("4", "failed", "UNAUTHORIZED"),
        open("5", "unknown", "TIMEOUT", { retryable: true }),
        open("6", "unknown", "UNAUTHORIZED"),
        { identifier: "7", state: "skipped" },
        // The batch had not taken the eighth.
      ],
      true,
    );
    assert.equal(identifiersOf(known.left), "4 5 6 7 8");
    assert.equal(statesOf(known.outcomes), "changed unchanged failed skipped unknown unknown skipped skipped");
    assert.equal(identifiersOf(known.outcomes), "1 2 3 4 5 6 7 8");
  });

  test("an item whose only try had no token was not sent; after another try it has failed", () => {
    const outcomes = [
      open("1", "failed", "UNAUTHORIZED", { attempts: 0 }),
      open("2", "failed", "UNAUTHORIZED", { attempts: 1 }),
      open("3", "failed", "UNAUTHORIZED", { attempts: 2 }),
    ];
    const known = new Known(targets("1", "2", "3"));
    known.add(known.left, outcomes, true);
    assert.equal(statesOf(known.outcomes), "skipped skipped failed");
    assert.equal(identifiersOf(known.left), "1 2 3");
    // An access key that MySafe refuses is another matter.
    const refused = new Known(targets("1", "2", "3"));
    refused.add(refused.left, outcomes, false);
    assert.equal(statesOf(refused.outcomes), "failed failed failed");
  });

  test("the next batch settles what is left, and takes nothing back", () => {
    const known = new Known(targets("1", "2", "3"));
    known.add(known.left, [done("1", true), open("2", "failed", "UNAUTHORIZED")], true);
    const { left } = known;
    known.add(left, [done("2", true), open("3", "failed", "NOT_FOUND")], true);
    assert.equal(statesOf(known.outcomes), "changed changed failed");
    assert.deepEqual(known.left, []);
    known.add(targets("1", "2"), [done("1", false), { identifier: "2", state: "skipped" }], false);
    assert.equal(statesOf(known.outcomes), "changed changed failed");
  });

  test("what an earlier try may have done stays in doubt", () => {
    const known = new Known(targets("1", "2", "3"));
    known.add(
      known.left,
      ["1", "2", "3"].map((identifier) => open(identifier, "unknown", "UNAUTHORIZED")),
      true,
    );
    known.add(
      known.left,
      [done("1", false), open("2", "failed", "ACCESS_DENIED"), { identifier: "3", state: "skipped" }],
      true,
    );
    assert.equal(statesOf(known.outcomes), "changed? unknown unknown");
  });

  test("an item that was given twice has one outcome, in the spelling of each mention", () => {
    const known = new Known(targets("43", "044", "043", "44"));
    known.add(known.left, [done("43", true), open("044", "unknown", "UNAUTHORIZED")], true);
    assert.equal(identifiersOf(known.left), "044 44");
    assert.equal(statesOf(known.outcomes), "changed unknown changed unknown");
    known.add(known.left, [done("044", false), done("44", false)], true);
    assert.equal(statesOf(known.outcomes), "changed changed? changed changed?");
    assert.equal(identifiersOf(known.outcomes), "43 044 043 44");
    const changes = known.outcomes.map((outcome) => ("change" in outcome ? outcome.change.identifier : ""));
    assert.deepEqual(changes, ["43", "044", "043", "44"]);
  });
});
