// @ts-check
// Why items are not done, and which of them may be sent again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @typedef {import("mysafe-wasm").BatchOutcome} Outcome */

/** @type {typeof import("../../www/src/report/reason.ts")} */
const { canPass, reasonsIn } = await pageModule("report/reason.ts");

/** @param {"failed" | "unknown"} state @param {string} code @returns {Outcome} */
const open = (state, code) => ({ identifier: "43", state, error: /** @type {any} */ ({ code }) });

const passing = [
  "NETWORK",
  "TIMEOUT",
  "SERVER",
  "RATE_LIMITED",
  "INVALID_RESPONSE",
  "UNAUTHORIZED",
  "CLOSED",
  "INTERNAL",
];
const lasting = [
  "NOT_FOUND",
  "ACCESS_DENIED",
  "INACTIVE",
  "INVALID_IDENTIFIER",
  "INVALID_PARAMETER",
  "INVALID_ARGUMENT",
];

describe("another try", () => {
  for (const state of /** @type {const} */ (["failed", "unknown"])) {
    test(`can succeed after what passes, and not after what stays, where the outcome is ${state}`, () => {
      for (const code of passing) assert.equal(canPass(open(state, code)), true, code);
      for (const code of lasting) assert.equal(canPass(open(state, code)), false, code);
    });
  }

  test("can succeed where nothing was sent, or where an error of MySafe's own leaves the outcome open", () => {
    assert.equal(canPass({ identifier: "43", state: "skipped" }), true);
    assert.equal(canPass(open("unknown", "API")), true);
    assert.equal(canPass(open("failed", "API")), false);
  });
});

test("reasons are in the order of the outcomes, the most frequent first, and have each item that is not done once", () => {
  /** @type {Outcome[]} */
  const outcomes = [
    { identifier: "1", state: "skipped" },
    open("unknown", "NETWORK"),
    open("failed", "NOT_FOUND"),
    open("failed", "ACCESS_DENIED"),
    open("failed", "ACCESS_DENIED"),
    open("failed", "NETWORK"),
    { identifier: "2", state: "changed", change: /** @type {any} */ ({ certain: true }) },
  ];
  const reasons = reasonsIn(outcomes.map((outcome) => ({ identifier: outcome.identifier, outcome })));
  assert.deepEqual(
    reasons.map(({ state, code, entries }) => [state, code, entries.length]),
    [
      ["failed", "ACCESS_DENIED", 2],
      ["failed", "NOT_FOUND", 1],
      ["failed", "NETWORK", 1],
      ["unknown", "NETWORK", 1],
      ["skipped", undefined, 1],
    ],
  );
});
