import { csvRows, declaredSeparator } from "./csv.ts";
import { formRows } from "./form.ts";
import { gridsIn } from "./grid.ts";
import { jsonIn } from "./json.ts";
import { withoutFence, withoutMarks } from "./marks.ts";
import type { IsListed, Mentions } from "./mention.ts";
import { mentionsInProse } from "./prose.ts";
import { candidateColumns, mentionsIn, type Row, type Table, tableOf } from "./table.ts";

/** The result of reading a pasted text. */
export type Reading =
  | { readonly kind: "nothing" }
  /** Running text, a list, or a table with one evident column of identifiers. */
  | { readonly kind: "read"; readonly as: "prose" | "json" | "table"; readonly mentions: Mentions }
  /** A table whose column of identifiers the visitor has to choose. Nothing is taken until then. */
  | {
      readonly kind: "question";
      readonly as: "json" | "table";
      readonly table: Table;
      /** The columns that have an identifier. */
      readonly columns: readonly number[];
    }
  /** JSON that cannot be parsed, or is ambiguous. */
  | { readonly kind: "unclear" };

/** The visitor's answer: the column of identifiers, or that the text is not a table. */
export type Answer = number | "prose";

/** Finds the identifiers in a text. A text that looks like a table is read as prose only if `answer` says so. */
export function read(text: string, isListed: IsListed, answer?: Answer): Reading {
  const clean = withoutFence(withoutMarks(text));
  if (clean.trim() === "") return { kind: "nothing" };
  const json = jsonIn(clean, isListed);
  if (json?.kind === "unclear") return json;
  if (json?.kind === "list") return { kind: "read", as: "json", mentions: json.mentions };
  if (json) return readTable(json.rows, "json", isListed, answer);
  const rows = answer === "prose" ? undefined : tableRows(clean, isListed);
  if (rows) return readTable(rows, "table", isListed, answer);
  return { kind: "read", as: "prose", mentions: mentionsInProse(clean, isListed) };
}

function readTable(rows: readonly Row[], as: "json" | "table", isListed: IsListed, answer?: Answer): Reading {
  const table = tableOf(rows, isListed);
  const column = table.identifierColumn ?? answer;
  if (typeof column === "number") return { kind: "read", as, mentions: mentionsIn(table, column, isListed) };
  return { kind: "question", as, table, columns: candidateColumns(table, isListed) };
}

/** The rows of a text that is a table in any supported form. */
function tableRows(text: string, isListed: IsListed): readonly Row[] | undefined {
  const spreadsheet = declaredSeparator(text);
  if (spreadsheet) return csvRows(spreadsheet.rest, spreadsheet.separator);
  const grids = gridsIn(text);
  const isPlain = (rows: readonly Row[]) => tableOf(rows, isListed).identifierColumn !== undefined;
  const isNamed = (rows: readonly Row[]) => tableOf(rows, isListed).header !== undefined;
  const form = formRows(text, isListed);
  return (
    grids.find(({ rows }) => isPlain(rows))?.rows ??
    (form && isPlain(form) ? form : undefined) ??
    grids.find(({ rows, isLikely }) => isLikely && isNamed(rows))?.rows ??
    grids.find(({ isLikely }) => isLikely)?.rows ??
    form
  );
}
