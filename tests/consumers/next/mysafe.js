import { MySafe } from "mysafe-wasm";

export const mysafe = new MySafe({
  baseUrl: process.env.MYSAFE_URL,
  clientId: "demo",
  clientSecret: "demo-secret",
});
