// A defect inside the WebAssembly, made by breaking what it takes for granted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { failure } from "./rejects.mjs";

test("a trap ends the calls in flight with INTERNAL, and the next call works", async (t) => {
  const sandbox = createSandbox({ secrets: 3 });
  const safe = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch });
  const other = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch });
  await safe.deactivate("43");
  await other.ready();
  for (let round = 0; round < 3; round += 1) {
    sandbox.next({ operation: "activate", fault: "stall" });
    const waiting = failure(other.activate("43"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const broken = t.mock.method(Date, "now", () => {
      throw new RangeError("no time");
    });
    const failed = failure(safe.activate("43"));
    await new Promise((resolve) => setImmediate(resolve));
    broken.mock.restore();
    for (const error of await Promise.all([failed, waiting])) {
      assert.equal(error.code, "INTERNAL");
      assert.match(error.message, /a defect of mysafe-wasm ended this call \(RangeError: no time\)/);
    }
    assert.equal((await safe.deactivate("43")).active, false);
    assert.equal((await other.deactivateMany(["43", "44"])).total, 2);
  }
  safe.close();
  other.close();
});
