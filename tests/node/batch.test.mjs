// Batches: the report, progress, aborts, errors that end a batch.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { countingSource, inProcess, range, sent, states } from "./batches.mjs";
import { rejects } from "./rejects.mjs";

test("outcomes are in the order of the items, in whatever order the answers arrive", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ identifier: 43, fault: "delay", delay: 60 });
  sandbox.next({ identifier: 45, fault: "delay", delay: 30 });
  const updates = [];
  const report = await client.deactivateMany(range(5), {
    onProgress: ({ done, total, outcome }) => updates.push([done, total, outcome.identifier]),
  });
  assert.deepEqual(
    report.outcomes.map(({ identifier }) => identifier),
    range(5),
  );
  assert.deepEqual(
    updates.map(([done, total]) => [done, total]),
    [1, 2, 3, 4, 5].map((done) => [done, 5]),
  );
  assert.deepEqual(
    updates.slice(-2).map(([, , identifier]) => identifier),
    ["45", "43"],
  );
});

test("rejects options out of range, before an item is pulled", async () => {
  const { sandbox, client } = inProcess();
  const { calls, items } = countingSource(3);
  for (const [options, message] of [
    [43, /options must be an object/],
    [{ concurrency: 0 }, /concurrency must be a whole number from 1 to 1000/],
    [{ concurrency: 1001 }, /concurrency/],
    [{ concurrency: 1.5 }, /concurrency/],
    [{ concurrency: Number.NaN }, /concurrency/],
    [{ concurrency: Number.POSITIVE_INFINITY }, /concurrency/],
    [{ concurrency: "8" }, /concurrency must be a number/],
    [{ onProgress: "log" }, /onProgress must be a function/],
    [{ signal: {} }, /signal must be an AbortSignal/],
    [{ timeout: 0 }, /timeout must be/],
    [{ deadline: -1 }, /deadline must be/],
  ]) {
    await rejects(client.deactivateMany(items, options), "INVALID_ARGUMENT", message);
  }
  assert.deepEqual([calls.pulled, sandbox.requests.length], [0, 0]);
  for (const concurrency of [1, 1000, null, undefined]) {
    const report = await client.deactivateMany(["43"], { concurrency, onProgress: null, signal: null });
    assert.equal(report.total, 1);
  }
});

test("onProgress gets the total where it is known", async () => {
  for (const [items, total] of [
    [range(2), 2],
    [new Set(range(2)), 2],
    [countingSource(2).items, undefined],
    [countingSource(2).asyncItems, undefined],
  ]) {
    const { client } = inProcess();
    const totals = [];
    await client.deactivateMany(items, { onProgress: (progress) => totals.push(progress.total) });
    assert.deepEqual(totals, [total, total]);
  }
});

test("an onProgress that throws, or deletes from its argument, changes nothing", async () => {
  const { sandbox, client } = inProcess();
  let updates = 0;
  const report = await client.deactivateMany(range(6), {
    onProgress(progress) {
      updates += 1;
      for (const key of Object.keys(progress.outcome)) delete progress.outcome[key];
      throw new Error("from onProgress");
    },
  });
  assert.deepEqual([updates, report.changed, sandbox.changes.length], [6, 6, 6]);
  assert.deepEqual(
    states(report),
    range(6).map((identifier) => `${identifier} changed`),
  );
});

test("an onProgress that rejects causes no unhandled rejection", async () => {
  // node:test fails a test with an unhandled rejection.
  const { client } = inProcess();
  const onProgress = async () => {
    throw new Error("from an async onProgress");
  };
  const report = await client.deactivateMany(range(3), { onProgress });
  await sleep(20);
  assert.equal(report.changed, 3);
});

test("onProgress may call the client", async () => {
  const { sandbox, client } = inProcess();
  const others = [];
  await client.deactivateMany(["43"], { onProgress: () => others.push(client.deactivate("44")) });
  assert.equal((await others[0]).changed, true);
  assert.equal(sandbox.changes.length, 2);
});

test("a batch that is aborted before it begins sends nothing and returns a report", async () => {
  for (const [items, outcomes] of [
    [range(3), 3],
    [new Set(range(3)), 3],
    [countingSource(3).items, 0],
    [countingSource(3).asyncItems, 0],
  ]) {
    const { sandbox, client } = inProcess();
    const report = await client.deactivateMany(items, { signal: AbortSignal.abort(new Error("mine")) });
    assert.deepEqual([report.aborted, report.outcomes.length, report.skipped], [true, outcomes, outcomes]);
    assert.equal(report.error, undefined);
    assert.deepEqual(sent(sandbox), []);
  }
});

