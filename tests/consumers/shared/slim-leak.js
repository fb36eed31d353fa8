// The calls of every consumer, with WebAssembly that the app provides.

import { init, isMySafeError, MySafe, MySafeError } from "mysafe-wasm/slim";
import { calls } from "./calls.js";

export async function slimLeak(source, baseUrl) {
  await init(source);
  const mysafe = new MySafe({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  try {
    return await calls(mysafe, { isMySafeError, MySafeError });
  } finally {
    mysafe.close();
  }
}
