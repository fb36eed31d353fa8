// Batches with random options against a server in a process of its own, which knows the truth and misbehaves by a seeded
// script: no claim of any outcome may be false. See scripts/model/; at length: `npm run soak -- --model`.

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
  console.log(figures.text);
});

test("no claim of any outcome is false", () => {
  const broken = [...figures.broken].map(
    ([rule, { count, cases }]) => `${count} times: ${rule}\n  ${cases.join("\n  ")}`,
  );
  assert.equal(broken.join("\n"), "");
});

test("it was put to the test: every fault came, before the work and after it, and every state", () => {
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
    const { first = 0, late = 0, never = 0 } = figures.families[family] ?? {};
    assert.ok(Math.min(first, late, never) > 5, `${family}: ${first}, ${late}, ${never}`);
  }
  for (const [state, count] of Object.entries(figures.states)) assert.ok(count > 100, `${count} are ${state}`);
  for (const [how, count] of Object.entries(figures.ended)) assert.ok(count > 20, `${count} ended: ${how}`);
});

test("a client that says unknown to everything is found out: most outcomes are decided by the answers alone", () => {
  // By the script: of the outcomes where nothing ended early, those whose every answer was read.
  assert.ok(figures.conclusive > figures.outcomes / 2, `${figures.conclusive} of ${figures.outcomes}`);
  assert.ok(
    figures.states.unknown < figures.outcomes / 3,
    `${figures.states.unknown} of ${figures.outcomes} are unknown`,
  );
});
