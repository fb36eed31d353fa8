import Papa from "papaparse";
import { harmless } from "./formula.ts";
import type { Report } from "./report.ts";

/** The report as `mysafe-wasm` writes one, and what else is known of it: a script can go on with it, and so can the
 * page. */
export function asJson(report: Report): string {
  const { action, address, startedAt, endedAt, aborted, error, entries } = report;
  const states = entries.map(({ outcome }) => outcome.state);
  const count = (state: string) => states.filter((other) => other === state).length;
  return JSON.stringify(
    {
      action,
      address,
      startedAt,
      endedAt,
      total: entries.length,
      changed: count("changed"),
      unchanged: count("unchanged"),
      failed: count("failed"),
      unknown: count("unknown"),
      skipped: count("skipped"),
      aborted,
      error,
      outcomes: entries.map(({ name, outcome }) => ({ ...outcome, name })),
    },
    undefined,
    2,
  );
}

const columns = [
  "identifier",
  "name",
  "outcome",
  "active",
  "certain",
  "verified",
  "code",
  "http_status",
  "mysafe_error",
  "request_id",
  "attempts",
  "message",
] as const;

/** The report as a table, with the separator that the reader's spreadsheet expects. The mark at the beginning tells
 * spreadsheets that it is UTF-8. */
export function asCsv({ entries }: Report, separator: "," | ";"): string {
  const rows = entries.map(({ identifier, name, outcome }) => {
    const change = "change" in outcome ? outcome.change : undefined;
    const error = "error" in outcome ? outcome.error : undefined;
    const cells = [
      identifier,
      name,
      outcome.state,
      change?.active,
      change?.certain,
      change?.verified,
      error?.code,
      change?.status ?? error?.status,
      error?.apiCode,
      error?.requestId,
      change?.attempts ?? error?.attempts,
      change?.message ?? error?.message,
    ];
    return cells.map((cell) => harmless(String(cell ?? "")));
  });
  return `\uFEFF${Papa.unparse([columns, ...rows], { delimiter: separator, newline: "\r\n" })}\r\n`;
}

/** Hands a file to the visitor. */
export function save(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

export function fileName({ action, startedAt }: Report, ending: "json" | "csv"): string {
  return `mysafe-${action}-${startedAt.toISOString().slice(0, 19).replaceAll(":", "-")}.${ending}`;
}
