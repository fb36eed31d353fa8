import Papa from "papaparse";
import { itemOf } from "../item.ts";
import { kinds } from "../kinds/kinds.ts";
import { neutralizeFormulas } from "./formula.ts";
import { lastLook } from "./looks.ts";
import type { Entry, Report } from "./report.ts";
import type { Look } from "./turn.ts";

/** The report in the format of `mysafe-wasm`, with additional fields: cli/schema/report.json describes them. A script and the
 * command line can process it, and the page can load it. */
export function toJson(report: Report): string {
  const { kind, action, address, tenant, startedAt, endedAt, duration, runs, verifications, entries } = report;
  const { aborted, error, undone } = report;
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
      runs,
      verifications,
      total: entries.length,
      changed: count("changed"),
      unchanged: count("unchanged"),
      failed: count("failed"),
      unknown: count("unknown"),
      skipped: count("skipped"),
      aborted,
      ended: !report.didNotEnd,
      error,
      ...(undone.size > 0 && { undone: [...undone] }),
      outcomes: entries.map(({ name, at, run, looks, outcome }) => ({
        ...outcome,
        ...{ name, at, run, looks: looks?.map(lookFields) },
      })),
    },
    undefined,
    2,
  );
}

const lookFields = (look: Look) =>
  look.active === undefined ? { at: look.at, code: look.why } : { at: look.at, active: look.active };

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
  "undone",
  "at",
  "run",
  "operator",
  "identity",
  "ticket",
  "note",
  "client_id",
  "look_at",
  "look_active",
  "look_code",
] as const;

/** The report as CSV with this separator. It starts with a byte order mark, by which spreadsheets recognize UTF-8. */
export function toCsv(report: Report, separator: "," | ";"): string {
  const { kind, entries, undone } = report;
  const rows = entries.map((entry) => {
    const { identifier, name, outcome } = entry;
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
      undone.has(itemOf(identifier)) || undefined,
      ...whenAndWho(entry, report),
    ];
    return cells.map((cell) => neutralizeFormulas(String(cell ?? "")));
  });
  return `\uFEFF${Papa.unparse([columns, ...rows], { delimiter: separator, newline: "\r\n" })}\r\n`;
}

/** When the outcome came, in a run of whom and why, and what the last look saw. */
function whenAndWho(entry: Entry, { runs = [] }: Report): readonly unknown[] {
  const { at, run } = entry;
  const { operator, identity, ticket, note, clientId } = runs[(run ?? 0) - 1] ?? {};
  const look = lastLook(entry);
  return [
    at?.toISOString(),
    run,
    ...[operator, identity, ticket, note, clientId],
    ...[look?.at.toISOString(), look?.active, look?.active === undefined ? look?.why : undefined],
  ];
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
export function fileName({ kind, action, startedAt = new Date() }: Report, ending: "json" | "csv" | "pdf"): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(":", "-");
  return `mysafe-${action}-${kinds[kind].fileName}-${time}.${ending}`;
}
