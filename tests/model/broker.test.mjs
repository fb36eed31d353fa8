// The model through a broker, in short: no claim of any outcome may be false, and none of the broker's audit. See
// scripts/model/README.md; `npm run soak -- --model --broker` runs it at length.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { runModel } from "../../scripts/model/model.mjs";

const outcomes = 5_000;

/** @type {Awaited<ReturnType<typeof runModel>>} */
let figures;

before(async () => {
  figures = await runModel({ outcomes, seed: 1, broker: true });
  console.log(figures.summary);
});

test("no claim of any outcome is false, and no record of the audit", () => {
  const violations = [...figures.violations].map(
    ([rule, { count, cases }]) => `${count} times: ${rule}\n  ${cases.join("\n  ")}`,
  );
  assert.equal(violations.join("\n"), "");
});

test("the run met every state, every outcome of the audit, and work done early, late and never", () => {
  assert.ok(figures.outcomes >= outcomes);
  for (const family of ["status", "lost", "odd", "contradiction", "garbled"]) {
    const { early = 0, late = 0, never = 0 } = figures.families[family] ?? {};
    assert.ok(Math.min(early, late, never) > 5, `${family}: ${early}, ${late}, ${never}`);
  }
  for (const [state, count] of Object.entries(figures.states)) assert.ok(count > 50, `only ${count} are ${state}`);
  const outcomesOfCalls = ["changed", "unchanged", "failed", "unknown", "skipped", "denied", "answered", "unanswered"];
  for (const outcome of outcomesOfCalls) {
    assert.ok((figures.notes[outcome] ?? 0) > 20, `only ${figures.notes[outcome]} are ${outcome}`);
  }
  assert.ok(figures.sentAgain > 20, `only ${figures.sentAgain} calls were sent again with another token`);
});

test("most outcomes are decided by the answers alone, so that neither the client nor the broker can pass by knowing nothing", () => {
  assert.ok(figures.conclusive > figures.outcomes / 2, `${figures.conclusive} of ${figures.outcomes}`);
  assert.ok(figures.states.unknown < figures.outcomes / 3, `${figures.states.unknown} are unknown`);
});
