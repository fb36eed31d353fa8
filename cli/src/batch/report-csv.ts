import { csvOf } from "../output/csv.js";
import type { ReportDocument } from "./document.js";

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

/** A report as CSV, with the columns that the admin page writes. */
export function reportCsv({ kind, outcomes }: ReportDocument, separator: "," | ";"): Promise<string> {
  const rows = outcomes.map((outcome) => {
    const change = "change" in outcome ? outcome.change : undefined;
    const error = "error" in outcome ? outcome.error : undefined;
    return [
      outcome.identifier,
      kind,
      outcome.name,
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
  });
  return csvOf(columns, rows, separator);
}
