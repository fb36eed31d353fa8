import type { BrokerSession } from "mysafe-broker";
import { brokerBase } from "../connection/broker.ts";
import { kindNames } from "../kinds/kinds.ts";

/** Who is signed in. */
export interface Answer {
  /** `undefined`: nobody is. */
  readonly session?: BrokerSession | undefined;
  /** Where to sign in, for somebody who is not: a path relative to the broker's, or a URL. */
  readonly signIn?: string | undefined;
}

/** The longest time for an answer, ms. */
export const patience = 10_000;

/** Asks the broker who is signed in. Rejects when it does not answer, or something else does. */
export async function askSession(signal: AbortSignal = AbortSignal.timeout(patience)): Promise<Answer> {
  const response = await fetch(new URL("session", brokerBase), {
    credentials: "same-origin",
    cache: "no-store",
    // A proxy that signs people in sends those whom it does not know elsewhere.
    redirect: "manual",
    headers: { accept: "application/json" },
    signal,
  });
  if (response.type === "opaqueredirect") return {};
  if (response.status === 401 || response.status === 403) {
    const { signIn } = Object(await response.json().catch(() => undefined));
    return { signIn: typeof signIn === "string" ? signIn : undefined };
  }
  const session: unknown = response.ok ? await response.json() : undefined;
  if (!isSession(session)) throw new Error(`The broker does not say who is signed in (HTTP ${response.status}).`);
  return { session };
}

function isSession(value: unknown): value is BrokerSession {
  const { identity, grants, vault } = Object(value) as Partial<BrokerSession>;
  return (
    typeof identity?.id === "string" &&
    kindNames.every((kind) => Array.isArray(grants?.[kind])) &&
    URL.canParse(vault?.address ?? "")
  );
}
