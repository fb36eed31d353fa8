import type { ReadonlySignal } from "@preact/signals";
import type { Kind } from "mysafe-wasm";
import type { Action, OutcomeKind, Report, Target } from "../report/report.ts";
import type { Contact } from "./contact.ts";
import type { Speed } from "./speed.ts";

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
