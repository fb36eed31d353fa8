import Papa from "papaparse";
import type { Row } from "./table.ts";

/** The rows of a text whose cells this character separates, without the empty ones. */
export function csvRows(text: string, separator: string): readonly Row[] {
  // A blank before a quote keeps it from being one.
  const cells = separator === "\t" ? /(?<! ) +(?=")/g : /(?<![ \t])[ \t]+(?=")/g;
  const strict = text.replace(cells, (blanks, at: number) => (opensCell(text, at, separator) ? "" : blanks));
  const { data, errors } = Papa.parse<string[]>(strict, { delimiter: separator, newline: "\n" });
  // A quote that is never closed would swallow all rows below it.
  const broken = errors.some(({ type }) => type === "Quotes");
  const rows = broken ? text.split("\n").map((line) => line.split(separator)) : data;
  return filled(rows);
}

/** Notes which rows stand after an empty line, and leaves those lines out. */
export function filled(rows: readonly (readonly string[])[]): readonly Row[] {
  let apart = false;
  return rows.flatMap((cells) => {
    if (cells.every((cell) => cell.trim() === "")) {
      apart = true;
      return [];
    }
    const row = { cells, apart };
    apart = false;
    return [row];
  });
}

/** The separator that spreadsheets read from a first line such as `sep=;`, and the text below it. */
export function declared(text: string): { readonly separator: string; readonly rest: string } | undefined {
  const [, separator, tab, rest = ""] = /^\s*"?sep=(?:([^\s"])|(\t|\\t))"?[ \t]*\n([\s\S]*)$/i.exec(text) ?? [];
  if (separator === undefined && tab === undefined) return undefined;
  return { separator: separator ?? "\t", rest };
}

function opensCell(text: string, at: number, separator: string): boolean {
  const before = text[at - 1];
  return before === undefined || before === separator || before === "\n";
}
