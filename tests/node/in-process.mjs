// A client and its sandbox in one process.

import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";

export const clients = [{ clientId: "id", clientSecret: "c4nary-s3cr3t" }];
export const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
export const baseUrl = "https://vault.example";

/** A client and a sandbox of its own, connected without a socket; the client makes each try once. */
export function inProcess(sandboxOptions = {}, options = {}) {
  const sandbox = createSandbox({ clients, ...sandboxOptions });
  return { sandbox, client: new MySafe({ baseUrl, ...credentials, fetch: sandbox.fetch, retry: false, ...options }) };
}
