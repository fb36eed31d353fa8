import { kindOf, type Report } from "./report.ts";

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
  "code",
  "http_status",
  "mysafe_error",
  "request_id",
  "attempts",
  "message",
] as const;

/** The report as a table, as RFC 4180 has it. The mark at the beginning tells spreadsheets that it is UTF-8. */
export function asCsv(report: Report): string {
  const rows = report.entries.map((entry) => {
    const { identifier, name, outcome } = entry;
    const change = "change" in outcome ? outcome.change : undefined;
    const error = "error" in outcome ? outcome.error : undefined;
    return [
      identifier,
      name,
      kindOf(entry) === "doubtful" ? "changed" : outcome.state,
      change?.active,
      change?.certain,
      error?.code,
      change?.status ?? error?.status,
      error?.apiCode,
      error?.requestId,
      change?.attempts ?? error?.attempts,
      change?.message ?? error?.message,
    ];
  });
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A spreadsheet takes text for a formula when it begins with one of these; an apostrophe before it says otherwise. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

function cell(value: string | number | boolean | undefined): string {
  const text = String(value ?? "");
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
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
