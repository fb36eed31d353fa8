import type { MySafeError, MySafeErrorCode } from "mysafe-wasm";

/** What is to be put right before it can work. */
export type Culprit =
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

/** Why a connection was not made. */
export interface Fault {
  readonly culprit: Culprit;
  readonly error: MySafeError;
}

const culprits: Record<MySafeErrorCode, Culprit> = {
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

export async function diagnose(error: MySafeError, address: string): Promise<Fault> {
  const culprit = culprits[error.code];
  return { culprit: culprit === "unreachable" ? await whyNoAnswer(address) : culprit, error };
}

/** A browser hides from a page whether nothing answered or whether the answer lacked CORS headers. A request whose
 * answer nobody may read tells: it succeeds when something is there. It carries no credentials and asks for nothing. */
async function whyNoAnswer(address: string): Promise<Culprit> {
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
