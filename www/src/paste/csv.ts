import Papa from "papaparse";
import type { Row } from "./table.ts";

/** Parses CSV with this separator. Empty rows are left out. */
export function csvRows(text: string, separator: string): readonly Row[] {
  // Papa Parse does not recognize a quoted cell after a blank.
  const cells = separator === "\t" ? /(?<! ) +(?=")/g : /(?<![ \t])[ \t]+(?=")/g;
  const strict = text.replace(cells, (blanks, at: number) => (opensCell(text, at, separator) ? "" : blanks));
  const { data, errors } = Papa.parse<string[]>(strict, { delimiter: separator, newline: "\n" });
  // An unclosed quote would take all rows below it into one cell.
  const broken = errors.some(({ type }) => type === "Quotes");
  const rows = broken ? text.split("\n").map((line) => line.split(separator)) : data;
  return nonEmptyRows(rows);
}

/** Removes empty rows, and marks each row after one. */
export function nonEmptyRows(rows: readonly (readonly string[])[]): readonly Row[] {
  let afterEmptyLine = false;
  return rows.flatMap((cells) => {
    if (cells.every((cell) => cell.trim() === "")) {
      afterEmptyLine = true;
      return [];
    }
    const row = { cells, afterEmptyLine };
    afterEmptyLine = false;
    return [row];
  });
}

/** The separator of a first line such as `sep=;`, which spreadsheets read, and the text below it. */
export function declaredSeparator(text: string): { readonly separator: string; readonly rest: string } | undefined {
  const [, separator, tab, rest = ""] = /^\s*"?sep=(?:([^\s"])|(\t|\\t))"?[ \t]*\n([\s\S]*)$/i.exec(text) ?? [];
  if (separator === undefined && tab === undefined) return undefined;
  return { separator: separator ?? "\t", rest };
}

function opensCell(text: string, at: number, separator: string): boolean {
  const before = text[at - 1];
  return before === undefined || before === separator || before === "\n";
}
