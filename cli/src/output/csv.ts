import { neutralizeFormulas } from "./formula.js";

/** A cell of a table of results. */
export type Cell = string | number | boolean | undefined;

/** A table as CSV for spreadsheets: with a byte order mark, by which they recognize UTF-8, and without formulas. */
export async function csvOf(
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
  separator: "," | ";",
): Promise<string> {
  const { default: papa } = await import("papaparse");
  const cells = Array.from(rows, (row) => row.map((cell) => neutralizeFormulas(String(cell ?? ""))));
  return `\uFEFF${papa.unparse([columns.slice(), ...cells], { delimiter: separator, newline: "\r\n" })}\r\n`;
}
