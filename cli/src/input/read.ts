import { Failure } from "../failure.js";
import type { ColumnOptions } from "./column.js";
import { readJson } from "./json.js";
import { parseJson } from "./json-document.js";
import { readLines, withoutComment } from "./lines.js";
import type { Reading, ReadReport } from "./reading.js";
import { reportOf } from "./report.js";
import { readTable } from "./table.js";
import { textOf } from "./text.js";

/** Reads the items of a file or of standard input. The content tells the format: JSON, a table, or one identifier a line.
 * Whatever is not an identifier fails the whole, before anything is sent. */
export async function readItems(bytes: Uint8Array, options: ColumnOptions): Promise<Reading> {
  const { description, column } = options;
  const text = textOf(bytes, description);
  if (text.trim() === "") throw new Failure(`${description} is empty`);
  if (/^\s*[[{]/.test(text)) return readJson(text, options);
  if (column !== undefined || isTable(text)) return readTable(text, options);
  return readLines(text, description);
}

/** Reads a report, to resume or to undo it. */
export function readReport(bytes: Uint8Array, description: string): ReadReport {
  const text = textOf(bytes, description);
  if (text.trim() === "") throw new Failure(`${description} is empty`);
  const document = parseJson(text, description);
  return reportOf(document.isLines ? undefined : document.value, description);
}

/** Whether the first line that is not a comment has a delimiter or a quote. */
function isTable(text: string): boolean {
  for (const [line] of text.matchAll(/.+/g)) {
    // `#` with a delimiter after it is a heading: `#,id,name`.
    const content = /^[^#]*#[,;\t]/.test(line) ? line : withoutComment(line);
    if (content !== "") return /[,;\t"]/.test(content) || /^sep=/i.test(content);
  }
  return false;
}
