import { identifiersIn, isIdentifierName, kindOfColumn } from "./cell.ts";
import { isKindColumn, kindNamed } from "./kind-name.ts";
import type { IsListed, Mention, Mentions, Passed, Reason, Taken } from "./mention.ts";

/** A pasted row. */
export interface Row {
  readonly cells: readonly string[];
  /** Whether it is a line of text outside the table. */
  readonly outside?: boolean;
  /** Whether an empty line precedes it. */
  readonly afterEmptyLine?: boolean;
  /** The name of the kind of its item, if it is known from outside its cells. */
  readonly kind?: string | undefined;
}

/** A pasted table. */
export interface Table {
  readonly rows: readonly Row[];
  /** The index of the header: the first row with a known name of the identifier column. */
  readonly header: number | undefined;
  /** The number of cells in a row. */
  readonly width: number;
  /** The column of identifiers, if it is evident. */
  readonly identifierColumn: number | undefined;
}

/** Finds the header and the column of identifiers. The column is evident if the header names it once, it has identifiers,
 * and the rows are no wider than the header. */
export function tableOf(rows: readonly Row[], isListed: IsListed): Table {
  const header = rows.findIndex(({ cells }) => cells.some(isIdentifierName));
  if (header < 0)
    return {
      rows,
      header: undefined,
      width: mostFrequent(rows, ({ cells }) => cells.length),
      identifierColumn: undefined,
    };
  const names = rows[header]?.cells ?? [];
  const width = filledLength(names);
  const below = rows.slice(header + 1);
  const column = names.findIndex(isIdentifierName);
  const named = names.filter(isIdentifierName).length;
  const isData = ({ cells }: Row) => identifiersIn(cells[column] ?? "", isListed).length > 0;
  const data = below.filter((row) => isData(row) && isInLine(row.cells, column, width));
  // A second table can follow, with its columns in another order.
  const contradicted = below.some(
    (row) => !isData(row) && row.cells.some((cell, index) => isIdentifierName(cell) && index !== column),
  );
  const fits = data.length > 0 && mostFrequent(data, ({ cells }) => filledLength(cells)) <= width;
  return { rows, header, width, identifierColumn: named === 1 && fits && !contradicted ? column : undefined };
}

/** The columns with at least one identifier. */
export function candidateColumns({ rows }: Table, isListed: IsListed): readonly number[] {
  const columns = new Set<number>();
  for (const { cells, outside } of rows) {
    if (outside) continue;
    for (const [index, cell] of cells.entries()) {
      if (!columns.has(index) && identifiersIn(cell, isListed).length > 0) columns.add(index);
    }
  }
  return [...columns].sort((a, b) => a - b);
}

/** The first rows of the table, to show which column is which. */
export function firstRows({ rows, header, width }: Table, many: number): readonly Row[] {
  const first = header ?? rows.findIndex(({ cells, outside }) => !outside && cells.length >= Math.min(width, 2));
  return rows
    .slice(Math.max(0, first))
    .filter(({ outside }) => !outside)
    .slice(0, many);
}

/** The mentions in a column. */
export function mentionsIn({ rows, header, width }: Table, column: number, isListed: IsListed): Mentions {
  const taken: Taken[] = [];
  const passed: Passed[] = [];
  let started = false;
  let ended = false;
  const names = header === undefined ? [] : (rows[header]?.cells ?? []);
  const kindColumn = names.findIndex(isKindColumn);
  const columnKind = kindOfColumn(names[column] ?? "");
  for (const [index, row] of rows.entries()) {
    const { cells } = row;
    const cell = cells[column] ?? "";
    if (index === header || isIdentifierName(cell)) continue;
    const identifiers = identifiersIn(cell, isListed);
    const inLine = isInLine(cells, column, width);
    ended ||= started && row.afterEmptyLine === true && (identifiers.length === 0 || !inLine);
    if (ended || row.outside || (header !== undefined && index < header)) passed.push(rowMention(cells, "outside"));
    else if (!inLine) passed.push(rowMention(cells, "width"));
    else if (identifiers.length === 0)
      passed.push(cell.trim() === "" ? rowMention(cells, "cell") : { ...cellMention(cells, column), reason: "cell" });
    else {
      started = true;
      const kind = row.kind ?? kindNamed(cells[kindColumn] ?? "") ?? columnKind;
      for (const identifier of identifiers) taken.push({ ...cellMention(cells, column), identifier, kind });
    }
  }
  // A line without a digit, such as a greeting, is not worth reporting.
  return { taken, passed: passed.filter(({ text, reason }) => reason === "cell" || /\d/.test(text)) };
}

/** Whether the cells of a row are in their columns. A missing or extra separator shifts all cells but the first. */
function isInLine(cells: readonly string[], column: number, width: number): boolean {
  return column === 0 || (cells.length >= width && filledLength(cells) <= width);
}

/** The number of cells up to the last non-empty one. */
function filledLength(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

/** The most frequent number above 1 that `of` returns; the greatest one of a tie, and 1 if there is none. */
function mostFrequent(rows: readonly Row[], of: (row: Row) => number): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  const most = [...counts].filter(([number]) => number > 1).sort(([a, many], [b, more]) => more - many || b - a);
  return most[0]?.[0] ?? 1;
}

/** A cell with the rest of its row as context. The cells before it are shortened, so that it stays in sight. */
function cellMention(cells: readonly string[], column: number): Mention {
  const before = joinCells(cells.slice(0, column));
  const after = joinCells(cells.slice(column + 1));
  return {
    text: cells[column]?.trim() ?? "",
    before: before && `${before.length > 32 ? `…${before.slice(-32)}` : before} · `,
    after: after && ` · ${after}`,
  };
}

function rowMention(cells: readonly string[], reason: Reason): Passed {
  return { text: joinCells(cells), before: "", after: "", reason };
}

function joinCells(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
}
