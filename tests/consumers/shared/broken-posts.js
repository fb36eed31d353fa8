// Calls whose POST breaks its connection after the server made the change and before it sent a byte of the answer.
// kit/breaking.mjs breaks the connection of each item whose name begins with "breaks".

import { MySafe } from "mysafe-wasm";

export async function brokenPosts(baseUrl) {
  const options = { baseUrl, clientId: "demo", clientSecret: "demo-secret" };
  const mysafe = new MySafe({ ...options, retry: false });
  const retrying = new MySafe({ ...options, retry: { minDelay: 1, maxDelay: 1 } });

  /** A platform repeats a request only on a connection that had been used before, so each call follows a `list`. */
  async function resultOf(call) {
    await mysafe.list();
    await new Promise((done) => setTimeout(done)); // Node reuses the connection after a turn of its event loop
    try {
      return { fulfilled: await call() };
    } catch ({ code, apiCode, attempts, message }) {
      return { rejected: { code, apiCode, attempts, message } };
    }
  }

  const created = { url: "https://api.example", clientId: "any" };
  try {
    return {
      breaks: await resultOf(() => mysafe.deactivate("breaks")),
      breaksAlways: await resultOf(() => mysafe.deactivate("breaks-always")),
      breaksVerified: await resultOf(() => mysafe.deactivate("breaks-verified", { verify: true })),
      off: await resultOf(() => mysafe.deactivate("off")),
      offVerified: await resultOf(() => mysafe.deactivate("off-verified", { verify: true })),
      created: await resultOf(() => mysafe.create({ ...created, name: "breaks-created" })),
      createdOnce: await resultOf(() => mysafe.create({ ...created, name: "breaks-once", identifierCode: "once" })),
      batch: await resultOf(() => mysafe.deactivateMany(["on-1", "breaks-1", "on-2"], { concurrency: 1 })),
      retried: await resultOf(() => retrying.deactivateMany(["on-3", "breaks-2", "on-4"], { concurrency: 1 })),
    };
  } finally {
    mysafe.close();
    retrying.close();
  }
}
