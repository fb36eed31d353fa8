import { isJournal, parseJournal } from "./journal.ts";
import { type LoadedReport, parseReport } from "./load.ts";

/** Reads a report: of this page, of a script, or a journal of the command line. */
export function readReport(text: string, file: string): LoadedReport {
  return isJournal(text) ? parseJournal(text, file) : parseReport(text, file);
}
