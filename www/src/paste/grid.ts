import { isNumber, withoutMarkup } from "./cell.ts";
import { csvRows, nonEmptyRows } from "./csv.ts";
import type { Row } from "./table.ts";
import { wikiRows } from "./wiki.ts";

/** A possible reading of a text as a table. */
export interface Grid {
  readonly rows: readonly Row[];
  /** Whether it looks like a table even without a known name in its header. */
  readonly isLikely: boolean;
}

/** All possible readings of a text as a table, the most likely first. */
export function gridsIn(text: string): readonly Grid[] {
  const wiki = wikiRows(text);
  const grids = wiki ? [{ rows: wiki, isLikely: wiki.some(isNumberRow) }] : [];
  for (const separator of ["\t", ";", "|"]) {
    if (!text.includes(separator) || (wiki && separator === "|")) continue;
    const rows = csvRows(text, separator);
    grids.push({ rows, isLikely: isLikelyTable(separator, rows) });
  }
  // Always tried: a comma is in most texts, and a table of one column has no separator.
  const byComma = csvRows(text, ",");
  const lines = byComma.filter((row) => !isBullet(row));
  grids.push({
    rows: byComma,
    isLikely: byComma.some(isRecord) || countNumberColumns(lines) > 0 || countCloseRows(lines) > 1,
  });
  const byGap = split(text, / {2,}|\t/);
  grids.push({ rows: byGap, isLikely: countNumberColumns(byGap) > 0 });
  const byBlank = split(text, /\s+/);
  if (countNumberColumns(byBlank, true) > 1) grids.push({ rows: byBlank, isLikely: true });
  return grids;
}

function isLikelyTable(separator: string, rows: readonly Row[]): boolean {
  // A tab is hardly ever typed. The other separators also occur in running text, so one row is not enough.
  const least = separator === "\t" ? 1 : 2;
  return (rows.some(isNumberRow) && rows.filter(hasSeveralCells).length >= least) || rows.some(isRecord);
}

function split(text: string, separator: RegExp): readonly Row[] {
  return nonEmptyRows(text.split("\n").map((line) => line.trim().split(separator)));
}

/** Whether a row is an entry of a list in running text: `- #44, of Ana`. With several numbers it can be a row of a table. */
function isBullet({ cells }: Row): boolean {
  return /^\s*[-*•–]\s/.test(cells[0] ?? "") && cells.filter(isNumberCell).length < 2;
}

function hasSeveralCells({ cells }: Row): boolean {
  return cells.filter((cell) => cell.trim() !== "").length > 1;
}

function isNumberCell(cell: string): boolean {
  return isNumber(withoutMarkup(cell));
}

function isNumberRow(row: Row): boolean {
  return !row.outside && hasSeveralCells(row) && row.cells.some(isNumberCell);
}

/** The number of numeric cells without a blank after the separator. Running text has a blank after a comma. */
function countCloseNumbers({ cells }: Row): number {
  const isClose = (index: number) => cells[index] !== undefined && !/^\s/.test(cells[index]);
  return cells.filter((cell, index) => isNumberCell(cell) && isClose(index === 0 ? 1 : index)).length;
}

/** Whether a row has several numbers and a text, such as `43,Payments,7`. */
function isRecord(row: Row): boolean {
  return countCloseNumbers(row) > 1 && row.cells.some((cell) => cell.trim() !== "" && !isNumberCell(cell));
}

/** The number of rows with a number next to a separator. */
function countCloseRows(rows: readonly Row[]): number {
  return rows.filter((row) => hasSeveralCells(row) && countCloseNumbers(row) > 0).length;
}

/** The number of columns with a number in two rows or more. With `areWords`, only rows of equal length are compared. */
function countNumberColumns(rows: readonly Row[], areWords = false): number {
  const counts = new Map<number, Map<number, number>>();
  for (const row of rows) {
    if (!hasSeveralCells(row)) continue;
    const length = areWords ? row.cells.length : 0;
    const columns = counts.get(length) ?? new Map<number, number>();
    counts.set(length, columns);
    for (const [index, cell] of row.cells.entries()) {
      if (isNumberCell(cell)) columns.set(index, (columns.get(index) ?? 0) + 1);
    }
  }
  return Math.max(0, ...[...counts.values()].map((columns) => [...columns.values()].filter((many) => many > 1).length));
}
