import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type BatchOutcome, type BatchReport, isMySafeError, MySafeError } from "mysafe-wasm";
import { type Connection, connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { record } from "../log/log.ts";
import {
  type Action,
  add,
  afterRetry,
  amend,
  countsOf,
  type Entry,
  isOpen,
  type Kind,
  kindOf,
  looked,
  type Report,
  reports,
  type Target,
} from "../report/report.ts";
import { learn } from "../secrets/states.ts";
import { coalesce } from "../ui/coalesce.ts";
import { Gate } from "./gate.ts";
import { Pace } from "./pace.ts";

/** What to do, to which secrets, and what it goes on with. */
export interface Job {
  readonly action: Action;
  readonly targets: readonly Target[];
  /** The report that this job goes on with. */
  readonly resumes?: Report;
  /** The report that this job takes back. */
  readonly undoes?: Report;
  /** Whether each is looked at before and after. */
  readonly verify?: boolean;
}

export type Phase = "running" | "paused" | "ending";

/** A job under way. */
export interface Run {
  readonly job: Job;
  readonly startedAt: Date;
  readonly total: number;
  readonly pace: Pace;
  readonly phase: ReadonlySignal<Phase>;
  readonly counts: ReadonlySignal<Readonly<Record<Kind, number>>>;
  /** Outcomes so far. */
  readonly done: ReadonlySignal<number>;
}

interface Controls {
  readonly gate: Gate<string>;
  readonly abort: AbortController;
  readonly phase: Signal<Phase>;
}

/** The run under way. There is never more than one. */
export const run = signal<Run | undefined>(undefined);

/** The report of a run that has ended, until somebody takes note of it. */
export const news = signal<number | undefined>(undefined);

let controls: Controls | undefined;

/** Does a job and gives its report, unless another is under way: an impatient second press sends nothing. */
export async function start(job: Job): Promise<void> {
  const current = connection.value;
  if (run.value || !current || job.targets.length === 0) return;
  const begun = begin(job);
  const { startedAt } = begun.run;
  record("plain", ({ log }) => log.started(job.action, job.targets.length));
  const batch = await send(current, job, begun);
  const number = keep(job, startedAt, current.address, batch);
  news.value = number;
  run.value = undefined;
  controls = undefined;
  const { entries } = reports.value.find((report) => report.number === number) ?? { entries: [] };
  const counts = countsOf(entries);
  const tone = counts.failed > 0 || batch.error ? "bad" : counts.unknown + counts.skipped > 0 ? "doubt" : "good";
  record(tone, ({ log }) => log.finished(job.action, counts));
}

// Whoever leaves now would not see the report.
addEventListener("beforeunload", (event) => {
  if (run.value) event.preventDefault();
});

/** No more secrets are sent; calls under way are brought to their end. */
export function pause(): void {
  if (controls?.phase.value !== "running") return;
  controls.gate.close();
  controls.phase.value = "paused";
}

export function goOn(): void {
  if (!controls || !run.value || controls.phase.value !== "paused") return;
  run.value.pace.restart(Date.now(), run.value.done.value);
  controls.gate.open();
  controls.phase.value = "running";
}

/** Ends it. What was learnt by then is in the report. */
export function cancel(): void {
  if (!controls) return;
  controls.phase.value = "ending";
  controls.abort.abort();
}

interface Begun {
  readonly run: Run;
  readonly controls: Controls;
  readonly hear: (outcome: BatchOutcome) => void;
  /** What was heard, by identifier. */
  readonly heard: ReadonlyMap<string, BatchOutcome>;
}

function begin(job: Job): Begun {
  const startedAt = new Date();
  const heard = new Map<string, BatchOutcome>();
  const tally = countsOf([]);
  let outcomes = 0;
  const done = signal(0);
  const counts = signal<Readonly<Record<Kind, number>>>({ ...tally });
  const phase = signal<Phase>("running");
  const pace = new Pace(startedAt.getTime());
  const draw = coalesce(() => {
    done.value = outcomes;
    counts.value = { ...tally };
  });
  const hear = (outcome: BatchOutcome) => {
    heard.set(outcome.identifier, outcome);
    outcomes += 1;
    tally[kindOf(outcome)] += 1;
    pace.mark(Date.now(), outcomes);
    remember(outcome);
    draw();
  };
  const gate = new Gate(job.targets.map(({ identifier }) => identifier));
  controls = { gate, abort: new AbortController(), phase };
  const begun: Run = { job, startedAt, total: job.targets.length, pace, phase, counts, done };
  run.value = begun;
  return { run: begun, controls, hear, heard };
}

type Learnt = Pick<BatchReport, "aborted" | "error" | "outcomes">;

async function send({ client }: Connection, { action, targets, verify = false }: Job, begun: Begun): Promise<Learnt> {
  const { gate, abort } = begun.controls;
  const options = {
    signal: abort.signal,
    verify,
    onProgress: ({ outcome }: { readonly outcome: BatchOutcome }) => begun.hear(outcome),
  };
  try {
    return await (action === "deactivate" ? client.deactivateMany(gate, options) : client.activateMany(gate, options));
  } catch (thrown) {
    // It was refused before anything was sent, or broke down on the way: then what was heard counts, and whatever was
    // taken without an outcome may have been sent.
    const error = isMySafeError(thrown) ? thrown : new MySafeError({ code: "INTERNAL", message: String(thrown) });
    const outcomes = targets.map(({ identifier }, index): BatchOutcome => {
      const heard = begun.heard.get(identifier);
      if (heard) return heard;
      return index < gate.passed ? { identifier, state: "unknown", error } : { identifier, state: "skipped" };
    });
    return { aborted: false, error, outcomes };
  }
}

/** Puts what was learnt into the report that the job goes on with, or into a new one, and says which. */
function keep(job: Job, startedAt: Date, address: string, { aborted, error, outcomes }: Learnt): number {
  const endedAt = new Date();
  const learnt: Entry[] = job.targets.map((target, index) => ({
    ...target,
    // Those that the batch had not taken when it ended are not in its report.
    outcome: outcomes[index] ?? { identifier: target.identifier, state: "skipped" },
  }));
  if (job.undoes) amend(job.undoes.number, { undone: new Set([...job.undoes.undone, ...putBack(learnt)]) });
  if (job.resumes) {
    const news = new Map(learnt.map((entry) => [entry.identifier, entry.outcome]));
    const entries = job.resumes.entries.map((entry) => {
      // An item that was given twice may be open in one place and done in another.
      const now = isOpen(entry.outcome) ? news.get(entry.identifier) : undefined;
      return now ? { ...entry, outcome: afterRetry(entry.outcome, now) } : entry;
    });
    amend(job.resumes.number, { entries, aborted, error, endedAt, address });
    looked.value = job.resumes.number;
    return job.resumes.number;
  }
  const { action } = job;
  return add({ action, address, startedAt, endedAt, entries: learnt, aborted, error, undoes: job.undoes?.number })
    .number;
}

function putBack(entries: readonly Entry[]): string[] {
  return entries.filter(({ outcome }) => !isOpen(outcome)).map(({ identifier }) => itemOf(identifier));
}

/** A change tells the state, and an open one makes it unknown. */
function remember(outcome: BatchOutcome): void {
  const at = Date.now();
  if ("change" in outcome) learn(outcome.identifier, { active: outcome.change.active, at });
  if (outcome.state === "unknown") learn(outcome.identifier, { active: undefined, why: outcome.error.code, at });
}
