import { signal } from "@preact/signals";
import type { BatchOutcome, MySafeError } from "mysafe-wasm";

export type Action = "activate" | "deactivate";

/** One secret to act on. The name is for people, where it is known. */
export interface Target {
  readonly identifier: string;
  readonly name?: string | undefined;
}

/** What became of one secret. */
export interface Entry extends Target {
  readonly outcome: BatchOutcome;
}

/** What is known of one job, however many runs it took. */
export interface Report {
  readonly number: number;
  readonly action: Action;
  /** The MySafe that it was done at; not known of a report that a script has written. */
  readonly address: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly entries: readonly Entry[];
  /** Whether somebody cancelled its last run. */
  readonly aborted: boolean;
  /** What ended its last run early. */
  readonly error?: MySafeError | undefined;
  /** The report that this one takes back. */
  readonly undoes?: number | undefined;
  /** The items that were put back since. */
  readonly undone: ReadonlySet<string>;
  /** The name of the file that it was loaded from. */
  readonly file?: string | undefined;
}

/** How an outcome is shown. `changedUncertain`: it is in the state asked for, most likely by us. `unchangedUncertain`:
 * MySafe says that it already was, which may be our own doing where the browser sent the request twice. */
export type Kind =
  | "failed"
  | "unknown"
  | "skipped"
  | "changedUncertain"
  | "changed"
  | "unchangedUncertain"
  | "unchanged";

/** What needs looking at comes first. */
export const kinds: readonly Kind[] = [
  "failed",
  "unknown",
  "skipped",
  "changedUncertain",
  "changed",
  "unchangedUncertain",
  "unchanged",
];

/** The reports of this visit, the newest first, and the one that is looked at. */
export const reports = signal<readonly Report[]>([]);
export const looked = signal<number | undefined>(undefined);

let numbered = 0;

export function add(report: Omit<Report, "number" | "undone">): Report {
  numbered += 1;
  const added: Report = { ...report, number: numbered, undone: new Set() };
  reports.value = [added, ...reports.value];
  looked.value = added.number;
  return added;
}

/** Puts what a further run has learnt in the place of what was known. */
export function amend(number: number, changes: Partial<Report>): void {
  reports.value = reports.value.map((report) => (report.number === number ? { ...report, ...changes } : report));
}

export function kindOf(outcome: BatchOutcome): Kind {
  switch (outcome.state) {
    case "changed":
      return outcome.change.certain ? "changed" : "changedUncertain";
    case "unchanged":
      return outcome.change.certain ? "unchanged" : "unchangedUncertain";
    default:
      return outcome.state;
  }
}

export function countsOf(entries: readonly Entry[]): Record<Kind, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { outcome } of entries) counts[kindOf(outcome)] += 1;
  return counts;
}

/** Whether a further run may still do what was asked for. */
export function isOpen({ state }: BatchOutcome): boolean {
  return state !== "changed" && state !== "unchanged";
}

/** What is known of a secret after it was asked for again: a later answer does not undo what an earlier try may have
 * done. */
export function afterRetry(before: BatchOutcome, now: BatchOutcome): BatchOutcome {
  if (now.state === "skipped") return before;
  if (before.state !== "unknown") return now;
  if (now.state === "failed") return { ...now, state: "unknown" };
  // That it already was so is likely our own doing, and as with a lost answer within one call, not certain.
  if (now.state === "unchanged") {
    return { ...now, state: "changed", change: { ...now.change, changed: true, certain: false } };
  }
  return now;
}
