// The model in short: no claim of any outcome may be false. See scripts/model/README.md; `npm run soak -- --model` runs it at
// length.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { faults } from "../../scripts/model/changes.mjs";
import { lookFaults, tokenFaults } from "../../scripts/model/looks.mjs";
import { runModel } from "../../scripts/model/model.mjs";

const outcomes = 20_000;

/** @type {Awaited<ReturnType<typeof runModel>>} */
let figures;

before(async () => {
  figures = await runModel({ outcomes, seed: 1 });
  console.log(figures.summary);
});

test("no claim of any outcome is false", () => {
  const violations = [...figures.violations].map(
    ([rule, { count, cases }]) => `${count} times: ${rule}\n  ${cases.join("\n  ")}`,
  );
  assert.equal(violations.join("\n"), "");
});

test("the run met every fault, every state and every ending, with work done early, late and never", () => {
  assert.ok(figures.outcomes >= outcomes);
  const named = [
    ...faults.map(({ family, name }) => `${family}: ${name}`),
    ...lookFaults.map(({ name }) => `look: ${name}`),
    ...tokenFaults.map(({ name }) => `token: ${name}`),
  ];
  assert.deepEqual(
    named.filter((name) => !figures.faults.has(name)),
    [],
  );
  for (const family of ["status", "lost", "stall", "odd", "contradiction", "garbled"]) {
    const { early = 0, late = 0, never = 0 } = figures.families[family] ?? {};
    assert.ok(Math.min(early, late, never) > 5, `${family}: ${early}, ${late}, ${never}`);
  }
  for (const [state, count] of Object.entries(figures.states)) assert.ok(count > 100, `only ${count} are ${state}`);
  for (const [ending, count] of Object.entries(figures.ended))
    assert.ok(count > 20, `only ${count} ended early: ${ending}`);
});

test("most outcomes are decided by the answers alone, so a client cannot pass by reporting unknown", () => {
  assert.ok(figures.conclusive > figures.outcomes / 2, `${figures.conclusive} of ${figures.outcomes}`);
  assert.ok(
    figures.states.unknown < figures.outcomes / 3,
    `${figures.states.unknown} of ${figures.outcomes} are unknown`,
  );
});
