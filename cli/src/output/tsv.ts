import { printable } from "../terminal/printable.js";
import type { Cell } from "./csv.js";

/** A table as lines with tabs, for programs: the names of the columns, then the rows. */
export function tsvOf(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => printable(String(cell ?? ""))).join("\t"));
  return `${lines.join("\n")}\n`;
}
