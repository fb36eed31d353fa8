import { csvRows, declared } from "./csv.ts";
import { formRows } from "./form.ts";
import { gridsIn } from "./grid.ts";
import { jsonIn } from "./json.ts";
import { unfenced, unmarked } from "./marks.ts";
import type { IsListed, Mentions } from "./mention.ts";
import { mentionsInProse } from "./prose.ts";
import { candidates, mentionsIn, type Row, type Table, tableOf } from "./table.ts";

/** What a pasted text was read as. */
export type Reading =
  | { readonly kind: "nothing" }
  /** Running text, a list, or a table whose column of identifiers is plain. */
  | { readonly kind: "read"; readonly as: "prose" | "json" | "table"; readonly mentions: Mentions }
  /** A table of which somebody has to say where the identifiers are. Nothing is taken before. */
  | {
      readonly kind: "question";
      readonly as: "json" | "table";
      readonly table: Table;
      /** Those that have an identifier. */
      readonly columns: readonly number[];
    }
  /** JSON that cannot be read, or in which it is not plain what is meant. */
  | { readonly kind: "unclear" };

/** What somebody says of a table that is not plain: which column it is, or that it is running text. */
export type Answer = number | "prose";

/** Reads a text for the identifiers in it. What looks like a table is read as one, and never by its words unless
 * somebody says so. */
export function read(text: string, isListed: IsListed, answer?: Answer): Reading {
  const clean = unfenced(unmarked(text));
  if (clean.trim() === "") return { kind: "nothing" };
  const json = jsonIn(clean, isListed);
  if (json?.kind === "unclear") return json;
  if (json?.kind === "list") return { kind: "read", as: "json", mentions: json.mentions };
  if (json) return readTable(json.rows, "json", isListed, answer);
  const rows = answer === "prose" ? undefined : rowsIn(clean, isListed);
  if (rows) return readTable(rows, "table", isListed, answer);
  return { kind: "read", as: "prose", mentions: mentionsInProse(clean, isListed) };
}

function readTable(rows: readonly Row[], as: "json" | "table", isListed: IsListed, answer?: Answer): Reading {
  const table = tableOf(rows, isListed);
  const column = table.plain ?? answer;
  if (typeof column === "number") return { kind: "read", as, mentions: mentionsIn(table, column, isListed) };
  return { kind: "question", as, table, columns: candidates(table, isListed) };
}

/** The rows of a text that is a table, however it is written. */
function rowsIn(text: string, isListed: IsListed): readonly Row[] | undefined {
  const spreadsheet = declared(text);
  if (spreadsheet) return csvRows(spreadsheet.rest, spreadsheet.separator);
  const grids = gridsIn(text);
  const isPlain = (rows: readonly Row[]) => tableOf(rows, isListed).plain !== undefined;
  const isNamed = (rows: readonly Row[]) => tableOf(rows, isListed).header !== undefined;
  const form = formRows(text, isListed);
  return (
    grids.find(({ rows }) => isPlain(rows))?.rows ??
    (form && isPlain(form) ? form : undefined) ??
    grids.find(({ rows, convinces }) => convinces && isNamed(rows))?.rows ??
    grids.find(({ convinces }) => convinces)?.rows ??
    form
  );
}
