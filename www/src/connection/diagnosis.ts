import type { MySafeError, MySafeErrorCode } from "mysafe-wasm";
import { forwardedVault, ownAddress, type Route } from "./route.ts";

/** What the visitor has to correct. `ownServer`: the server of this page, which forwards, does not answer. `behind`: it got no
 * answer from MySafe. */
export type Cause =
  | "entries"
  | "credentials"
  | "addressOrCredentials"
  | "address"
  | "cors"
  | "unreachable"
  | "ownServer"
  | "behind"
  | "offline"
  | "slow"
  | "server"
  | "rights"
  | "page";

/** A failed connection whose cause is known. */
export interface ConnectFault {
  readonly cause: Cause;
  /** The client's error. */
  readonly error: MySafeError;
  /** The address of MySafe. */
  readonly address: string;
}

const causes: Record<MySafeErrorCode, Cause> = {
  INVALID_ARGUMENT: "entries",
  UNAUTHORIZED: "credentials",
  ROUTE_NOT_FOUND: "addressOrCredentials",
  INVALID_RESPONSE: "address",
  NETWORK: "unreachable",
  TIMEOUT: "slow",
  ACCESS_DENIED: "rights",
  SERVER: "server",
  RATE_LIMITED: "server",
  API: "server",
  NOT_FOUND: "server",
  INACTIVE: "server",
  INVALID_IDENTIFIER: "server",
  INVALID_PARAMETER: "server",
  CLOSED: "page",
  INTERNAL: "page",
};

/** What the server of this page says when MySafe did not answer it. */
const unanswered =
  /mysafe-broker: (?:\S+ (?:was not reached|ended the connection|has not answered)|MySafe gave .*\((?:NETWORK|TIMEOUT)\))/;

/** The longest time for an answer that only tells whether there is one, ms. */
const patience = 5_000;

/** Finds the cause of a failed connection. It takes up to 5 s after a network error. */
export async function diagnose(error: MySafeError, route: Route): Promise<Cause> {
  const cause = causes[error.code];
  if (cause === "server" && unanswered.test(error.message)) return "behind";
  // The rest of the page comes from that server too.
  if (cause === "page" && forwardedVault !== undefined && !(await isOwnServerThere())) return "ownServer";
  return cause === "unreachable" ? await causeOfNoAnswer(route) : cause;
}

async function isOwnServerThere(): Promise<boolean> {
  const signal = AbortSignal.timeout(patience);
  const answer = fetch(ownAddress, { method: "HEAD", credentials: "omit", cache: "no-store", signal });
  return await answer.then(
    () => true,
    () => false,
  );
}

/** Tells a missing answer from one without CORS headers, which `fetch` reports alike. A `no-cors` request succeeds if
 * any server answers. It sends no credentials, and its answer cannot be read. */
async function causeOfNoAnswer({ baseUrl }: Route): Promise<Cause> {
  if (forwardedVault !== undefined && baseUrl === ownAddress) return "ownServer";
  if (!navigator.onLine) return "offline";
  const { origin } = new URL(baseUrl);
  if (origin === location.origin) return "unreachable";
  try {
    await fetch(origin, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patience),
    });
    return "cors";
  } catch {
    return "unreachable";
  }
}
