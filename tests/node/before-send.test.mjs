// `beforeSend`: awaited before an item's first try; what it throws ends the batch.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inProcess } from "./in-process.mjs";
import { rejects } from "./rejects.mjs";

const states = ({ outcomes }) => outcomes.map(({ identifier, state }) => `${identifier} ${state}`);

test("beforeSend is awaited before each item's first try, once for each item", async () => {
  const retry = { minDelay: 1, maxDelay: 1 };
  const { sandbox, client } = inProcess({}, { retry });
  sandbox.next({ operation: "deactivate", identifier: "44", fault: "reset" });
  const announced = [];
  const sentAtThatTime = [];
  const report = await client.deactivateMany(["43", 44, "043", { identifier: 45n }], {
    concurrency: 2,
    verify: true,
    async beforeSend(identifier) {
      await sleep(5);
      sentAtThatTime.push(sandbox.requests.filter((request) => request.identifier === identifier).length);
      announced.push(identifier);
    },
  });
  assert.deepEqual(states(report), ["43 changed", "44 changed", "043 changed", "45 changed"]);
  assert.deepEqual(announced, ["43", "44", "45"]);
  assert.deepEqual(sentAtThatTime, [0, 0, 0]);
});

test("what beforeSend throws, or its promise rejects with, ends the batch", async () => {
  for (const fail of [
    () => {
      throw new Error("ENOSPC: no space left on device");
    },
    () => Promise.reject(new Error("ENOSPC: no space left on device")),
  ]) {
    const { sandbox, client } = inProcess();
    let calls = 0;
    const report = await client.deactivateMany(["43", "44", "45"], {
      concurrency: 1,
      beforeSend: () => (++calls < 2 ? undefined : fail()),
    });
    assert.deepEqual(states(report), ["43 changed", "44 skipped", "45 skipped"]);
    assert.deepEqual([report.error.code, report.aborted, calls], ["INVALID_ARGUMENT", false, 2]);
    assert.match(report.error.message, /beforeSend failed \(Error: ENOSPC: no space left on device\)/);
    assert.equal(sandbox.secrets.list().filter(({ active }) => !active).length, 1);
  }
});

test("an abort ends the wait for beforeSend, and nothing is sent", async () => {
  const { sandbox, client } = inProcess();
  const report = await client.deactivateMany(["43", "44"], {
    signal: AbortSignal.timeout(20),
    beforeSend: () => new Promise(() => {}),
  });
  assert.deepEqual([report.aborted, ...states(report)], [true, "43 skipped", "44 skipped"]);
  assert.equal(sandbox.requests.length, 0);
});

test("beforeSend must be a function", async () => {
  const { sandbox, client } = inProcess();
  await rejects(
    client.deactivateMany(["43"], { beforeSend: "x" }),
    "INVALID_ARGUMENT",
    /beforeSend must be a function/,
  );
  assert.equal(sandbox.requests.length, 0);
});
