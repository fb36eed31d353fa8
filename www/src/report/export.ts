import Papa from "papaparse";
import { kinds } from "../kinds/kinds.ts";
import { neutralizeFormulas } from "./formula.ts";
import type { Report } from "./report.ts";

/** The report in the format of `mysafe-wasm`, with additional fields. A script can process it, and the page can load it. */
export function toJson(report: Report): string {
  const { kind, action, address, tenant, startedAt, endedAt, duration, aborted, error, entries, undone } = report;
  const states = entries.map(({ outcome }) => outcome.state);
  const count = (state: string) => states.filter((other) => other === state).length;
  return JSON.stringify(
    {
      kind,
      action,
      address,
      tenant,
      startedAt,
      endedAt,
      duration,
      total: entries.length,
      changed: count("changed"),
      unchanged: count("unchanged"),
      failed: count("failed"),
      unknown: count("unknown"),
      skipped: count("skipped"),
      aborted,
      error,
      ...(undone.size > 0 && { undone: [...undone] }),
      outcomes: entries.map(({ name, at, outcome }) => ({ ...outcome, name, at })),
    },
    undefined,
    2,
  );
}

const columns = [
  "identifier",
  "kind",
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

/** The report as CSV with this separator. It starts with a byte order mark, by which spreadsheets recognize UTF-8. */
export function toCsv({ kind, entries }: Report, separator: "," | ";"): string {
  const rows = entries.map(({ identifier, name, outcome }) => {
    const change = "change" in outcome ? outcome.change : undefined;
    const error = "error" in outcome ? outcome.error : undefined;
    const cells = [
      identifier,
      kind,
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
    return cells.map((cell) => neutralizeFormulas(String(cell ?? "")));
  });
  return `\uFEFF${Papa.unparse([columns, ...rows], { delimiter: separator, newline: "\r\n" })}\r\n`;
}

/** Downloads `content` as a file. */
export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // By the next task, the browser has opened the blob.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** A file name such as `mysafe-deactivate-passwords-2026-11-23T10-00-00.json`, of when the report began, or else is saved. */
export function fileName({ kind, action, startedAt = new Date() }: Report, ending: "json" | "csv"): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(":", "-");
  return `mysafe-${action}-${kinds[kind].fileName}-${time}.${ending}`;
}
