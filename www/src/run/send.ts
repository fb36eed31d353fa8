import { effect } from "@preact/signals";
import { type BatchOutcome, isMySafeError, MySafeError } from "mysafe-wasm";
import { nameOf, session, signInLoss } from "../connection/broker.ts";
import { type Connection, connection } from "../connection/connection.ts";
import { onClientEvent } from "../connection/events.ts";
import { kinds } from "../kinds/kinds.ts";
import type { Report, Target } from "../report/report.ts";
import { Contact } from "./contact.ts";
import { Gate } from "./gate.ts";
import type { Job, Phase } from "./job.ts";
import { Known } from "./known.ts";
import { limitOf, type StartedRun } from "./started.ts";

/** How a batch or a run has ended. */
export interface Result {
  readonly outcomes: readonly BatchOutcome[];
  readonly aborted: boolean;
  readonly error: MySafeError | undefined;
  readonly takenOver?: Report["takenOver"];
}

/** Sends the items: in one batch, and in another one after each renewed sign-in. */
export async function sendAll(current: Connection, job: Job, started: StartedRun): Promise<Result> {
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
