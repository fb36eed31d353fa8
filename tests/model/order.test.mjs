// Calls of one client race on one item: no try of an older call is sent after a try of a younger call.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findDisorder, findUndone, race } from "../../scripts/model/order.mjs";
import { startServer } from "../../scripts/model/start-server.mjs";

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;

before(async () => {
  server = await startServer();
});

after(() => server.close());

test("an older call's retry never undoes a younger call", async () => {
  let retried = 0;
  const violations = [];
  const raceOnce = async (seed) => {
    const { results, sentRequests } = await race(server.url, seed);
    const log = await server.end(seed);
    retried += results.filter(({ attempts }) => attempts > 1).length;
    for (const text of [findDisorder(results, sentRequests), findUndone(results, log)])
      if (text) violations.push(`seed ${seed}: ${text}`);
  };
  for (let seed = 1; seed <= 1000; seed += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => raceOnce(seed + index)));
  }
  assert.deepEqual(violations.slice(0, 10), [], `${violations.length} of 1000`);
  assert.ok(retried > 100, `only ${retried} calls were retried`);
});
