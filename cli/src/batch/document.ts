import type { BatchOutcome, BatchReport } from "mysafe-wasm";
import { type Status, status } from "../failure.js";
import { itemOf } from "../journal/item.js";
import { isSettled } from "../journal/merge.js";
import type { Plan, Run } from "../journal/run.js";

/** The report of a run, as `--json` prints it (schema/report.json). It is a report of `mysafe-wasm` with more fields. */
export interface ReportDocument extends Omit<BatchReport, "error" | "outcomes"> {
  readonly address?: string;
  readonly tenant?: string;
  readonly journal?: string;
  readonly undoes?: readonly string[];
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Whether nothing was sent, because `--dry-run` was given. */
  readonly dryRun?: true;
  /** `false` for a run that was killed, or is still going on. */
  readonly ended: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  /** Why the journal does not have all that this report has. */
  readonly journalFailure?: string;
  /** The items that were not sent, because another run has put them back. */
  readonly takenBack?: readonly string[];
  readonly outcomes: readonly (BatchOutcome & { readonly name?: string })[];
}

/** What a document has besides the outcomes. */
export type Circumstances = Pick<ReportDocument, "aborted" | "ended"> &
  Partial<Pick<ReportDocument, "journal" | "endedAt" | "dryRun" | "error" | "journalFailure" | "takenBack">>;

/** What a document is about. A report of others does not state everything. */
export type Subject = Pick<Plan, "kind" | "action" | "undoes" | "tenant"> & Partial<Pick<Plan, "address" | "started">>;

/** The document of a run. */
export function documentOf(
  { kind, action, address, tenant, undoes, started }: Subject,
  outcomes: ReportDocument["outcomes"],
  circumstances: Circumstances,
): ReportDocument {
  const count = (state: BatchOutcome["state"]) => outcomes.filter((outcome) => outcome.state === state).length;
  const { journal, endedAt, dryRun, ...rest } = circumstances;
  return {
    ...{ kind, action },
    ...(address !== undefined && { address }),
    ...(tenant !== undefined && { tenant }),
    ...(journal !== undefined && { journal }),
    ...(undoes && { undoes }),
    ...(started !== undefined && { startedAt: started }),
    ...(endedAt !== undefined && { endedAt }),
    ...(dryRun && { dryRun }),
    total: outcomes.length,
    changed: count("changed"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    unknown: count("unknown"),
    skipped: count("skipped"),
    ...rest,
    outcomes,
  };
}

/** The outcomes of a journal, with the names of its items. */
export function outcomesOf({ items }: Run): ReportDocument["outcomes"] {
  return items.map(({ name, outcome }) => (name === undefined ? outcome : { ...outcome, name }));
}

/** How many items are in the state asked for, by this run or by another that undid the same. */
export function settledIn({ outcomes, takenBack = [] }: ReportDocument): number {
  const back = new Set(takenBack.map(itemOf));
  return outcomes.filter((outcome) => isSettled(outcome) || back.has(itemOf(outcome.identifier))).length;
}

/** The exit status of a run. */
export function statusOf(document: ReportDocument): Status {
  if (document.aborted) return status.interrupted;
  if (document.error !== undefined || document.journalFailure !== undefined) return status.endedEarly;
  return settledIn(document) === document.total ? status.done : status.incomplete;
}
