import { signal } from "@preact/signals";

/** How a visitor proves who they are. */
export type Proof = "key" | "token";

/** What is typed into the form. In memory only, and the secret parts only until they are handed to the client. */
export const address = signal(location.origin);
export const proof = signal<Proof>("key");
export const clientId = signal("");
export const clientSecret = signal("");
export const accessToken = signal("");
export const tenant = signal("");

/** Forgets what would let somebody else in. */
export function wipe(): void {
  clientId.value = "";
  clientSecret.value = "";
  accessToken.value = "";
}
