// The calls of every consumer, with a client that loads its own WebAssembly.

import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { calls } from "./calls.js";

export async function leak(baseUrl) {
  const mysafe = new MySafe({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  try {
    return await leakWith(mysafe);
  } finally {
    mysafe.close();
  }
}

/** The same with an existing client. */
export const leakWith = (mysafe) => calls(mysafe, { isMySafeError, MySafeError });
