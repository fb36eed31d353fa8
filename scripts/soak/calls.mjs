// @ts-check
// Many calls in one process, and the memory that they leave behind.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Every so many calls one is answered this way. */
const answers = {
  /** @param {number} call */
  of: (call) => {
    if (call % 10 === 3) return json(503, { message: "unavailable", request_id: "r" });
    if (call % 10 === 5) return json(404, { exception: { code: 1005, message: "1005: no such API secret" } });
    if (call % 10 === 7) throw new TypeError("fetch failed");
    return json(200, {
      code: 200,
      response: { status: 200, error: false, message: "API secret successfully deactivated" },
    });
  },
};

/**
 * @param {number} status
 * @param {unknown} body
 */
const json = (status, body) => Response.json(body, { status });

/**
 * Makes `calls` calls, twenty at a time: most succeed, some fail, are made again, are aborted, or are in a batch. Gives the memory
 * after the first thousand and at the end.
 * @param {number} calls
 */
export async function callsInOneProcess(calls) {
  const memory = watchInstances();
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
      return answers.of(requests);
    },
  });

  const measure = async () => {
    // Timers and finalisers of what the last calls left have their turn first.
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((done) => setTimeout(done, 20));
      collect();
    }
    return { wasm: memory(), heap: process.memoryUsage().heapUsed };
  };

  let made = 0;
  /** @param {number} until */
  const makeCalls = async (until) => {
    while (made < until) {
      const first = made;
      const many = Array.from({ length: 10 }, (_, index) => first + index);
      const controller = new AbortController();
      const calls = [
        client.deactivateMany(many, { concurrency: 4, signal: controller.signal }),
        ...many.map((identifier, index) => {
          const options = index === 0 ? { signal: AbortSignal.abort() } : { signal: controller.signal };
          return client.activate(identifier, options);
        }),
      ];
      await Promise.allSettled(calls);
      made += 20;
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

/** The size of the one WebAssembly memory that is made from now on, which the package keeps to itself. */
function watchInstances() {
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
    if (memories.length === 0) throw new Error("No WebAssembly memory was seen; the package was loaded before.");
    return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  };
}

/** What `--expose-gc` exposes, without it. @returns {() => void} */
function collector() {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}
