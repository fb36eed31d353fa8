// The cost of a journal: a batch of 10 000 items against a fetch in this process, with and without.
//
//   node cli/test/kills/cost.mjs [folder of the journals]

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MySafe } from "mysafe-wasm";
import { createJournal } from "../../dist/journal/write.js";
import { runBatch } from "../../dist/run/runner.js";
import { batchOf, hasBeforeSend } from "./batch.mjs";
import { planOf } from "./fakes.mjs";

const items = Array.from({ length: 10_000 }, (_, number) => `${number + 43}`);
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), "mysafe-cost-"));
const rounds = 5;

const done = {
  response: { status: 200, message: "Api secret successfully deactivated", error: false, error_code: 0 },
};

/** A MySafe that answers after so many milliseconds. */
function fetchAfter(latency) {
  return async (url) => {
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const body = url.includes("token") ? { access_token: "t", token_type: "Bearer", expires_in: 3600 } : done;
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  };
}

let syncs = 0;
const probe = await open(join(folder, "probe"), "w");
const prototype = Object.getPrototypeOf(probe);
const { datasync } = prototype;
prototype.datasync = function () {
  syncs += 1;
  return datasync.call(this);
};
const began = performance.now();
for (let number = 0; number < 100; number += 1) {
  await probe.write("x".repeat(500));
  await probe.datasync();
}
console.log(`one write with its sync: ${((performance.now() - began) / 100).toFixed(2)} ms`);
console.log(`announced by ${hasBeforeSend ? "beforeSend" : "a generator"}`);
await probe.close();

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

for (const [concurrency, latency] of [
  [8, 0],
  [32, 0],
  [8, 20],
  [32, 20],
]) {
  const times = { without: [], with: [] };
  let size = 0;
  for (let round = 0; round < (latency > 0 ? 1 : rounds); round += 1) {
    for (const journalled of [false, true]) {
      const mysafe = new MySafe({
        baseUrl: "https://vault.example",
        clientId: "c",
        clientSecret: "s",
        fetch: fetchAfter(latency),
      });
      await mysafe.ready();
      const path = join(folder, `${concurrency}-${latency}-${round}.jsonl`);
      syncs = 0;
      const start = performance.now();
      if (journalled) {
        const journal = await createJournal(path, planOf(items));
        const report = await runBatch({ journal, batch: batchOf(mysafe, "deactivate"), concurrency });
        await journal.close();
        if (report.changed !== items.length) throw new Error(JSON.stringify(report.outcomes[0]));
        size = statSync(path).size;
      } else {
        await mysafe.deactivateMany(items, { concurrency, onProgress: () => {} });
      }
      times[journalled ? "with" : "without"].push(performance.now() - start);
      mysafe.close();
    }
  }
  const [bare, full] = [median(times.without), median(times.with)];
  console.log(
    `${concurrency} at a time, answers after ${latency} ms: ${bare.toFixed(0)} ms without, ${full.toFixed(0)} ms with ` +
      `(${(((full - bare) * 1000) / items.length).toFixed(0)} µs an item, ${syncs} syncs, ${(size / 1e6).toFixed(1)} MB)`,
  );
}
rmSync(folder, { recursive: true });
