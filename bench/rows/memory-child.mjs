// One process of the memory rows: `ours` or `fetch`, `calls` or `batch`. Tells the memory after the first thousand, and
// at the end with the results in hand.

import { bearer, ours, plain } from "../clients.mjs";
import { identifiers, oursMany, plainMany } from "../many.mjs";

const [who, how, count, url = ""] = process.argv.slice(2);

/** @type {WebAssembly.Memory[]} */
const memories = [];
// The package keeps its memory to itself.
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(...args);
    memories.push(...Object.values(instance.exports).filter((exported) => exported instanceof WebAssembly.Memory));
    return instance;
  },
});

async function memory() {
  // Timers and finalisers of what was done last have their turn first.
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
  if (who === "fetch") return plain(url, await bearer(url));
  const mysafe = ours(url);
  return (identifier) => mysafe.deactivate(identifier);
}

const many = async () => (who === "fetch" ? plainMany(url, await bearer(url)) : oursMany(url));

async function calls() {
  const deactivate = await deactivator();
  return async (number) => {
    for (let made = 0; made < number; made += 32) {
      await Promise.all(Array.from({ length: 32 }, (_, index) => deactivate(String(made + index))));
    }
  };
}

const work = await (how === "batch" ? many() : calls());
await work(how === "batch" ? identifiers(1000) : 1000);
const early = await memory();
const result = await work(how === "batch" ? identifiers(Number(count)) : Number(count));
const late = await memory();
// The result is held until here.
process.send?.({ early, late, peak: process.resourceUsage().maxRSS * 1024, held: typeof result });
process.disconnect?.();
process.exit();
