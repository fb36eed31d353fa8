import { identifiersIn, isIdentifierName } from "./cell.ts";
import type { IsListed, Mention, Mentions, Passed, Reason, Taken } from "./mention.ts";

/** A row as it was pasted. */
export interface Row {
  readonly cells: readonly string[];
  /** Whether it is a line of text that stands around the table. */
  readonly outside?: boolean;
  /** Whether an empty line stands before it. */
  readonly apart?: boolean;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Which row names the columns, when one has a known name. */
  readonly header: number | undefined;
  /** How many cells a row has. */
  readonly width: number;
  /** The column of identifiers, when it is plain. */
  readonly plain: number | undefined;
}

/** Finds the header, and the column of identifiers if it is plain: named once, with identifiers below, and not out of
 * line with its rows. */
export function tableOf(rows: readonly Row[], isListed: IsListed): Table {
  const header = rows.findIndex(({ cells }) => cells.some(isIdentifierName));
  if (header < 0) return { rows, header: undefined, width: usual(rows, ({ cells }) => cells.length), plain: undefined };
  const names = rows[header]?.cells ?? [];
  const width = trimmed(names);
  const below = rows.slice(header + 1);
  const column = names.findIndex(isIdentifierName);
  const named = names.filter(isIdentifierName).length;
  const isData = ({ cells }: Row) => identifiersIn(cells[column] ?? "", isListed).length > 0;
  const data = below.filter((row) => isData(row) && isInLine(row.cells, column, width));
  // Another table may follow, whose columns are others.
  const contradicted = below.some(
    (row) => !isData(row) && row.cells.some((cell, index) => isIdentifierName(cell) && index !== column),
  );
  const fits = data.length > 0 && usual(data, ({ cells }) => trimmed(cells)) <= width;
  return { rows, header, width, plain: named === 1 && fits && !contradicted ? column : undefined };
}

/** The columns that have an identifier anywhere. */
export function candidates({ rows }: Table, isListed: IsListed): readonly number[] {
  const columns = new Set<number>();
  for (const { cells, outside } of rows) {
    if (outside) continue;
    for (const [index, cell] of cells.entries()) {
      if (!columns.has(index) && identifiersIn(cell, isListed).length > 0) columns.add(index);
    }
  }
  return [...columns].sort((a, b) => a - b);
}

/** The first rows of the table itself, for people to see which column is which. */
export function firstRows({ rows, header, width }: Table, many: number): readonly Row[] {
  const first = header ?? rows.findIndex(({ cells, outside }) => !outside && cells.length >= Math.min(width, 2));
  return rows
    .slice(Math.max(0, first))
    .filter(({ outside }) => !outside)
    .slice(0, many);
}

/** What a column names. */
export function mentionsIn({ rows, header, width }: Table, column: number, isListed: IsListed): Mentions {
  const taken: Taken[] = [];
  const passed: Passed[] = [];
  let begun = false;
  let ended = false;
  for (const [index, row] of rows.entries()) {
    const { cells } = row;
    const cell = cells[column] ?? "";
    if (index === header || isIdentifierName(cell)) continue;
    const identifiers = identifiersIn(cell, isListed);
    const inLine = isInLine(cells, column, width);
    ended ||= begun && row.apart === true && (identifiers.length === 0 || !inLine);
    if (ended || row.outside || (header !== undefined && index < header)) passed.push(whole(cells, "outside"));
    else if (!inLine) passed.push(whole(cells, "width"));
    else if (identifiers.length === 0)
      passed.push(cell.trim() === "" ? whole(cells, "cell") : { ...placed(cells, column), reason: "cell" });
    else {
      begun = true;
      for (const identifier of identifiers) taken.push({ ...placed(cells, column), identifier });
    }
  }
  // A line without a digit, such as a greeting, is nothing that somebody would look for.
  return { taken, passed: passed.filter(({ text, reason }) => reason === "cell" || /\d/.test(text)) };
}

/** Whether the cells of a row stand in their columns. A separator too many or too few shifts all cells but the first. */
function isInLine(cells: readonly string[], column: number, width: number): boolean {
  return column === 0 || (cells.length >= width && trimmed(cells) <= width);
}

/** How many cells there are up to the last one that is not empty. */
function trimmed(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

/** The number that most rows have, of those with more than one cell; the greatest of several. */
function usual(rows: readonly Row[], of: (row: Row) => number): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  const most = [...counts].filter(([number]) => number > 1).sort(([a, many], [b, more]) => more - many || b - a);
  return most[0]?.[0] ?? 1;
}

/** A cell with the others of its row, of which those before it are shown as far as it stays in sight. */
function placed(cells: readonly string[], column: number): Mention {
  const before = joined(cells.slice(0, column));
  const after = joined(cells.slice(column + 1));
  return {
    text: cells[column]?.trim() ?? "",
    before: before && `${before.length > 32 ? `…${before.slice(-32)}` : before} · `,
    after: after && ` · ${after}`,
  };
}

function whole(cells: readonly string[], reason: Reason): Passed {
  return { text: joined(cells), before: "", after: "", reason };
}

function joined(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
}
