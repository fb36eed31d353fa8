import type { BatchOptions, BatchOutcome, BatchProgress, BatchReport } from "mysafe-wasm";
import type { Failure } from "../failure.js";
import { countsOf } from "../journal/counts.js";
import { itemOf } from "../journal/item.js";
import { isSettled } from "../journal/merge.js";
import type { Run } from "../journal/run.js";
import type { Journal } from "../journal/write.js";
import { UndoneJournals } from "./undone-journals.js";

/** The options that a batch gets from a run. */
export interface BatchOptionsOfRun extends BatchOptions {
  /** Awaited before an item's first try. What it throws ends the batch. */
  readonly beforeSend: (identifier: string) => Promise<void>;
}

/** The batch of the client that does the plan's action on the plan's kind, such as `mysafe.passwords.deactivateMany`. */
export type Batch = (items: readonly string[], options: BatchOptionsOfRun) => Promise<BatchReport>;

/** What a run needs. The options of the batch are passed on; `verify` is the plan's, and `beforeSend` the journal's. */
export interface RunOptions extends Omit<BatchOptions, "verify" | "beforeSend"> {
  readonly batch: Batch;
  /** The journal of the run: new, or opened to go on with it. It stays open. */
  readonly journal: Journal;
}

/** The report of a run over all runs of its journal. */
export interface RunReport extends BatchReport {
  /** How many items this run gave to the batch: 0 when nothing was left. */
  readonly given: number;
  /** The items that were not sent because another run has undone them already. */
  readonly takenBack: readonly string[];
  /** Why the journal does not have all that the report has. */
  readonly journalFailure?: Failure;
}

/** Runs what is left of a journal: all of a new one; of another one what is neither `changed` nor `unchanged`. The same
 * journal twice does nothing twice.
 *
 * Each item is announced on disk before its first try, so that a run that is killed at any moment can be resumed. A journal that
 * cannot be written ends the run, because nothing may be sent that it does not know of; the report still comes.
 *
 * @throws {Failure} When a journal that it undoes cannot be opened, or cannot be written before anything was sent.
 * @throws A `MySafeError` when the batch refuses its options. */
export async function runBatch(options: RunOptions): Promise<RunReport> {
  const { journal } = options;
  const undone = await UndoneJournals.open(journal);
  try {
    const before = journal.run;
    const { left, takenBack } = leftOf(before, undone.takenBack());
    let end: Pick<BatchReport, "aborted" | "error"> = { aborted: false };
    if (left.length > 0) {
      await undone.claim(left);
      if (before.begun || before.end !== undefined) journal.resume();
      end = await send(left, options);
    }
    // A finished journal is left as it is.
    if (left.length > 0 || before.end === undefined) journal.end(end);
    const failure = await settle(journal, undone);
    return reportOf(journal.run, end, { given: left.length, takenBack, ...(failure && { journalFailure: failure }) });
  } finally {
    await undone.close().catch(() => {}); // What it could not write is in `journalFailure`.
  }
}

/** The identifiers that are left, each item once. */
function leftOf(run: Run, back: ReadonlySet<string>): { readonly left: string[]; readonly takenBack: string[] } {
  const open = new Map<string, string>();
  for (const { identifier, outcome } of run.items) {
    const item = itemOf(identifier);
    if (!isSettled(outcome) && !open.has(item)) open.set(item, identifier);
  }
  const left = [...open].filter(([item]) => !back.has(item)).map(([, identifier]) => identifier);
  const takenBack = [...open].filter(([item]) => back.has(item)).map(([, identifier]) => identifier);
  return { left, takenBack };
}

async function send(
  left: readonly string[],
  { batch, journal, onProgress, ...options }: RunOptions,
): Promise<Pick<BatchReport, "aborted" | "error">> {
  const noted = new Set<string>();
  const note = (outcome: BatchOutcome): void => {
    const item = itemOf(outcome.identifier);
    if (noted.has(item)) return;
    journal.outcome(outcome);
    noted.add(item);
    const progress = { done: noted.size, total: left.length, outcome: journal.outcomeOf(outcome.identifier) };
    tell(onProgress, progress);
  };
  const report = await batch(left, {
    ...options,
    verify: journal.plan.verify,
    beforeSend: (identifier) => journal.sent(identifier),
    onProgress: ({ outcome }) => note(outcome),
  });
  // The outcomes of a batch that ended by a defect of its own are in its report only.
  report.outcomes.forEach(note);
  return { aborted: report.aborted, ...(report.error && { error: report.error }) };
}

/** Has all of it on disk. Returns why it is not. */
async function settle(journal: Journal, undone: UndoneJournals): Promise<Failure | undefined> {
  try {
    await journal.flush();
    // After the end, so that a mark never says more than the journal that it stands for.
    await undone.mark();
    return undefined;
  } catch (error) {
    return error as Failure;
  }
}

function reportOf(
  { plan, items }: Run,
  { aborted, error }: Pick<BatchReport, "aborted" | "error">,
  more: Pick<RunReport, "given" | "takenBack" | "journalFailure">,
): RunReport {
  const outcomes = items.map(({ outcome }) => outcome);
  return {
    kind: plan.kind,
    action: plan.action,
    ...countsOf(outcomes),
    aborted,
    ...(error && { error }),
    outcomes,
    ...more,
  };
}

/** What a progress function throws is its own affair, as in the client. */
function tell(onProgress: ((progress: BatchProgress) => void) | undefined, progress: BatchProgress): void {
  try {
    onProgress?.(progress);
  } catch {}
}
