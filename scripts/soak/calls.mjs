// @ts-check
// Makes many calls in one process, and measures the memory afterwards.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Answers a request: three of ten fail, each in its own way. @param {number} number of the request */
function answer(number) {
  if (number % 10 === 3) return json(503, { message: "unavailable", request_id: "r" });
  if (number % 10 === 5) return json(404, { exception: { code: 1005, message: "1005: no such API secret" } });
  if (number % 10 === 7) throw new TypeError("fetch failed");
  return json(200, {
    code: 200,
    response: { status: 200, error: false, message: "API secret successfully deactivated" },
  });
}

/**
 * @param {number} status
 * @param {unknown} body
 */
const json = (status, body) => Response.json(body, { status });

/**
 * Makes `calls` calls, twenty at a time, half of them in a batch. Most succeed; some fail, are retried or are aborted. Returns
 * the memory after the first thousand calls and at the end.
 * @param {number} calls
 */
export async function callsInOneProcess(calls) {
  const memorySize = watchMemories();
  const collect = collector();
  const { MySafe } = await import("mysafe-wasm");

  let requests = 0;
  const client = new MySafe({
    baseUrl: "https://vault.example",
    clientId: "soak",
    clientSecret: "soak-secret",
    retry: { attempts: 2, minDelay: 0, maxDelay: 0 },
    onEvent: () => {},
    async fetch(url) {
      if (url.includes("oauth2"))
        return json(200, { access_token: "c4nary-t0ken", token_type: "Bearer", expires_in: 3600 });
      requests += 1;
      return answer(requests);
    },
  });

  const measure = async () => {
    // Lets timers and finalisers of the last calls run first.
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((done) => setTimeout(done, 20));
      collect();
    }
    return { wasm: memorySize(), heap: process.memoryUsage().heapUsed };
  };

  let callCount = 0;
  /** @param {number} until */
  const makeCalls = async (until) => {
    while (callCount < until) {
      const firstIdentifier = callCount;
      const identifiers = Array.from({ length: 10 }, (_, index) => firstIdentifier + index);
      const controller = new AbortController();
      const calls = [
        client.deactivateMany(identifiers, { concurrency: 4, signal: controller.signal }),
        ...identifiers.map((identifier, index) => {
          const options = index === 0 ? { signal: AbortSignal.abort() } : { signal: controller.signal };
          return client.activate(identifier, options);
        }),
      ];
      await Promise.allSettled(calls);
      callCount += 20;
    }
  };
  await makeCalls(Math.min(1000, calls));
  const early = await measure();
  const began = performance.now();
  await makeCalls(calls);
  const seconds = (performance.now() - began) / 1000;
  const late = await measure();
  client.close();
  return { seconds, early, late, requests };
}

/** Watches for new WebAssembly memories, since the package exports none. Returns a function that gives their size in bytes. */
function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, args, newTarget) {
      const instance = Reflect.construct(target, args, newTarget);
      for (const exported of Object.values(instance.exports)) {
        if (exported instanceof WebAssembly.Memory) memories.push(exported);
      }
      return instance;
    },
  });
  return () => {
    if (memories.length === 0)
      throw new Error("No WebAssembly memory was created: the package had been loaded before.");
    return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  };
}

/** The garbage collector, without the flag `--expose-gc` on the command line. @returns {() => void} */
function collector() {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}
