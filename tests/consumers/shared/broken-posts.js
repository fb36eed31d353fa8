// What a client makes of POSTs whose connection breaks, without a byte of an answer, after the server has done the work.
// kit/breaking.mjs breaks the connection of each item whose name begins with "breaks".

import { MySafe } from "mysafe-wasm";

export async function brokenPosts(baseUrl) {
  const options = { baseUrl, clientId: "demo", clientSecret: "demo-secret" };
  const mysafe = new MySafe({ ...options, retry: false });
  const patient = new MySafe({ ...options, retry: { minDelay: 1, maxDelay: 1 } });

  /** Platforms send again only what broke on a connection that had been used, so one is there before each call. */
  async function tried(call) {
    await mysafe.list();
    await new Promise((done) => setTimeout(done)); // Node has it back after a turn of its event loop
    try {
      return { fulfilled: await call() };
    } catch ({ code, apiCode, attempts, message }) {
      return { rejected: { code, apiCode, attempts, message } };
    }
  }

  const created = { url: "https://api.example", clientId: "any" };
  try {
    return {
      breaks: await tried(() => mysafe.deactivate("breaks")),
      breaksAlways: await tried(() => mysafe.deactivate("breaks-always")),
      breaksVerified: await tried(() => mysafe.deactivate("breaks-verified", { verify: true })),
      off: await tried(() => mysafe.deactivate("off")),
      offVerified: await tried(() => mysafe.deactivate("off-verified", { verify: true })),
      created: await tried(() => mysafe.create({ ...created, name: "breaks-created" })),
      createdOnce: await tried(() => mysafe.create({ ...created, name: "breaks-once", identifierCode: "once" })),
      batch: await tried(() => mysafe.deactivateMany(["on-1", "breaks-1", "on-2"], { concurrency: 1 })),
      retried: await tried(() => patient.deactivateMany(["on-3", "breaks-2", "on-4"], { concurrency: 1 })),
    };
  } finally {
    mysafe.close();
    patient.close();
  }
}
