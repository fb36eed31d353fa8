import { signal } from "@preact/signals";
import { connection } from "../connection/connection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { unsavedReports } from "../report/keeping.ts";
import { countsOf } from "../report/report.ts";
import { saidBy } from "../report/turn.ts";
import type { Job, Run } from "./job.ts";
import { storeResult } from "./result.ts";
import { sendAll } from "./send.ts";
import { begin, type Controls } from "./started.ts";

/** The current run. There is at most one, of any kind. */
export const run = signal<Run | undefined>(undefined);

/** The number of the last run's report, until the visitor opens or dismisses it. */
export const endedReport = signal<number | undefined>(undefined);

let controls: Controls | undefined;

/** Runs a job and stores its report. Does nothing during another run, so a second click sends nothing. */
export async function start(job: Job): Promise<void> {
  const current = connection.value;
  if (run.value || !current || job.targets.length === 0) return;
  const started = begin(job);
  controls = started.controls;
  run.value = started.run;
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
