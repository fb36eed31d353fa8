import type { Invocation } from "../commands/command.js";
import { type Status, status } from "../failure.js";
import { formatOf } from "../options/format.js";
import { jsonOf } from "../output/json.js";
import {
  documentOf,
  namedPutBack,
  outcomesOf,
  putBackIn,
  type ReportDocument,
  settledIn,
  timesOf,
} from "./document.js";
import { reportCsv } from "./report-csv.js";
import { historyOf, type RunFile, readRunFile } from "./run-file.js";
import { summaryOf } from "./summary.js";

/** Shows what a run did. */
export async function showReport({ arguments: given, values, terminal }: Invocation): Promise<Status> {
  const { words } = terminal;
  const format = formatOf(values, words);
  const file = await readRunFile(given[0] ?? "", words);
  const document = documentOfFile(file);
  if (format === "json") terminal.print(jsonOf(document));
  else if (format === "csv") terminal.print(await reportCsv(document, words.listSeparator));
  else {
    const lines = summaryOf(document, {
      words,
      ...{ paint: terminal.resultPaint, values, file: file.path, isWhole: true },
      history: historyOf(file),
    });
    terminal.print(`${lines.join("\n")}\n`);
  }
  return settledIn(document) === document.total ? status.done : status.incomplete;
}

function documentOfFile(file: RunFile): ReportDocument {
  if (!file.isJournal) {
    const { kind, action, address, tenant, startedAt, undone: _, maybeUndone: _maybe, outcomes, ...rest } = file.report;
    const subject = {
      ...{ kind, action },
      ...(address !== undefined && { address }),
      ...(tenant !== undefined && { tenant }),
      ...(startedAt !== undefined && { started: startedAt }),
    };
    return documentOf(subject, outcomes, { aborted: false, ended: true, ...rest, ...namedPutBack(file.report) });
  }
  const { run, path } = file;
  const { aborted = false, error } = run.end ?? {};
  const circumstances = {
    aborted,
    ended: run.end !== undefined,
    journal: path,
    ...(error && { error }),
    ...putBackIn(run),
    ...timesOf(run),
  };
  return documentOf(run.plan, outcomesOf(run), circumstances);
}
