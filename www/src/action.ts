import { signal } from "@preact/signals";
import { isMySafeError, type MySafeError, type StateChange } from "mysafe-wasm";
import { client } from "./connection.ts";

export type Action = "activate" | "deactivate";

/** One press of a button. */
export interface Run {
  readonly action: Action;
  readonly identifier: string;
  readonly startedAt: Date;
}

/** What became of it.
 *
 * `uncertain`: the secret is in the state asked for, but whether this run put it there is not known.
 * `unknown`: the request may have been carried out, and no answer says so. */
export type Outcome =
  | { readonly kind: "changed" | "unchanged" | "uncertain"; readonly change: StateChange }
  | { readonly kind: "failed" | "unknown"; readonly error: MySafeError }
  | { readonly kind: "cancelled" };

export type FinishedRun = Run & { readonly outcome: Outcome };

/** The secret to act on, as typed. */
export const identifier = signal("");
/** The run in progress. There is never more than one. */
export const running = signal<Run | undefined>(undefined);
/** Every run of this visit that has ended, the newest first. */
export const finished = signal<readonly FinishedRun[]>([]);

let abort = new AbortController();

/** Does it, unless something is being done already: an impatient second press sends nothing. */
export async function start(action: Action): Promise<void> {
  if (running.value) return;
  const run = { action, identifier: identifier.value.trim(), startedAt: new Date() };
  abort = new AbortController();
  running.value = run;
  const outcome = await perform(run, abort.signal);
  running.value = undefined;
  finished.value = [{ ...run, outcome }, ...finished.value];
}

/** Stops waiting for the run in progress. */
export function cancel(): void {
  abort.abort();
}

async function perform({ action, identifier }: Run, signal: AbortSignal): Promise<Outcome> {
  try {
    const change = await client()[action](identifier, { signal });
    if (!change.certain) return { kind: "uncertain", change };
    return { kind: change.changed ? "changed" : "unchanged", change };
  } catch (error) {
    // A call rejects with a MySafeError or with the signal's own reason; there is no third case.
    if (!isMySafeError(error)) return { kind: "cancelled" };
    return { kind: mayHaveHappened(error) ? "unknown" : "failed", error };
  }
}

/** Whether the request went out and its answer, if any, leaves open what MySafe did with it. */
function mayHaveHappened({ attempts, code, status }: MySafeError): boolean {
  if (attempts === 0 || status === 503) return false;
  return ["NETWORK", "TIMEOUT", "SERVER", "INVALID_RESPONSE", "CLOSED", "INTERNAL"].includes(code);
}
