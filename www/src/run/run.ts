import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type BatchOutcome, isMySafeError, type Kind, MySafeError } from "mysafe-wasm";
import { nameOf, session, signInLoss } from "../connection/broker.ts";
import { type Connection, connection } from "../connection/connection.ts";
import { onClientEvent } from "../connection/events.ts";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import { kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { unsavedReports } from "../report/keeping.ts";
import {
  type Action,
  addReport,
  countsOf,
  type Entry,
  isUnsettled,
  mergeRetry,
  type OutcomeKind,
  outcomeKindOf,
  type Report,
  selectedReport,
  type Target,
  updateReport,
} from "../report/report.ts";
import { whoActs } from "../report/sign-off.ts";
import { runsWith, saidBy, type Who } from "../report/turn.ts";
import { coalesce } from "../ui/coalesce.ts";
import { Contact, outageLimit } from "./contact.ts";
import { Gate } from "./gate.ts";
import { Known } from "./known.ts";
import { Speed } from "./speed.ts";

/** An action and its items. */
export interface Job {
  /** The kind of all its items. It is the report's for a job that continues or undoes one, whatever is on screen. */
  readonly kind: Kind;
  readonly action: Action;
  readonly targets: readonly Target[];
  /** The report that this job continues. */
  readonly resumes?: Report;
  /** The report that this job undoes. */
  readonly undoes?: Report;
  /** Whether the state of each item is checked before and after. Default false. */
  readonly verify?: boolean;
  /** Whether it goes on for as long as MySafe does not answer. Default false: it ends by itself after a minute. */
  readonly isPatient?: boolean;
  /** Whether the items have just got new values. */
  readonly isRenewed?: boolean;
}

/** The phase of a run. `signedOut`: the sign-in has ended, and nothing is sent until there is another. `ending`: it was
 * cancelled, and its last calls are being aborted. */
export type Phase = "running" | "paused" | "signedOut" | "ending";

/** A running job. */
export interface Run {
  readonly job: Job;
  readonly startedAt: Date;
  readonly total: number;
  readonly speed: Speed;
  /** Whether MySafe answers the current batch. */
  readonly contact: ReadonlySignal<Contact>;
  readonly phase: ReadonlySignal<Phase>;
  readonly counts: ReadonlySignal<Readonly<Record<OutcomeKind, number>>>;
  /** The number of outcomes so far. */
  readonly done: ReadonlySignal<number>;
}

interface Controls {
  /** The source of the current batch. */
  gate: Gate<string>;
  readonly contact: Signal<Contact>;
  readonly abort: AbortController;
  readonly phase: Signal<Phase>;
}

/** The current run. There is at most one, of any kind. */
export const run = signal<Run | undefined>(undefined);

/** The number of the last run's report, until the visitor opens or dismisses it. */
export const endedReport = signal<number | undefined>(undefined);

let controls: Controls | undefined;

/** Runs a job and stores its report. Does nothing during another run, so a second click sends nothing. */
export async function start(job: Job): Promise<void> {
  const current = connection.value;
  if (run.value || !current || job.targets.length === 0) return;
  const started = startRun(job);
  const said = saidBy(started.who);
  addLogEntry("plain", ({ log }) =>
    [log.started(job.action, job.targets.length, nounOf(job.kind)), said].filter(Boolean).join(" · "),
  );
  const result = await sendAll(current, job, started);
  const { number, entries } = storeResult(job, current, result, started);
  endedReport.value = number;
  run.value = undefined;
  controls = undefined;
  const counts = countsOf(entries);
  const tone = counts.failed > 0 || result.error ? "bad" : counts.unknown + counts.skipped > 0 ? "doubt" : "good";
  addLogEntry(tone, ({ log }) => log.finished(job.action, nounOf(job.kind), counts));
}

// Leaving the page would lose a report: the run's, or one that is in no file.
addEventListener("beforeunload", (event) => {
  if (run.value || unsavedReports.value.length > 0) event.preventDefault();
});

/** Pauses the run: no more items are sent, and calls in flight are completed. */
export function pause(): void {
  if (controls?.phase.value !== "running") return;
  controls.gate.close();
  controls.phase.value = "paused";
}

/** Resumes a paused run. */
export function resume(): void {
  if (!controls || !run.value || controls.phase.value !== "paused") return;
  run.value.speed.restart(Date.now(), run.value.done.value);
  controls.gate.open();
  controls.phase.value = "running";
}

/** Cancels the run. Its report has all outcomes up to then. */
export function cancel(): void {
  if (!controls) return;
  controls.phase.value = "ending";
  controls.abort.abort();
}

interface StartedRun {
  readonly run: Run;
  readonly who: Who;
  readonly controls: Controls;
  readonly onOutcome: (outcome: BatchOutcome) => void;
  /** When the last outcome of each item came. */
  readonly times: ReadonlyMap<string, Date>;
  /** Counts these outcomes and no others. */
  readonly recount: (outcomes: readonly BatchOutcome[]) => void;
}

function startRun(job: Job): StartedRun {
  const startedAt = new Date();
  const tally = countsOf([]);
  let outcomes = 0;
  const done = signal(0);
  const counts = signal<Readonly<Record<OutcomeKind, number>>>({ ...tally });
  const phase = signal<Phase>("running");
  const speed = new Speed(startedAt.getTime());
  const draw = coalesce(() => {
    done.value = outcomes;
    counts.value = { ...tally };
  });
  const times = new Map<string, Date>();
  const count = (outcome: BatchOutcome) => {
    outcomes += 1;
    tally[outcomeKindOf(outcome)] += 1;
    draw();
  };
  const onOutcome = (outcome: BatchOutcome) => {
    count(outcome);
    const now = Date.now();
    times.set(itemOf(outcome.identifier), new Date(now));
    const wasInTrouble = contact.value.trouble(now) !== undefined;
    contact.value.settled(outcome, now);
    // What happened in an outage says nothing about the speed after it.
    if (wasInTrouble && !contact.value.trouble(now)) speed.restart(now, outcomes);
    speed.mark(now, outcomes);
    recordOutcomeState(job.kind, outcome);
  };
  const recount = (known: readonly BatchOutcome[]) => {
    outcomes = 0;
    Object.assign(tally, countsOf([]));
    known.forEach(count);
  };
  const contact = signal(new Contact(limitOf(job)));
  controls = { gate: new Gate([]), abort: new AbortController(), phase, contact };
  const startedRun: Run = { job, startedAt, total: job.targets.length, speed, contact, phase, counts, done };
  run.value = startedRun;
  return { run: startedRun, who: whoActs(), controls, onOutcome, times, recount };
}

const limitOf = ({ isPatient = false }: Job) => (isPatient ? Number.POSITIVE_INFINITY : outageLimit);

/** How a batch or a run has ended. */
interface Result {
  readonly outcomes: readonly BatchOutcome[];
  readonly aborted: boolean;
  readonly error: MySafeError | undefined;
  readonly takenOver?: Report["takenOver"];
}

/** Sends the items: in one batch, and in another one after each renewed sign-in. */
async function sendAll(current: Connection, job: Job, started: StartedRun): Promise<Result> {
  const known = new Known(job.targets);
  const { phase } = started.controls;
  for (;;) {
    let wasLost = false;
    const stopWatching = signInLoss.subscribe((loss) => {
      wasLost ||= loss !== undefined;
    });
    const targets = known.left;
    const result = await send(current, job, targets, started);
    stopWatching();
    const wasSignedOut = wasLost && result.error?.code === "UNAUTHORIZED";
    known.add(targets, result.outcomes, wasSignedOut);
    const { outcomes } = known;
    if (!wasSignedOut) return { ...result, outcomes };

    // What had no token was not sent, and is sent in the next batch.
    const left = new Set(known.left);
    started.recount(outcomes.filter((_, index) => !left.has(job.targets[index] as Target)));
    const next = phase.value === "paused" ? "paused" : "running";
    if (phase.value !== "ending") phase.value = "signedOut";
    await until(() => signInLoss.value?.who !== "nobody" || hasEnded(current, phase.value));
    if (phase.value === "ending") return { outcomes, aborted: true, error: undefined };
    if (signInLoss.value || hasEnded(current, phase.value)) return { ...result, outcomes, takenOver: takenOver() };
    started.run.speed.restart(Date.now(), job.targets.length - left.size);
    phase.value = next;
  }
}

const hasEnded = (current: Connection, phase: Phase) => phase === "ending" || connection.value !== current;

function takenOver(): Report["takenOver"] {
  const loss = signInLoss.value;
  if (loss?.who !== "other" || !session.value) return undefined;
  return { from: nameOf(session.value), by: nameOf(loss.session) };
}

/** Resolves once a condition on signals holds. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!holds()) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** Sends one batch. */
async function send(
  { client }: Connection,
  job: Job,
  targets: readonly Target[],
  { controls, onOutcome }: StartedRun,
): Promise<Result> {
  const { kind, action, verify = false } = job;
  const calls = kinds[kind].callsOf(client);
  /** The outcomes so far, by identifier. */
  const received = new Map<string, BatchOutcome>();
  const gate = new Gate(targets.map(({ identifier }) => identifier));
  controls.gate = gate;
  if (controls.phase.value === "paused") gate.close();
  const outage = limitOf(job);
  const contact = new Contact(outage);
  controls.contact.value = contact;
  const stopListening = onClientEvent((event) => contact.note(event, job));
  const options = {
    signal: controls.abort.signal,
    verify,
    outage,
    onProgress: ({ done, outcome }: { readonly done: number; readonly outcome: BatchOutcome }) => {
      received.set(outcome.identifier, outcome);
      onOutcome(outcome);
      if (done === gate.takenCount) contact.idle(Date.now());
    },
  };
  try {
    const report = await (action === "deactivate"
      ? calls.deactivateMany(gate, options)
      : calls.activateMany(gate, options));
    return { outcomes: report.outcomes, aborted: report.aborted, error: report.error };
  } catch (thrown) {
    // The batch was refused before anything was sent, or failed during the run. The outcomes so far count. An item that
    // was taken and has no outcome may have been sent.
    const error = isMySafeError(thrown) ? thrown : new MySafeError({ code: "INTERNAL", message: String(thrown) });
    const outcomes = targets.map(({ identifier }, index): BatchOutcome => {
      const outcome = received.get(identifier);
      if (outcome) return outcome;
      return index < gate.takenCount ? { identifier, state: "unknown", error } : { identifier, state: "skipped" };
    });
    return { outcomes, aborted: false, error };
  } finally {
    stopListening();
  }
}

interface Stored {
  /** The number of the report. */
  readonly number: number;
  /** The items of this run, each with what is known of it now. */
  readonly entries: readonly Entry[];
}

/** Stores the result in the report that the job continues, or in a new one. */
function storeResult(
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

/** Records the state of an item after an outcome. It is unknown after an unknown outcome. */
function recordOutcomeState(kind: Kind, outcome: BatchOutcome): void {
  const { states } = collectionOf(kind);
  const at = Date.now();
  if ("change" in outcome) states.record(outcome.identifier, { active: outcome.change.active, at });
  if (outcome.state === "unknown")
    states.record(outcome.identifier, { active: undefined, why: outcome.error.code, at });
}
