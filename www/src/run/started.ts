import { type Signal, signal } from "@preact/signals";
import type { BatchOutcome, Kind } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import { countsOf, type OutcomeKind, outcomeKindOf } from "../report/report.ts";
import { whoActs } from "../report/sign-off.ts";
import type { Who } from "../report/turn.ts";
import { coalesce } from "../ui/coalesce.ts";
import { Contact, outageLimit } from "./contact.ts";
import { Gate } from "./gate.ts";
import type { Job, Phase, Run } from "./job.ts";
import { Speed } from "./speed.ts";

/** What acts on a run under way. */
export interface Controls {
  /** The source of the current batch. */
  gate: Gate<string>;
  readonly contact: Signal<Contact>;
  readonly abort: AbortController;
  readonly phase: Signal<Phase>;
}

/** A run that has begun, and what counts its outcomes. */
export interface StartedRun {
  readonly run: Run;
  readonly who: Who;
  readonly controls: Controls;
  readonly onOutcome: (outcome: BatchOutcome) => void;
  /** When the last outcome of each item came. */
  readonly times: ReadonlyMap<string, Date>;
  /** Counts these outcomes and no others. */
  readonly recount: (outcomes: readonly BatchOutcome[]) => void;
}

/** How long a run goes on while MySafe does not answer, ms. */
export const limitOf = ({ isPatient = false }: Job) => (isPatient ? Number.POSITIVE_INFINITY : outageLimit);

/** Begins to count. It sends nothing. */
export function begin(job: Job): StartedRun {
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
  const controls = { gate: new Gate([]), abort: new AbortController(), phase, contact };
  const run: Run = { job, startedAt, total: job.targets.length, speed, contact, phase, counts, done };
  return { run, who: whoActs(), controls, onOutcome, times, recount };
}

/** Records the state of an item after an outcome. It is unknown after an unknown outcome. */
function recordOutcomeState(kind: Kind, outcome: BatchOutcome): void {
  const { states } = collectionOf(kind);
  const at = Date.now();
  if ("change" in outcome) states.record(outcome.identifier, { active: outcome.change.active, at });
  if (outcome.state === "unknown")
    states.record(outcome.identifier, { active: undefined, why: outcome.error.code, at });
}
