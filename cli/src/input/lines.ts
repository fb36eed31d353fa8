import { Failure } from "../failure.js";
import { itemsOf } from "./given.js";
import { isIdentifierName, kindOfHeading } from "./heading.js";
import { isNumber, trimmed } from "./identifier.js";
import { quoted } from "./quoted.js";
import type { Reading } from "./reading.js";

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Reads a file with one identifier a line. Blank lines, comments after a `#` and a heading such as `identifier` are left
 * out. */
export function readLines(text: string, description: string): Reading {
  const [first, ...others] = contentOf(text);
  if (first && isIdentifierName(first.text)) {
    const kind = kindOfHeading(first.text);
    return { ...readingOf(others, description), ...(kind && { kind }) };
  }
  if (first && others.length > 0 && isWord(first.text) && others.every((line) => isNumber(line.text))) {
    throw new Failure(
      `${description}, line ${first.number}: ${quoted(first.text)} looks like a heading. If it is one, give --column 1; else remove the line`,
    );
  }
  return readingOf(first ? [first, ...others] : [], description);
}

/** A line without its comment. In `a#b`, the `#` is a part of the text. */
export function withoutComment(line: string): string {
  return trimmed(line.replace(/(^|\s)#.*/, ""));
}

function contentOf(text: string): readonly Line[] {
  const lines = text.split("\n").map((line, index) => ({ text: withoutComment(line), number: index + 1 }));
  return lines.filter((line) => line.text !== "");
}

function readingOf(lines: readonly Line[], description: string): Reading {
  return { items: itemsOf(lines, (index) => `line ${lines[index]?.number}`, description), description };
}

/** Whether a text has letters and no digits, as headings have and identifiers hardly ever. */
function isWord(text: string): boolean {
  return /\p{L}/u.test(text) && !/\p{N}/u.test(text);
}