test("after an abort, answered items keep their outcome, sent ones are unknown, the rest is skipped", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ identifier: 45, fault: "stall" });
  sandbox.next({ identifier: 46, fault: "stall" });
  const controller = new AbortController();
  const done = [];
  const run = client.deactivateMany(range(8), {
    concurrency: 2,
    signal: controller.signal,
    onProgress: ({ done: count, outcome }) => done.push([count, outcome.state]),
  });
  while (sandbox.requests.filter(({ fault }) => fault === "stall").length < 2) await sleep(1);
  controller.abort("enough");
  const report = await run;
  assert.deepEqual(states(report), [
    "43 changed",
    "44 changed",
    "45 unknown",
    "46 unknown",
    ...range(4, 47).map((identifier) => `${identifier} skipped`),
  ]);
  assert.deepEqual([report.aborted, report.changed, report.unknown, report.skipped], [true, 2, 2, 4]);
  assert.equal(report.outcomes[2].error.attempts, 1);
  assert.deepEqual(
    done.map(([count]) => count),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(sent(sandbox), ["43", "44", "45", "46"]);
});

test("refused credentials end the batch instead of failing every item", async () => {
  const { sandbox, client } = inProcess({}, { clientSecret: "c4nary-wr0ng" });
  const report = await client.deactivateMany(range(50), { concurrency: 4 });
  assert.equal(report.error?.code, "UNAUTHORIZED");
  assert.ok(report.error instanceof MySafeError);
  assert.deepEqual(sent(sandbox), []);
  assert.ok(sandbox.tokenRequests <= 4, `${sandbox.tokenRequests} token requests`);
  assert.equal(report.total, 50);
  assert.equal(report.failed + report.skipped, 50);
  assert.ok(report.failed <= 4, `${report.failed} failed`);
});

test("refused credentials end a batch of an endless source", async () => {
  const { client } = inProcess({}, { clientSecret: "c4nary-wr0ng" });
  const { calls, items } = countingSource();
  const report = await client.deactivateMany(items);
  assert.equal(report.error?.code, "UNAUTHORIZED");
  assert.equal(calls.returned, 1);
  assert.ok(report.total <= 8);
});

test("tokens that are revoked repeatedly do not end a batch whose credentials were accepted", async () => {
  const { sandbox, client } = inProcess({}, { retry: { minDelay: 1, maxDelay: 2 } });
  sandbox.next({ identifier: 45, fault: "revoked", times: 3 });
  const report = await client.deactivateMany(range(20), { concurrency: 1 });
  assert.equal(report.error, undefined);
  assert.deepEqual([report.changed, report.skipped], [20, 0]);
});

test("closing the client ends the batch with its report; a closed client rejects a batch", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ identifier: 45, fault: "stall" });
  const run = client.deactivateMany(range(5), { concurrency: 1 });
  while (!sandbox.requests.some(({ fault }) => fault === "stall")) await sleep(1);
  client.close();
  const report = await run;
  assert.deepEqual(states(report), ["43 changed", "44 changed", "45 unknown", "46 skipped", "47 skipped"]);
  assert.deepEqual([report.error?.code, report.aborted], ["CLOSED", false]);
  await rejects(client.deactivateMany(range(2)), "CLOSED", /^deactivateMany: this client was closed/);
});

test("errors in a report are MySafeErrors, and a report survives JSON", async () => {
  const { sandbox, client } = inProcess({}, { retry: false });
  sandbox.next({ identifier: 44, fault: "lost" });
  const progressOutcomes = [];
  const onProgress = ({ outcome }) => progressOutcomes.push(outcome);
  const report = await client.deactivateMany(["43", "44", "nobody", ""], { concurrency: 1, onProgress });
  assert.deepEqual(states(report), ["43 changed", "44 unknown", "nobody failed", " failed"]);
  for (const outcomes of [report.outcomes, progressOutcomes]) {
    for (const { error } of outcomes.filter(({ state }) => state !== "changed")) {
      assert.ok(error instanceof MySafeError && isMySafeError(error) && typeof error.stack === "string");
    }
  }
  const read = JSON.parse(JSON.stringify(report));
  assert.deepEqual(read.outcomes[0], report.outcomes[0]);
  assert.equal(read.outcomes[1].error.code, "NETWORK");
  assert.equal(read.outcomes[2].error.apiCode, 1005);
  assert.equal(read.outcomes[2].error.message, report.outcomes[2].error.message);

  // The report that was read back says which items to send again, and which changes to undo.
  const remaining = read.outcomes.filter(({ state }) => ["failed", "unknown", "skipped"].includes(state));
  const second = await client.deactivateMany(remaining);
  assert.deepEqual(states(second), ["44 unchanged", "nobody failed", " failed"]);
  const changedByUs = read.outcomes.filter(({ state, change }) => state === "changed" && change.certain);
  const undone = await client.activateMany(changedByUs);
  assert.deepEqual(states(undone), ["43 changed"]);
  assert.equal(sandbox.secrets.get(44).active, false);
});

test("invalid options of the client reject the batch", async () => {
  const client = new MySafe({ baseUrl: "nonsense" });
  await rejects(client.deactivateMany(range(2)), "INVALID_ARGUMENT", /^deactivateMany: baseUrl/);
});
