import { signal } from "@preact/signals";
import type { BatchOutcome, Kind, MySafeError } from "mysafe-wasm";
import type { Look, Turn } from "./turn.ts";

/** A switch of an item. */
export type Action = "activate" | "deactivate";

/** One item to switch. The name, if known, is only displayed. */
export interface Target {
  readonly identifier: string;
  readonly name?: string | undefined;
}

/** The outcome of one item. */
export interface Entry extends Target {
  readonly outcome: BatchOutcome;
  /** When the outcome came. `undefined`: not known, or nothing was sent. */
  readonly at?: Date | undefined;
  /** The number of the run that it came in, from 1. `undefined`: not known, or nothing was sent. */
  readonly run?: number | undefined;
  /** What later looks saw, oldest first. */
  readonly looks?: readonly Look[] | undefined;
}

/** The report of one job, over all its runs. */
export interface Report {
  readonly number: number;
  /** The kind of its items. Their identifiers mean other items of other kinds. */
  readonly kind: Kind;
  readonly action: Action;
  /** The address of MySafe. A script's report has none. */
  readonly address: string | undefined;
  /** The tenant at that address. */
  readonly tenant?: string | undefined;
  /** The start of its first run, and the end of its last one. A script's report does not have them. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** How long its runs took together, ms. `undefined`: not known. */
  readonly duration: number | undefined;
  /** Its runs, oldest first. `undefined`: not known. */
  readonly runs?: readonly Turn[] | undefined;
  /** The rounds of looks at its items, oldest first. */
  readonly verifications?: readonly Turn[] | undefined;
  readonly entries: readonly Entry[];
  /** Whether the last run was cancelled. */
  readonly aborted: boolean;
  /** Whether the last run was killed, or was still going on when its file was read. */
  readonly didNotEnd?: boolean | undefined;
  /** The error that ended the last run early. */
  readonly error?: MySafeError | undefined;
  /** Whose run it was, and who signed in during it, which ended it. */
  readonly takenOver?: { readonly from: string; readonly by: string } | undefined;
  /** The number of the report that this job undoes. */
  readonly undoes?: number | undefined;
  /** The items that a later job has undone. */
  readonly undone: ReadonlySet<string>;
  /** The name of the file, for a loaded report. */
  readonly file?: string | undefined;
  /** Whether a file has all of it, as JSON or CSV. */
  readonly isSaved?: boolean | undefined;
}

/** The kind of an outcome. `changedUncertain`: the item is in the requested state, most likely because of this job.
 * `unchangedUncertain`: MySafe says that it already was. If the browser sent the request twice, this job can have done it. */
export type OutcomeKind =
  | "failed"
  | "unknown"
  | "skipped"
  | "changedUncertain"
  | "changed"
  | "unchangedUncertain"
  | "unchanged";

/** All kinds. Those that need attention come first. */
export const outcomeKinds: readonly OutcomeKind[] = [
  "failed",
  "unknown",
  "skipped",
  "changedUncertain",
  "changed",
  "unchangedUncertain",
  "unchanged",
];

/** The reports of this visit, newest first. */
export const reports = signal<readonly Report[]>([]);

/** The number of the report on screen. */
export const selectedReport = signal<number | undefined>(undefined);

let lastNumber = 0;

/** Adds a report with the next number, and selects it. */
export function addReport(report: Omit<Report, "number">): Report {
  lastNumber += 1;
  const added: Report = { ...report, number: lastNumber };
  reports.value = [added, ...reports.value];
  selectedReport.value = added.number;
  return added;
}

/** Updates a report after a further run. No file has the change, unless `changes` say so. */
export function updateReport(number: number, changes: Partial<Report>): void {
  const change = (report: Report) => ({ ...report, isSaved: false, ...changes });
  reports.value = reports.value.map((report) => (report.number === number ? change(report) : report));
}

/** The kind of an outcome, from its state and certainty. */
export function outcomeKindOf(outcome: BatchOutcome): OutcomeKind {
  switch (outcome.state) {
    case "changed":
      return outcome.change.certain ? "changed" : "changedUncertain";
    case "unchanged":
      return outcome.change.certain ? "unchanged" : "unchangedUncertain";
    default:
      return outcome.state;
  }
}

/** The number of outcomes of each kind, zeros included. */
export function countsOf(entries: readonly Entry[]): Record<OutcomeKind, number> {
  const counts = Object.fromEntries(outcomeKinds.map((kind) => [kind, 0])) as Record<OutcomeKind, number>;
  for (const { outcome } of entries) counts[outcomeKindOf(outcome)] += 1;
  return counts;
}

/** Whether the item may not be in the requested state, so that a further run makes sense. */
export function isUnsettled({ state }: BatchOutcome): boolean {
  return state !== "changed" && state !== "unchanged";
}

/** Merges the outcomes of two runs. A refusal of the later run does not settle whether the earlier one changed the item. */
export function mergeRetry(before: BatchOutcome, now: BatchOutcome): BatchOutcome {
  if (now.state === "skipped") return before;
  if (before.state !== "unknown") return now;
  if (now.state === "failed") return { ...now, state: "unknown" };
  // "Already so" is then most likely our own change, but not for certain, as after a lost answer within one call.
  if (now.state === "unchanged") {
    return { ...now, state: "changed", change: { ...now.change, changed: true, certain: false } };
  }
  return now;
}
