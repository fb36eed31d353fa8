// The pace of a batch: a rate limit, or an outage, slows down all its items together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { baseUrl, clients, credentials, inProcess, shortDelays, timed } from "./observed-client.mjs";

test("a rate limit pauses the whole batch, which then goes on", async () => {
  const { sandbox, events, client } = inProcess({ retry: shortDelays });
  sandbox.next({ identifier: 45, fault: "rate-limit", retryAfter: 1 });
  const items = Array.from({ length: 30 }, (_, index) => 43 + index);
  const { result, duration } = await timed(client.deactivateMany(items, { concurrency: 4 }));
  assert.equal(result.changed, 30);
  assert.ok(duration >= 990, `${duration} ms`);
  const limited = events.findIndex(({ status }) => status === 429);
  const resumed = events.findIndex(({ type }, index) => index > limited && type === "request");
  assert.ok(events[resumed].time - events[limited].time >= 990);
});

test("an item's deadline does not cover the wait for its turn in a batch", async () => {
  const { sandbox, client } = inProcess({ retry: shortDelays });
  sandbox.next({ identifier: 43, fault: "rate-limit", retryAfter: 1 });
  // The others wait a second for their turn, longer than their deadline.
  const items = Array.from({ length: 10 }, (_, index) => 43 + index);
  const report = await client.deactivateMany(items, { concurrency: 2, deadline: 500 });
  for (const { identifier, state, error } of report.outcomes.slice(1)) {
    // On a slow machine a request may exceed the deadline, but then it was sent.
    assert.ok(state === "changed" || error.attempts > 0, `${identifier}: ${error?.message}`);
  }
});

test("a batch sends one request at a time to a server that is down", async () => {
  let down = true;
  let inFlight = 0;
  const concurrency = [];
  const sandbox = createSandbox({ clients });
  const client = new MySafe({
    baseUrl,
    ...credentials,
    retry: { attempts: 20, minDelay: 1, maxDelay: 4 },
    async fetch(url, init) {
      if (url.includes("oauth2")) return sandbox.fetch(url, init);
      inFlight += 1;
      concurrency.push(inFlight);
      await sleep(2);
      inFlight -= 1;
      if (down) throw new TypeError("fetch failed");
      return sandbox.fetch(url, init);
    },
  });
  const items = Array.from({ length: 40 }, (_, index) => 43 + index);
  const run = client.deactivateMany(items, { concurrency: 10 });
  while (concurrency.length < 18) await sleep(1);
  // By now the first ten requests have failed, and those that were sent along with them.
  const settled = concurrency.length;
  while (concurrency.length < settled + 6) await sleep(1);
  assert.deepEqual(new Set(concurrency.slice(settled)), new Set([1]));
  down = false;
  const report = await run;
  assert.equal(report.changed, 40);
  assert.ok(Math.max(...concurrency.slice(-20)) > 1, "speed recovers");
});
