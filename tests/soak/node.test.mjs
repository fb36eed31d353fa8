// The soak test in short, in Node.js. scripts/soak/main.mjs is the long one.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deactivateAll } from "../../scripts/soak/deactivations.mjs";
import { countLost, problems, shortcomings } from "../../scripts/soak/verdict.mjs";

const soak = { items: 400, concurrency: 32, seed: 1 };

test("with retries, a batch through a bad network deactivates every secret and reports the truth", async () => {
  const { items, report, truth, counts, timedOut } = await deactivateAll({ ...soak, retry: true });
  assert.deepEqual([...problems(items, report, truth, { once: false, timedOut }), ...shortcomings(report, truth)], []);
  // The network did lose answers.
  assert.ok(countLost(truth) > 5 && counts.retries > 50, JSON.stringify(counts));
  assert.ok(report.outcomes.some(({ change }) => !change.certain));
});

for (const [name, without] of [
  ["without retries, exactly the items with an open answer are unknown", ["revoked"]],
  ["without retries, a revoked token does not end the batch", []],
]) {
  test(name, async () => {
    const { items, report, truth, timedOut } = await deactivateAll({ ...soak, retry: false, without });
    assert.deepEqual(problems(items, report, truth, { once: true, timedOut }), []);
    assert.equal(report.error, undefined);
    assert.ok(countLost(truth) > 5 && report.unknown >= countLost(truth));
  });
}

test("20 000 calls do not grow the memory", async () => {
  const script = fileURLToPath(new URL("../../scripts/soak/main.mjs", import.meta.url));
  // A process of its own has a heap of its own. A failure gives it an exit code other than 0, which rejects here.
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--calls", "20000"]);
  assert.match(stdout, /20000 calls/);
});

test("the verdict finds each kind of false outcome", () => {
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
  const found = (outcomes, once = false, timedOut = []) => {
    const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    for (const { state } of outcomes) counts[state] += 1;
    const identifiers = outcomes.map(({ identifier }) => identifier);
    return problems(identifiers, { total: outcomes.length, outcomes, ...counts }, truth, { once, timedOut }).length;
  };
  assert.equal(found([changed("1", {}), { identifier: "2", state: "unknown", error }], true), 0);
  assert.equal(found([changed("3", { changed: false }), { identifier: "6", state: "failed", error }], true), 0);
  assert.equal(found([{ identifier: "4", state: "unknown", error }], true), 0);
  assert.equal(found([{ identifier: "7", state: "unknown", error }], true), 0);
  assert.equal(found([{ identifier: "5", state: "skipped" }]), 0);
  assert.equal(found([{ identifier: "1", state: "unknown", error }], true, ["1"]), 0);
  assert.ok(found([changed("1", { changed: false })]) > 0, "changed, reported as unchanged");
  assert.ok(found([changed("3", {})]) > 0, "not changed by the batch, reported as changed");
  assert.ok(found([changed("4", {})]) > 0, "still on, reported as off");
  assert.ok(found([changed("1", { certain: false })]) > 0, "uncertain without a reason");
  assert.ok(found([{ identifier: "1", state: "unknown", error }]) > 0, "settled, reported as unknown");
  assert.ok(found([{ identifier: "2", state: "failed", error }]) > 0, "a lost answer, reported as failed");
  assert.ok(found([{ identifier: "2", state: "skipped" }]) > 0, "sent, reported as skipped");
  assert.ok(
    found([{ identifier: "4", state: "failed", error }], true) > 0,
    "a 503, which may come after the work, reported as failed",
  );
  assert.ok(
    found([{ identifier: "7", state: "failed", error }], true) > 0,
    "an unreadable body, which settles nothing, reported as failed",
  );
  assert.ok(
    found([{ identifier: "6", state: "unknown", error }], true) > 0,
    "a refusal, which settles it, reported as unknown",
  );
});
