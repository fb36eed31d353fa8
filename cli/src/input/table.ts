import type { Kind } from "mysafe-wasm";
import { Failure } from "../failure.js";
import { askedColumn, type ColumnOptions, givenColumn } from "./column.js";
import { type CsvRecord, checkQuotes, parseCsv } from "./csv.js";
import { itemsOf } from "./given.js";
import { isIdentifierName, isKindColumn, isNameColumn, kindOfHeading } from "./heading.js";
import { isNumber, trimmed } from "./identifier.js";
import { kindOfCells } from "./kind-column.js";
import { printable } from "./quoted.js";
import type { Reading } from "./reading.js";

interface Table {
  readonly first: CsvRecord;
  readonly below: readonly CsvRecord[];
}

interface Column {
  readonly index: number;
  /** Whether the first record is the heading. */
  readonly isHeaded: boolean;
}

/** Reads a table that is delimited by commas, semicolons or tabs. */
export async function readTable(text: string, options: ColumnOptions): Promise<Reading> {
  const csv = parseCsv(text, options.description);
  const [first, ...below] = csv.records;
  if (!first) throw new Failure(`${options.description} has no identifiers`);
  const { index, isHeaded } = await columnOf({ first, below }, options);
  checkQuotes(csv, index, options.description);
  const headings = isHeaded ? first.cells : [];
  const records = isHeaded ? below : [first, ...below];
  const heading = headings[index];
  const label = heading === undefined ? index + 1 : `"${printable(trimmed(heading))}"`;
  const description = `${options.description}, column ${label}`;
  const nameColumn = headings.findIndex((name, at) => at !== index && isNameColumn(name));
  const candidates = records.map(({ cells }) => ({ text: cells[index] ?? "", name: cells[nameColumn] }));
  const items = itemsOf(candidates, (at) => `line ${records[at]?.line}`, description);
  const kind = kindOf(headings, records, description) ?? (heading === undefined ? undefined : kindOfHeading(heading));
  return { items, description: options.description, column: String(label), ...(kind && { kind }) };
}

async function columnOf(table: Table, options: ColumnOptions): Promise<Column> {
  const { cells } = table.first;
  const { column, description } = options;
  if (column !== undefined) {
    const index = givenColumn(labelsOf(cells), column, description);
    return { index, isHeaded: isNumber(trimmed(column)) ? isHeaded(table, index) : true };
  }
  const named = cells.flatMap((cell, index) => (isIdentifierName(cell) ? [index] : []));
  const [only] = named.length > 0 ? named : columnsOfNumbers(table);
  if (named.length === 1 && only !== undefined) return { index: only, isHeaded: true };
  if (named.length === 0 && only !== undefined) return { index: only, isHeaded: false };
  const index = await askedColumn(labelsOf(cells), options);
  return { index, isHeaded: isHeaded(table, index) };
}

/** The only column of numbers, of a table without a heading. Below a heading of another name, numbers are something else:
 * `uses`, `port`. */
function columnsOfNumbers({ first, below }: Table): readonly number[] {
  const records = [first, ...below];
  const columns = first.cells.flatMap((_, index) =>
    records.every(({ cells }) => isNumber(trimmed(cells[index] ?? ""))) ? [index] : [],
  );
  return columns.length === 1 ? columns : [];
}

/** Whether the first record is a heading: it has a known name in it, or no number, and a word above the numbers of the
 * column. In doubt it is a record, for then it is sent or refused, and not left out. */
function isHeaded({ first, below }: Table, column: number): boolean {
  if (first.cells.some(isIdentifierName)) return true;
  const heading = first.cells[column] ?? "";
  return (
    !first.cells.some((cell) => isNumber(trimmed(cell))) &&
    /\p{L}/u.test(heading) &&
    !/\p{N}/u.test(heading) &&
    below.length > 0 &&
    below.every(({ cells }) => isNumber(trimmed(cells[column] ?? "")))
  );
}

/** How a question and a message call the columns. No cell of a record is shown: it can be a password. */
function labelsOf(cells: readonly string[]): readonly string[] {
  const areNames = cells.some(isIdentifierName) || !cells.some((cell) => isNumber(trimmed(cell)));
  return areNames ? cells : cells.map((cell, index) => `${isNumber(trimmed(cell)) ? "numbers" : "text"} ${index + 1}`);
}

function kindOf(headings: readonly string[], records: readonly CsvRecord[], description: string): Kind | undefined {
  const column = headings.findIndex(isKindColumn);
  if (column < 0) return undefined;
  const cells = records.map((record) => record.cells[column] ?? "");
  return kindOfCells(cells, (index) => `line ${records[index]?.line}`, description);
}
