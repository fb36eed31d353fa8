import { isNumber, undecorated } from "./cell.ts";
import { csvRows, filled } from "./csv.ts";
import type { Row } from "./table.ts";
import { wikiRows } from "./wiki.ts";

/** A text taken for a table whose cells something separates. */
export interface Grid {
  readonly rows: readonly Row[];
  /** Whether it looks like one, also without a known name above a column. */
  readonly convinces: boolean;
}

/** The tables that a text may be, the likeliest first. */
export function gridsIn(text: string): readonly Grid[] {
  const wiki = wikiRows(text);
  const grids = wiki ? [{ rows: wiki, convinces: wiki.some(isNumbered) }] : [];
  for (const separator of ["\t", ";", "|"]) {
    if (!text.includes(separator) || (wiki && separator === "|")) continue;
    const rows = csvRows(text, separator);
    grids.push({ rows, convinces: convincesBy(separator, rows) });
  }
  // A comma is in most texts, and a table of one column has no separator.
  const byComma = csvRows(text, ",");
  grids.push({ rows: byComma, convinces: byComma.some(isRecord) || aligned(byComma) > 0 || closed(byComma) > 1 });
  const byGap = split(text, / {2,}|\t/);
  grids.push({ rows: byGap, convinces: aligned(byGap) > 0 });
  const byBlank = split(text, /\s+/);
  if (aligned(byBlank, true) > 1) grids.push({ rows: byBlank, convinces: true });
  return grids;
}

function convincesBy(separator: string, rows: readonly Row[]): boolean {
  // Nobody types a tab; the others stand in running text too.
  const least = separator === "\t" ? 1 : 2;
  return (rows.some(isNumbered) && rows.filter(isWide).length >= least) || rows.some(isRecord);
}

function split(text: string, separator: RegExp): readonly Row[] {
  return filled(text.split("\n").map((line) => line.trim().split(separator)));
}

function isWide({ cells }: Row): boolean {
  return cells.filter((cell) => cell.trim() !== "").length > 1;
}

function isLone(cell: string): boolean {
  return isNumber(undecorated(cell));
}

function isNumbered(row: Row): boolean {
  return !row.outside && isWide(row) && row.cells.some(isLone);
}

/** The numbers that stand close to a separator. In running text, a blank follows a comma. */
function closeNumbers({ cells }: Row): number {
  const isClose = (index: number) => cells[index] !== undefined && !/^\s/.test(cells[index]);
  return cells.filter((cell, index) => isLone(cell) && isClose(index === 0 ? 1 : index)).length;
}

/** Two numbers of different meaning in one line: `43,Payments,7`. */
function isRecord(row: Row): boolean {
  return closeNumbers(row) > 1 && row.cells.some((cell) => cell.trim() !== "" && !isLone(cell));
}

/** How many rows have a number close to a separator. */
function closed(rows: readonly Row[]): number {
  return rows.filter((row) => isWide(row) && closeNumbers(row) > 0).length;
}

/** How many columns have a number in two rows or more. Of words, only rows of one length have columns. */
function aligned(rows: readonly Row[], areWords = false): number {
  const counts = new Map<number, Map<number, number>>();
  for (const row of rows) {
    if (!isWide(row)) continue;
    const length = areWords ? row.cells.length : 0;
    const columns = counts.get(length) ?? new Map<number, number>();
    counts.set(length, columns);
    for (const [index, cell] of row.cells.entries()) {
      if (isLone(cell)) columns.set(index, (columns.get(index) ?? 0) + 1);
    }
  }
  return Math.max(0, ...[...counts.values()].map((columns) => [...columns.values()].filter((many) => many > 1).length));
}
