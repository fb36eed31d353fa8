import { isMySafeError, type Kind, type MySafe, MySafeError } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { kinds } from "../kinds/kinds.ts";
import { isDocumentedRefusal } from "../refusal.ts";
import type { Target } from "../report/report.ts";
import { sideBySide } from "../ui/side-by-side.ts";

/** An item and the value that it is to have. */
export interface NewValue extends Target {
  readonly value: string;
}

/** What is known of a new value. `refused`: it is certainly not stored. `unknown`: it may be. `unsent`: it was never sent. */
export type StoreOutcome =
  | { readonly state: "stored" }
  | { readonly state: "refused"; readonly error: MySafeError }
  /** Without an error: it was stopped, or MySafe's answer shows another value than the one that was sent. */
  | { readonly state: "unknown"; readonly error?: MySafeError | undefined; readonly isStopped?: boolean }
  | { readonly state: "unsent"; readonly error?: MySafeError | undefined };

/** What has become of a new value. */
export interface Result {
  readonly item: NewValue;
  readonly outcome: StoreOutcome;
}

/** How many are sent at a time. */
const concurrency = 4;
/** From so many failures in a row on, MySafe is taken to be down, and nothing more is sent. */
const downFrom = 8;

/** Replaces the stored values of some items. It switches none. Resolves with an outcome for each, also after an abort. */
export async function storeValues(
  client: MySafe,
  kind: Kind,
  values: readonly NewValue[],
  signal: AbortSignal,
  onOutcome: (item: NewValue, outcome: StoreOutcome) => void,
): Promise<void> {
  let failures = 0;
  let hasEnded = false;
  await sideBySide(values, concurrency, async (item) => {
    const outcome: StoreOutcome =
      hasEnded || signal.aborted ? { state: "unsent" } : await store(client, kind, item, signal);
    const error = "error" in outcome ? outcome.error : undefined;
    failures = error && !isRefusal(error) ? failures + 1 : 0;
    // Every further request would fail in the same way.
    hasEnded ||= failures >= downFrom || error?.code === "UNAUTHORIZED" || error?.code === "CLOSED";
    onOutcome(item, outcome);
    return true; // what is left is told to be unsent
  });
}

async function store(
  client: MySafe,
  kind: Kind,
  { identifier, value }: NewValue,
  signal: AbortSignal,
): Promise<StoreOutcome> {
  try {
    const answer = await kinds[kind].value.replace(client, identifier, value, { signal });
    const isSame = itemOf(answer.identifier) === itemOf(identifier);
    return { state: isSame && (answer.value ?? value) === value ? "stored" : "unknown" };
  } catch (thrown) {
    if (signal.aborted && !isMySafeError(thrown)) return { state: "unknown", isStopped: true };
    const error = isMySafeError(thrown) ? thrown : new MySafeError({ code: "INTERNAL", message: String(thrown) });
    if (error.attempts === 0) return { state: error.code === "INVALID_ARGUMENT" ? "refused" : "unsent", error };
    // An earlier try may have stored it all the same.
    return { state: error.attempts === 1 && isRefusal(error) ? "refused" : "unknown", error };
  }
}

const refusing: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 414, 415, 429, 431]);

/** Whether an answer says that nothing was stored. The list is closed: after any other it may have been. */
function isRefusal(error: MySafeError): boolean {
  if (error.code === "SERVER") return false;
  return isDocumentedRefusal(error) || refusing.has(error.status ?? 0);
}
