// A client that its block closes.

import { MySafe } from "mysafe-wasm";

export async function once(): Promise<boolean> {
  using mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: "token" });
  return mysafe.isActive("43");
}
