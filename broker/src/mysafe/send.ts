import type { Send } from "./forward.js";

/** Deno's client of HTTP, as far as it is used here. */
interface DenoRuntime {
  readonly createHttpClient?: (options: { readonly poolMaxIdlePerHost: number }) => unknown;
}

/** The global `fetch`, told to send a request once. It is looked up at each call, as `mysafe-wasm` does. */
export function sendOnce(): Send {
  const { Deno } = globalThis as { Deno?: DenoRuntime };
  // Deno sends a POST again by itself when a kept connection breaks. So it keeps none.
  const client = Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return (url, init) => fetch(url, client === undefined ? init : ({ ...init, client } as RequestInit));
}
