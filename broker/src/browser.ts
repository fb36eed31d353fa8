import type { AccessTokenProvider } from "mysafe-wasm";

/**
 * An `accessToken` for `MySafe` that gets a token of the broker's, as the person who is signed in.
 *
 * Nobody signed in (401), or nobody who may (403), ends the call at once: its error has the `code` `UNAUTHORIZED`. Other
 * failures are tried again by the client.
 *
 * @param url of the broker's `token`. Default `/token`
 * @returns the function for the option `accessToken`
 * @example
 * ```ts
 * import { brokerToken } from "mysafe-broker/browser";
 * import { MySafe } from "mysafe-wasm";
 *
 * const mysafe = new MySafe({ baseUrl: "/", accessToken: brokerToken("/token") });
 * ```
 */
export function brokerToken(url: string | URL = "/token"): AccessTokenProvider {
  return async ({ signal }) => {
    const response = await fetch(url, {
      method: "POST",
      // Also from the page of a listed origin, and from a browser extension.
      credentials: "include",
      cache: "no-store",
      redirect: "error",
      headers: { accept: "application/json" },
      signal,
    });
    if (!response.ok) {
      const isFinal = response.status === 401 || response.status === 403;
      const words = isFinal ? "nobody is signed in, or not somebody who may" : `HTTP ${response.status}`;
      throw Object.assign(new Error(`The broker gave no token: ${words}.`), { retryable: !isFinal });
    }
    const { access_token: token } = (await response.json()) as { access_token?: unknown };
    if (typeof token !== "string") throw new Error("What answers at the address of the token is no broker.");
    return token;
  };
}
