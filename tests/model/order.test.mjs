// Calls of one client race for one item: an older call's tries never come after a younger call's.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { disorder, race, undone } from "../../scripts/model/order.mjs";
import { serveModel } from "../../scripts/model/serving.mjs";

/** @type {Awaited<ReturnType<typeof serveModel>>} */
let server;

before(async () => {
  server = await serveModel();
});

after(() => server.close());

test("a younger call is never undone by an older one's retry", async () => {
  let retried = 0;
  const wrong = [];
  const one = async (seed) => {
    const { called, sends } = await race(server.url, seed);
    const log = await server.end(seed);
    retried += called.filter(({ attempts }) => attempts > 1).length;
    for (const text of [disorder(called, sends), undone(called, log)]) if (text) wrong.push(`seed ${seed}: ${text}`);
  };
  for (let seed = 1; seed <= 1000; seed += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => one(seed + index)));
  }
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of 1000`);
  assert.ok(retried > 100, `only ${retried} calls were tried again`);
});
