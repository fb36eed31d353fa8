import Papa from "papaparse";
import { words } from "../i18n/language.ts";
import { download } from "../report/export.ts";
import { neutralizeFormulas } from "../report/formula.ts";
import { announce } from "../ui/announce.ts";
import { addLogEntry, log } from "./log.ts";

/** Saves the log as a file, oldest first. Nothing secret is in it: events have names, numbers, addresses and what the visitor said
 * of a run. */
export function saveLog(ending: "txt" | "csv"): void {
  const name = `mysafe-log-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${ending}`;
  if (ending === "csv") download(name, "text/csv", logCsv(words.value.listSeparator));
  else download(name, "text/plain", logText());
  addLogEntry("plain", ({ log: t }) => t.exported(name));
  announce(words.value.log.exported(name));
}

/** The log as lines, with times in UTC. */
function logText(): string {
  return log.value
    .toReversed()
    .map(({ at, text }) => `${at.toISOString()}  ${text(words.value).replaceAll(/\s+/g, " ")}\n`)
    .join("");
}

function logCsv(separator: "," | ";"): string {
  const rows = log.value
    .toReversed()
    .map(({ at, tone, text }) => [at.toISOString(), tone, neutralizeFormulas(text(words.value))]);
  return `\uFEFF${Papa.unparse([["at", "tone", "event"], ...rows], { delimiter: separator, newline: "\r\n" })}\r\n`;
}
