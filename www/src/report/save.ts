import { words } from "../i18n/language.ts";
import { addLogEntry } from "../log/log.ts";
import { announce } from "../ui/announce.ts";
import { download, fileName, toCsv, toJson } from "./export.ts";
import { type Report, reports, updateReport } from "./report.ts";

/** Saves a report as a file. */
export function saveReport(report: Report, ending: "json" | "csv"): void {
  const name = fileName(report, ending);
  if (ending === "json") download(name, "application/json", toJson(report));
  else download(name, "text/csv", toCsv(report, words.value.listSeparator));
  addLogEntry("plain", ({ log }) => log.exported(name));
  announce(words.value.log.exported(name));
  if (reports.value.includes(report)) updateReport(report.number, { isSaved: true });
}
