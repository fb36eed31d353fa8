import type { Paint } from "../terminal/colour.js";
import { printable } from "../terminal/printable.js";

/** A table with aligned columns, for a terminal. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = headings.map((heading, column) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[column] ?? "")), widthOf(heading)),
  );
  const lines = cells.map((row) => aligned(row, widths));
  return `${[paint.strong(aligned(headings, widths)), ...lines].join("\n")}\n`;
}

function aligned(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => padded(cell, widths[column] ?? 0))
    .join("  ")
    .trimEnd();
}

/** A text with blanks up to a width. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** The columns of a terminal that a text takes. Wide characters of East Asia are not known apart. */
export function widthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}
