// One process of the memory rows. Arguments: `mysafe-wasm` or `fetch`; `calls` or `batch`; how many; the server's URL. Sends the
// memory after the first thousand calls, and at the end while the results are still referenced.

import { fetchBatch, identifiers, mysafeBatch } from "../batches.mjs";
import { fetchDeactivate, mysafeClient, requestToken } from "../clients.mjs";

const [client, kind, count, url = ""] = process.argv.slice(2);

/** @type {WebAssembly.Memory[]} */
const memories = [];
// The package does not export its memory.
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(...args);
    memories.push(...Object.values(instance.exports).filter((exported) => exported instanceof WebAssembly.Memory));
    return instance;
  },
});

async function memory() {
  // Lets timers and finalisers of the last calls run first.
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((done) => setTimeout(done, 20));
    globalThis.gc();
  }
  return {
    wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    heap: process.memoryUsage().heapUsed,
  };
}

async function deactivator() {
  if (client === "fetch") return fetchDeactivate(url, await requestToken(url));
  const mysafe = mysafeClient(url);
  return (identifier) => mysafe.deactivate(identifier);
}

const many = async () => (client === "fetch" ? fetchBatch(url, await requestToken(url)) : mysafeBatch(url));

async function calls() {
  const deactivate = await deactivator();
  return async (number) => {
    for (let callCount = 0; callCount < number; callCount += 32) {
      await Promise.all(Array.from({ length: 32 }, (_, index) => deactivate(String(callCount + index))));
    }
  };
}

const work = await (kind === "batch" ? many() : calls());
await work(kind === "batch" ? identifiers(1000) : 1000);
const early = await memory();
const result = await work(kind === "batch" ? identifiers(Number(count)) : Number(count));
const late = await memory();
// Uses `result`, so that it is not collected before.
process.send?.({ early, late, peak: process.resourceUsage().maxRSS * 1024, held: typeof result });
process.disconnect?.();
process.exit();
