import { csvOf } from "../output/csv.js";
import { kindsIn, type ReportDocument } from "./document.js";

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

/** Whether an undo has put an item back since its outcome. */
const undoneCells: Readonly<Record<string, string>> = { undone: "true", maybeUndone: "maybe" };

/** A report as CSV, with the columns that the admin page writes. */
export function reportCsv(document: ReportDocument, separator: "," | ";"): Promise<string> {
  const { kind, outcomes } = document;
  const kinds = kindsIn(document);
  const rows = outcomes.map((outcome, index) => {
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
      undoneCells[kinds[index] ?? ""],
      ...whenAndWho(outcome, document),
    ];
  });
  return csvOf(columns, rows, separator);
}

/** When the outcome came, in a run of whom and why, and what the last look saw. */
function whenAndWho({ at, run, looks }: ReportDocument["outcomes"][number], { runs = [] }: ReportDocument) {
  const { operator, identity, ticket, note, clientId } = runs[(run ?? 0) - 1] ?? {};
  const look = looks?.at(-1);
  const [active, code] = look && "active" in look ? [look.active, undefined] : [undefined, look?.code];
  return [at, run, operator, identity, ticket, note, clientId, look?.at, active, code];
}
