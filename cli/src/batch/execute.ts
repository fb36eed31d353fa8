import type { Connection } from "../connection/connection.js";
import { itemsOf } from "../connection/connection.js";
import type { Failure, Status } from "../failure.js";
import type { Journal } from "../journal/write.js";
import type { Values } from "../options/values.js";
import { jsonOf } from "../output/json.js";
import { type Batch, type RunReport, runBatch } from "../run/runner.js";
import type { Interruption } from "../terminal/interruption.js";
import type { Terminal } from "../terminal/terminal.js";
import { documentOf, outcomesOf, putBackIn, statusOf, timesOf } from "./document.js";
import { nextCommand } from "./next.js";
import { startProgress } from "./progress.js";
import { summaryOf } from "./summary.js";
import type { Waits } from "./waits.js";

/** What a run needs besides its journal. */
export interface Execution {
  readonly connection: Connection;
  readonly waits: Waits;
  readonly values: Values;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

/** Runs what is left of a journal, shows how it goes, and reports. The journal is closed at the end.
 *
 * @param left the number of items that are left */
export async function execute(journal: Journal, left: number, execution: Execution): Promise<Status> {
  const { terminal, values } = execution;
  const { words } = terminal;
  let report: RunReport;
  let closing: Failure | undefined;
  try {
    report = await runWithProgress(journal, left, execution);
  } finally {
    closing = await journal.close().then(
      () => undefined,
      (error: Failure) => error,
    );
  }
  const { run, path } = journal;
  const failure = report.journalFailure ?? closing;
  const document = documentOf(run.plan, outcomesOf(run), {
    ...{ aborted: report.aborted, ended: true, journal: path, endedAt: new Date().toISOString() },
    ...(report.error && { error: report.error }),
    ...(failure && { journalFailure: failure.message }),
    ...putBackIn(run),
    ...timesOf(run),
    ...(report.takenBack.length > 0 && { takenBack: report.takenBack }),
  });
  const { paint } = terminal;
  for (const line of ["", ...summaryOf(document, { words, paint, values, file: path, history: run })])
    terminal.say(line);
  terminal.say();
  terminal.say(words.batch.journal(path));
  if (values.json) terminal.print(jsonOf(document));
  return statusOf(document);
}

async function runWithProgress(journal: Journal, left: number, execution: Execution): Promise<RunReport> {
  const { terminal, interruption, values, waits } = execution;
  const { words } = terminal;
  const { kind } = journal.run.plan;
  const progress = await startProgress({ total: left, kind, waits }, terminal);
  interruption.announce({
    soft: () => progress.say(words.batch.ending),
    hard: () => progress.say(words.batch.endedAtOnce(nextCommand("resume", journal.path, values))),
  });
  try {
    return await runBatch({
      ...{ batch: batchOf(journal, execution), journal, signal: interruption.signal },
      ...{ concurrency: values.concurrency, outage: values.outage },
      onProgress: ({ done }) => progress.update(done),
    });
  } finally {
    progress.stop();
  }
}

function batchOf(journal: Journal, { connection }: Execution): Batch {
  const { kind, action } = journal.run.plan;
  const items = itemsOf(connection, kind);
  return (identifiers, options) =>
    action === "activate" ? items.activateMany(identifiers, options) : items.deactivateMany(identifiers, options);
}
