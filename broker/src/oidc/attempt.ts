import { randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import type { Cookies, Purpose } from "./cookies.js";
import type { Seal } from "./sealed.js";

/** A sign-in under way: what the answer of the provider has to agree with. */
export interface Attempt {
  /** Ties the answer to the browser that asked (RFC 6749 section 10.12). */
  readonly state: string;
  /** Ties the ID token to this attempt (OpenID Connect Core 1.0, section 15.5.2). */
  readonly nonce: string;
  /** Ties the code to this attempt (RFC 7636). */
  readonly verifier: string;
  /** Where it goes on. */
  readonly returnTo: string;
}

/** How long a sign-in may take, in s. */
export const attemptLifetime = 600;

/** How many a browser may have under way, in several tabs: a server refuses a request with too many cookies. */
const most = 4;

/** A new attempt. */
export function newAttempt(returnTo: string): Attempt {
  return { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo };
}

/** The `Set-Cookie`s that keep an attempt, besides those of other tabs. The oldest beyond {@link most} are given up. */
export async function keepAttempt(attempt: Attempt, request: Request, cookies: Cookies, seal: Seal): Promise<string[]> {
  const value = await seal.close({ ...attempt });
  const surplus = cookies.signIns(request).slice(0, 1 - most);
  const removed = surplus.map((purpose) => cookies.remove(purpose));
  return [cookies.keep(purposeOf(attempt.state), value, seal.lifetime), ...removed];
}

/** The attempt that an answer of the provider belongs to; `undefined` if this browser has none, or not any more. */
export async function attemptOf(
  state: string | null,
  request: Request,
  cookies: Cookies,
  seal: Seal,
): Promise<Attempt | undefined> {
  const value = state === null ? undefined : cookies.read(request, purposeOf(state));
  const contents = value === undefined ? undefined : await seal.open(value);
  // The seal vouches for the form of what is in it. Whether its state is the whole of the answer's is checked with the rest.
  return contents as Attempt | undefined;
}

/** The `Set-Cookie` that ends an attempt: each is good for one answer. */
export const endAttempt = (state: string, cookies: Cookies): string => cookies.remove(purposeOf(state));

/** Each attempt has a cookie of its own, so that two tabs do not end each other's. */
const purposeOf = (state: string): Purpose => `sign-in.${state.replace(/[^\w-]/g, "").slice(0, 8)}`;
