import type { BatchOutcome, MySafeErrorCode } from "mysafe-wasm";
import { type Entry, isUnsettled } from "./report.ts";

/** The state of an outcome that is not done. */
export type OpenState = "failed" | "unknown" | "skipped";

/** Why some items are not done, with those items. */
export interface Reason {
  readonly state: OpenState;
  /** `undefined`: nothing was sent. */
  readonly code: MySafeErrorCode | undefined;
  readonly entries: readonly Entry[];
  /** Whether sending them again can succeed. */
  readonly canPass: boolean;
}

/** The answers that will be the same next time: only a person can change what they are about. */
const lasting: ReadonlySet<MySafeErrorCode> = new Set([
  "NOT_FOUND",
  "ACCESS_DENIED",
  "INACTIVE",
  "INVALID_IDENTIFIER",
  "INVALID_PARAMETER",
  "INVALID_ARGUMENT",
] as const);

const states: readonly OpenState[] = ["failed", "unknown", "skipped"];

/** Whether sending an item again can succeed. An error of MySafe's own is a refusal, unless it leaves the outcome open. */
export function canPass(outcome: BatchOutcome): boolean {
  if (!isUnsettled(outcome)) return false;
  if (!("error" in outcome)) return true;
  const { code } = outcome.error;
  return !lasting.has(code) && (code !== "API" || outcome.state === "unknown");
}

/** The reasons of a report, in the order of its list of outcomes: failures first, and the most frequent first among them. */
export function reasonsIn(entries: readonly Entry[]): Reason[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { outcome } = entry;
    if (!isUnsettled(outcome)) continue;
    const key = `${outcome.state} ${"error" in outcome ? outcome.error.code : ""}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const reasons = [...groups.values()].flatMap(reasonOf);
  return reasons.sort(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || b.entries.length - a.entries.length,
  );
}

function reasonOf(entries: readonly Entry[]): Reason[] {
  const outcome = entries[0]?.outcome;
  if (!outcome || "change" in outcome) return [];
  const code = "error" in outcome ? outcome.error.code : undefined;
  return [{ state: outcome.state, code, entries, canPass: canPass(outcome) }];
}
