import { signal } from "@preact/signals";
import { forwardedVault } from "./route.ts";

/** The kind of credentials: an access key, or a bearer token. */
export type Proof = "key" | "token";

/** The entries of the form. They are kept in memory only, and credentials only until the client has them. */
export const address = signal(forwardedVault ?? location.origin);
export const proof = signal<Proof>("key");
export const clientId = signal("");
export const clientSecret = signal("");
export const accessToken = signal("");
export const tenant = signal("");

/** Empties the entries that are credentials. */
export function wipeCredentials(): void {
  clientId.value = "";
  clientSecret.value = "";
  accessToken.value = "";
}
