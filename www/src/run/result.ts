import type { Connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import {
  addReport,
  type Entry,
  isUnsettled,
  mergeRetry,
  selectedReport,
  type Target,
  updateReport,
} from "../report/report.ts";
import { runsWith } from "../report/turn.ts";
import type { Job } from "./job.ts";
import type { Result } from "./send.ts";
import type { StartedRun } from "./started.ts";

/** Where the result of a run is. */
export interface Stored {
  /** The number of the report. */
  readonly number: number;
  /** The items of this run, each with what is known of it now. */
  readonly entries: readonly Entry[];
}

/** Stores the result in the report that the job continues, or in a new one. */
export function storeResult(
  job: Job,
  { address, tenant }: Connection,
  { outcomes, ...end }: Result,
  { run: { startedAt }, who, times }: StartedRun,
): Stored {
  const endedAt = new Date();
  const duration = endedAt.getTime() - startedAt.getTime();
  const runs = runsWith(job.resumes, { ...who, startedAt, endedAt });
  const newEntries: Entry[] = job.targets.map(({ identifier, name }, index) => {
    const outcome = outcomes[index] ?? { identifier, state: "skipped" };
    if (outcome.state === "skipped") return { identifier, name, outcome };
    return { identifier, name, outcome, at: times.get(itemOf(identifier)), run: runs.length };
  });
  const undone = settledItems(newEntries);
  if (job.undoes && undone.length > 0)
    updateReport(job.undoes.number, { undone: new Set([...job.undoes.undone, ...undone]) });
  if (job.resumes) {
    const merged = mergeRun(job.resumes.entries, newEntries);
    updateReport(job.resumes.number, {
      ...{ entries: merged, endedAt, address, tenant, runs, takenOver: undefined, didNotEnd: false, ...end },
      duration: job.resumes.duration === undefined ? undefined : job.resumes.duration + duration,
    });
    selectedReport.value = job.resumes.number;
    const places = new Map<Target, number>(job.resumes.entries.map((entry, index) => [entry, index]));
    const entries = job.targets.map((target, index) => merged[places.get(target) ?? -1] ?? newEntries[index]);
    return { number: job.resumes.number, entries: entries.filter((entry) => entry !== undefined) };
  }
  const { kind, action } = job;
  const { number } = addReport({
    ...{ kind, action, address, tenant, startedAt, endedAt, duration, runs, entries: newEntries, ...end },
    undoes: job.undoes?.number,
    undone: new Set(),
  });
  return { number, entries: newEntries };
}

/** The entries of a report after another run. */
function mergeRun(entries: readonly Entry[], newEntries: readonly Entry[]): Entry[] {
  const newByIdentifier = new Map(newEntries.map((entry) => [entry.identifier, entry]));
  return entries.map((entry) => {
    // An item that was given twice can be settled in one entry and not in the other.
    const now = isUnsettled(entry.outcome) ? newByIdentifier.get(entry.identifier) : undefined;
    const outcome = now ? mergeRetry(entry.outcome, now.outcome) : entry.outcome;
    return outcome === entry.outcome ? entry : { ...entry, outcome, at: now?.at, run: now?.run };
  });
}

function settledItems(entries: readonly Entry[]): string[] {
  return entries.filter(({ outcome }) => !isUnsettled(outcome)).map(({ identifier }) => itemOf(identifier));
}
