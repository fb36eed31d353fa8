// Code of an app that has the platform's types.

import { MySafe } from "mysafe-wasm";
import { init } from "mysafe-wasm/slim";

export const mysafe = new MySafe({
  baseUrl: new URL("https://vault.example"),
  accessToken: async ({ signal }) => (await fetch("/token", { signal })).text(),
  fetch: (url, init) => {
    const { headers, signal } = init;
    return fetch(url, { ...init, headers: new Headers(headers), signal: signal ?? null });
  },
  referrerPolicy: "same-origin",
});

export const plain = new MySafe({ baseUrl: "https://vault.example", accessToken: "token", fetch });

export const wrong = new MySafe({
  baseUrl: "https://vault.example",
  accessToken: "token",
  // @ts-expect-error not a Response
  fetch: async () => "OK",
});

export const aborted = mysafe.activate("43", { signal: AbortSignal.timeout(1000) });
// @ts-expect-error a controller is not a signal
export const controlled = mysafe.activate("43", { signal: new AbortController() });

export const loading: Promise<void>[] = [
  init(fetch("/mysafe.wasm")),
  init(new URL("https://vault.example/mysafe.wasm")),
  init(new Response()),
];
