// @ts-check
// The credentials by which a batch, or the broker in front of the server, gets its token.

import { Random } from "./random.mjs";

/** @typedef {import("./plan.mjs").Plan} Plan */

/**
 * @param {Pick<Plan, "credentials" | "seed" | "trouble">} plan
 * @param {() => void} onFailure called when the function that returns a token fails
 * @param {import("mysafe-wasm").AccessTokenProvider} [provide] returns the token, in place of a constant
 */
export function credentialsOf({ credentials, seed, trouble }, onFailure, provide) {
  let tokenCount = 0;
  const random = new Random(`provider ${seed}`);
  /** @type {import("mysafe-wasm").AccessTokenProvider} */
  const providing = (context) => {
    tokenCount += 1;
    if (random.happens(trouble.tokens)) {
      onFailure();
      throw new Error("no token today");
    }
    return provide ? provide(context) : `c4nary-given-${tokenCount}`;
  };
  if (credentials === "provider") return { accessToken: providing };
  if (provide) return { accessToken: provide };
  if (credentials === "token") return { accessToken: "c4nary-fixed-token" };
  return { clientId: "model", clientSecret: "c4nary-model-secret" };
}
