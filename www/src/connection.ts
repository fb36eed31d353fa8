import { signal } from "@preact/signals";
import { MySafe } from "mysafe-wasm";

/** Where MySafe answers: at first, where this page came from. */
export const address = signal(location.origin);
/** The access key. In memory only, and nowhere else. */
export const clientId = signal("");
export const clientSecret = signal("");

let current: MySafe | undefined;

/** The client for the entries as they are now. Until one is edited it stays the same, so its calls share one token. */
export function client(): MySafe {
  current ??= new MySafe({
    baseUrl: address.value.trim(),
    clientId: clientId.value,
    clientSecret: clientSecret.value,
  });
  return current;
}

// An edited entry ends the client made from the old ones, and with it their token.
for (const entry of [address, clientId, clientSecret]) {
  entry.subscribe(() => {
    current?.close();
    current = undefined;
  });
}

// The browser may keep a page that it leaves, to show it again on "back". The access key does not stay in it.
addEventListener("pagehide", () => {
  clientId.value = "";
  clientSecret.value = "";
});
