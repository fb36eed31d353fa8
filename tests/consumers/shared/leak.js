// What every consumer does, with a client that brings its WebAssembly along.

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

/** The same with a client that is there already. */
export const leakWith = (mysafe) => calls(mysafe, { isMySafeError, MySafeError });
