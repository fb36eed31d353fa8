// The soak in short, in Node: see scripts/soak/main.mjs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deactivateAll } from "../../scripts/soak/deactivations.mjs";
import { lost, problems, shortcomings } from "../../scripts/soak/verdict.mjs";

const soak = { items: 400, concurrency: 32, seed: 1 };

test("through a bad network, a batch switches all secrets off and knows what it did", async () => {
  const { items, report, truth, seen, late } = await deactivateAll({ ...soak, retry: true });
  assert.deepEqual([...problems(items, report, truth, { once: false, late }), ...shortcomings(report, truth)], []);
  // It was put to the test.
  assert.ok(lost(truth) > 5 && seen.retries > 50, JSON.stringify(seen));
  assert.ok(report.outcomes.some(({ change }) => !change.certain));
});

for (const [name, without] of [
  ["without retries, exactly what nobody can know is unknown", ["revoked"]],
  ["without retries, tokens that are revoked end no batch", []],
]) {
  test(name, async () => {
    const { items, report, truth, late } = await deactivateAll({ ...soak, retry: false, without });
    assert.deepEqual(problems(items, report, truth, { once: true, late }), []);
    assert.equal(report.error, undefined);
    assert.ok(lost(truth) > 5 && report.unknown >= lost(truth));
  });
}

test("20 000 calls leave no memory behind", async () => {
  const script = fileURLToPath(new URL("../../scripts/soak/main.mjs", import.meta.url));
  // In a process of its own, where the heap is its own. What is wrong ends it with an exit code, which rejects here.
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--calls", "20000"]);
  assert.match(stdout, /20000 calls/);
});

test("the verdict finds what is wrong", () => {
  const changed = (identifier, change) => ({
    identifier,
    state: change.changed === false ? "unchanged" : "changed",
    change: { active: false, changed: true, certain: true, ...change },
  });
  const truth = {
    active: ["4", "5", "6", "7"],
    changes: [
      { identifier: "1", changed: true, lost: false },
      { identifier: "2", changed: true, lost: true },
    ],
    requests: [
      { operation: "deactivate", identifier: "1", status: 200 },
      { operation: "deactivate", identifier: "2", status: null },
      { operation: "deactivate", identifier: "3", status: 200 },
      { operation: "deactivate", identifier: "4", status: 503 },
      { operation: "deactivate", identifier: "6", status: 429 },
      { operation: "deactivate", identifier: "7", status: 200, fault: "malformed" },
    ],
    tokenRequests: 1,
  };
  const error = { code: "NETWORK" };
  /** @param {object[]} outcomes */
  const found = (outcomes, once = false, late = []) => {
    const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    for (const { state } of outcomes) counts[state] += 1;
    const identifiers = outcomes.map(({ identifier }) => identifier);
    return problems(identifiers, { total: outcomes.length, outcomes, ...counts }, truth, { once, late }).length;
  };
  assert.equal(found([changed("1", {}), { identifier: "2", state: "unknown", error }], true), 0);
  assert.equal(found([changed("3", { changed: false }), { identifier: "6", state: "failed", error }], true), 0);
  assert.equal(found([{ identifier: "4", state: "unknown", error }], true), 0);
  assert.equal(found([{ identifier: "7", state: "unknown", error }], true), 0);
  assert.equal(found([{ identifier: "5", state: "skipped" }]), 0);
  assert.equal(found([{ identifier: "1", state: "unknown", error }], true, ["1"]), 0);
  assert.ok(found([changed("1", { changed: false })]) > 0, "it was changed after all");
  assert.ok(found([changed("3", {})]) > 0, "it was not changed by this");
  assert.ok(found([changed("4", {})]) > 0, "it is on");
  assert.ok(found([changed("1", { certain: false })]) > 0, "uncertain without a reason");
  assert.ok(found([{ identifier: "1", state: "unknown", error }]) > 0, "known");
  assert.ok(found([{ identifier: "2", state: "failed", error }]) > 0, "a lost answer taken for a failure");
  assert.ok(found([{ identifier: "2", state: "skipped" }]) > 0, "sent");
  assert.ok(found([{ identifier: "4", state: "failed", error }], true) > 0, "a 503 may come after the work");
  assert.ok(found([{ identifier: "7", state: "failed", error }], true) > 0, "a body that cannot be read tells nothing");
  assert.ok(found([{ identifier: "6", state: "unknown", error }], true) > 0, "turned away is known");
});
