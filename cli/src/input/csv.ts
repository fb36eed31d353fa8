import Papa from "papaparse";
import { Failure } from "../failure.js";
import { isIdentifierName } from "./heading.js";
import { problemOf, trimmed } from "./identifier.js";

/** A record of CSV. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line of its start, from 1. A quoted cell can have several lines. */
  readonly line: number;
}

/** Parsed CSV. */
export interface Csv {
  readonly records: readonly CsvRecord[];
  readonly delimiter: string;
}

/** A comma comes last: it also stands in texts. */
const delimiters = ["\t", ";", ","] as const;

/** The number of records by which the delimiter is found. */
const sample = 100;

/** Parses CSV. Empty lines are left out, and so are comments above the first record. Everything malformed is a failure
 * with its line: a record that a parser drops is an item that stays on. */
export function parseCsv(text: string, description: string): Csv {
  const [comments = ""] = /^(?:[^\S\n]*(?:#(?![,;\t]).*)?\n)*/.exec(text) ?? [];
  const declared = /^"?sep=([,;]|\t|\\t)"?[^\S\n]*\n/i.exec(text.slice(comments.length));
  const above = comments + (declared?.[0] ?? "");
  const body = text.slice(above.length);
  const delimiter = declared?.[1]?.replace("\\t", "\t") ?? delimiterOf(body);
  const firstLine = lineCount(above) + 1;
  const { data, errors } = parse(body, delimiter);
  const records = recordsOf(data, firstLine);
  const [error] = errors;
  if (error) {
    const line = records[error.row ?? 0]?.line ?? firstLine;
    const problem = error.code === "MissingQuotes" ? "a quote is not closed" : "a quoted cell goes on after its quote";
    throw new Failure(`${description}, line ${line}: ${problem}`);
  }
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  checkWidths(filled, description);
  return { records: filled, delimiter };
}

function parse(text: string, delimiter: string, preview = 0): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, newline: "\n", preview });
}

/** The delimiter in the first record: the one that gives a known heading, else the one that gives records of equal
 * length, else the first. */
function delimiterOf(text: string): string {
  const readings = delimiters.map((delimiter) => ({ delimiter, rows: parse(text, delimiter, sample).data }));
  const several = readings.filter(({ rows }) => (rows[0]?.length ?? 0) > 1);
  const named = several.find(({ rows }) => rows[0]?.some(isIdentifierName));
  const even = several.find(({ rows }) => rows.every((row) => row.length === rows[0]?.length || row.join("") === ""));
  return (named ?? even ?? several[0])?.delimiter ?? ",";
}

/** Fails if a cell has lines that are records with an identifier in this column. A quote that is closed too late takes
 * the records below it into one cell, and they would be lost. */
export function checkQuotes({ records, delimiter }: Csv, column: number, description: string): void {
  for (const { cells, line } of records) {
    const inner = cells.flatMap((cell) => (cell.includes("\n") ? cell.split("\n").slice(1) : []));
    const isRecord = (text: string) => {
      const parts = text.split(delimiter);
      const identifier = trimmed(parts[column] ?? "");
      return parts.length >= cells.length && /\d/.test(identifier) && problemOf(identifier) === undefined;
    };
    if (cells.length > 1 && inner.some(isRecord)) {
      throw new Failure(`${description}, line ${line}: a quoted cell has lines that look like records`);
    }
  }
}

function recordsOf(rows: readonly (readonly string[])[], firstLine: number): readonly CsvRecord[] {
  let next = firstLine;
  return rows.map((cells) => {
    const line = next;
    next += 1 + cells.reduce((count, cell) => count + lineCount(cell), 0);
    return { cells, line };
  });
}

function checkWidths(records: readonly CsvRecord[], description: string): void {
  const width = records[0]?.cells.length;
  const other = records.find(({ cells }) => cells.length !== width);
  if (!other) return;
  const { cells, line } = other;
  throw new Failure(
    `${description}, line ${line}: the number of its cells is ${cells.length}, and of line ${records[0]?.line} it is ${width}`,
  );
}

function lineCount(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}
