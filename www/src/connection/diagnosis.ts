import type { MySafeError, MySafeErrorCode } from "mysafe-wasm";

/** What the visitor has to correct. */
export type Cause =
  | "entries"
  | "credentials"
  | "addressOrCredentials"
  | "address"
  | "cors"
  | "unreachable"
  | "offline"
  | "slow"
  | "server"
  | "rights"
  | "page";

/** A failed connection: its cause and the client's error. */
export interface ConnectFault {
  readonly cause: Cause;
  readonly error: MySafeError;
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

/** Finds the cause of a failed connection to `address`. It takes up to 5 s after a network error. */
export async function diagnose(error: MySafeError, address: string): Promise<ConnectFault> {
  const cause = causes[error.code];
  return { cause: cause === "unreachable" ? await causeOfNoAnswer(address) : cause, error };
}

/** Tells a missing answer from one without CORS headers, which `fetch` reports alike. A `no-cors` request succeeds if
 * any server answers. It sends no credentials, and its answer cannot be read. */
async function causeOfNoAnswer(address: string): Promise<Cause> {
  if (!navigator.onLine) return "offline";
  if (new URL(address).origin === location.origin) return "unreachable";
  try {
    await fetch(new URL(address).origin, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(5_000),
    });
    return "cors";
  } catch {
    return "unreachable";
  }
}
