import type { BatchOutcome, BatchReport } from "mysafe-wasm";
import { type Status, status } from "../failure.js";
import { countsOf } from "../journal/counts.js";
import { itemOf } from "../journal/item.js";
import { isSettled } from "../journal/merge.js";
import type { Plan, Run } from "../journal/run.js";
import type { Timing, Turn } from "../journal/turn.js";
import { putBackOf } from "../journal/undone.js";
import { type OutcomeKind, outcomeKindOf } from "./outcome-kind.js";

/** The report of a run, as `--json` prints it (schema/report.json). It is a report of `mysafe-wasm` with more fields. */
export interface ReportDocument extends Omit<BatchReport, "error" | "outcomes"> {
  readonly address?: string;
  readonly tenant?: string;
  readonly journal?: string;
  readonly undoes?: readonly string[];
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** How long the runs took together, ms. */
  readonly duration?: number;
  /** The runs, oldest first, and the rounds of looks after them. */
  readonly runs?: readonly Turn[];
  readonly verifications?: readonly Turn[];
  /** Whether nothing was sent, because `--dry-run` was given. */
  readonly dryRun?: true;
  /** `false` for a run that was killed, or is still going on. */
  readonly ended: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  /** Why the journal does not have all that this report has. */
  readonly journalFailure?: string;
  /** The items that were not sent, because another run has put them back. */
  readonly takenBack?: readonly string[];
  /** The items that an undo has put back since. Their outcomes say what this run did. */
  readonly undone?: readonly string[];
  /** The items that an undo may have put back since: no answer says so, or its journal is not there. */
  readonly maybeUndone?: readonly string[];
  readonly outcomes: readonly (BatchOutcome & Timing & { readonly name?: string })[];
}

/** What a document has besides the outcomes. */
export type Circumstances = Pick<ReportDocument, "aborted" | "ended"> &
  PutBack &
  Partial<Pick<ReportDocument, "journal" | "endedAt" | "dryRun" | "error" | "journalFailure" | "takenBack">> &
  RunTimes;

/** When the runs were, by whom and why. */
export type RunTimes = Partial<Pick<ReportDocument, "duration" | "runs" | "verifications">>;

/** What undos have put back of a run. */
export type PutBack = Partial<Pick<ReportDocument, "undone" | "maybeUndone">>;

/** What a document is about. A report of others does not state everything. */
export type Subject = Pick<Plan, "kind" | "action" | "undoes" | "tenant"> & Partial<Pick<Plan, "address" | "started">>;

/** The document of a run. */
export function documentOf(
  { kind, action, address, tenant, undoes, started }: Subject,
  outcomes: ReportDocument["outcomes"],
  circumstances: Circumstances,
): ReportDocument {
  const { journal, endedAt, duration, runs, verifications, dryRun, ...rest } = circumstances;
  return {
    ...{ kind, action },
    ...(address !== undefined && { address }),
    ...(tenant !== undefined && { tenant }),
    ...(journal !== undefined && { journal }),
    ...(undoes && { undoes }),
    ...(started !== undefined && { startedAt: started }),
    ...(endedAt !== undefined && { endedAt }),
    ...(duration !== undefined && { duration }),
    ...(runs && { runs }),
    ...(verifications && { verifications }),
    ...(dryRun && { dryRun }),
    ...countsOf(outcomes),
    ...rest,
    outcomes,
  };
}

/** The outcomes of a journal, with the names of its items. */
export function outcomesOf({ items }: Run): ReportDocument["outcomes"] {
  return items.map(({ name, outcome, at, run }) => ({
    ...outcome,
    ...(name !== undefined && { name }),
    ...(at !== undefined && { at }),
    ...(run !== undefined && outcome.state !== "skipped" && { run }),
  }));
}

/** When the runs of a journal were, and how long they took together. */
export function timesOf({ runs, begun }: Run): RunTimes {
  if (!begun) return {};
  const lengths = runs.map(({ startedAt = "", endedAt = "" }) =>
    Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
  );
  return { runs, duration: lengths.reduce((sum, length) => sum + length, 0) };
}

/** What the journals of undos say of the items of a run. */
export function putBackIn(run: Run): PutBack {
  const { items, doubtful } = putBackOf(run);
  const among = (chosen: ReadonlySet<string>) =>
    run.items.map(({ identifier }) => identifier).filter((identifier) => chosen.has(itemOf(identifier)));
  return namedPutBack({ undone: among(items), maybeUndone: among(doubtful) });
}

/** The fields that a document has of what was put back: none where there is nothing to say. */
export function namedPutBack({ undone = [], maybeUndone = [] }: PutBack): PutBack {
  return { ...(undone.length > 0 && { undone }), ...(maybeUndone.length > 0 && { maybeUndone }) };
}

/** The kind of each outcome, with what came of the item since. */
export function kindsIn({ outcomes, undone = [], maybeUndone = [] }: ReportDocument): OutcomeKind[] {
  const back = new Set(undone.map(itemOf));
  const inDoubt = new Set(maybeUndone.map(itemOf));
  return outcomes.map((outcome) => {
    const item = itemOf(outcome.identifier);
    if (back.has(item)) return "undone";
    return inDoubt.has(item) ? "maybeUndone" : outcomeKindOf(outcome);
  });
}

/** How many items are in the state asked for, by this run or by another that undid the same. */
export function settledIn(document: ReportDocument): number {
  const { outcomes, takenBack = [] } = document;
  const taken = new Set(takenBack.map(itemOf));
  const kinds = kindsIn(document);
  return outcomes.filter((outcome, index) => {
    if (taken.has(itemOf(outcome.identifier))) return true;
    return isSettled(outcome) && kinds[index] !== "undone" && kinds[index] !== "maybeUndone";
  }).length;
}

/** How many items a resume would send: those without an answer that settles them. */
export function openIn({ outcomes, takenBack = [] }: ReportDocument): number {
  const taken = new Set(takenBack.map(itemOf));
  return outcomes.filter((outcome) => !isSettled(outcome) && !taken.has(itemOf(outcome.identifier))).length;
}

/** The exit status of a run. */
export function statusOf(document: ReportDocument): Status {
  if (document.aborted) return status.interrupted;
  if (document.error !== undefined || document.journalFailure !== undefined) return status.endedEarly;
  return settledIn(document) === document.total ? status.done : status.incomplete;
}
