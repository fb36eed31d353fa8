// @ts-check
// Two people deactivate a thousand secrets each, at the same time, through one broker and a network that fails three requests in
// ten: both reports and the audit on disk equal the server's truth. `npm run soak -- --broker` is the long one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allReportProblems, auditProblems } from "../../../scripts/soak/audit-verdict.mjs";
import { deactivateByTwo, openItems } from "../../../scripts/soak/identities.mjs";
import { countLost } from "../../../scripts/soak/verdict.mjs";

const soak = { items: 1_000, concurrency: 32, seed: 1 };

test("with retries, the secrets are off, and each change is the one person's who made it", async () => {
  const { people, truth, records } = await deactivateByTwo({ ...soak, retry: true });
  const run = { audits: [records], truth, people };
  assert.deepEqual(allReportProblems(run, { once: false }), []);
  assert.deepEqual(auditProblems(run), []);
  assert.deepEqual(openItems(people), []);
  // The network did lose answers, and some secrets were wanted by both.
  assert.ok(countLost(truth) > 20, String(countLost(truth)));
  assert.ok(people.every(({ report }) => report.changed > 500 && report.unchanged > 20));
});

test("without retries, exactly the items with an open answer are unknown", async () => {
  const { people, truth, records } = await deactivateByTwo({ ...soak, items: 400, retry: false });
  const run = { audits: [records], truth, people };
  assert.deepEqual(allReportProblems(run, { once: true }), []);
  assert.deepEqual(auditProblems(run), []);
  const said = new Set(records.map(({ outcome }) => outcome));
  for (const outcome of /** @type {const} */ (["changed", "unchanged", "failed", "unknown"])) {
    assert.ok(said.has(outcome), outcome);
  }
});
