import { isIdentifierName, isNumber } from "./cell.ts";
import type { IsListed, Mention, Mentions, Passed, Reason, Taken } from "./mention.ts";
import { commaBetweenDigits, patterns } from "./patterns.ts";

/** The position of a piece of text. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The number of characters shown on each side of a mention. */
const contextLength = 32;

/** Reads running text. Numbers are taken as identifiers unless their form or context says otherwise. */
export function mentionsInProse(text: string, isListed: IsListed): Mentions {
  const spans = otherNumbers(text);
  const taken: (Taken & Span)[] = [];
  const passed: (Passed & Span)[] = spans.map((span) => ({ ...span, ...withContext(text, span) }));
  const isOther = coverageOf(text.length, spans);
  for (const match of text.matchAll(/[^\s,;|]+/g)) {
    if (isOther(match.index, match.index + match[0].length)) continue;
    const span = strip(text, match.index, match.index + match[0].length);
    const word = text.slice(span.from, span.to);
    if (isNumber(word) || isListed(word)) taken.push({ ...span, ...withContext(text, span), identifier: word });
    else if (/\p{N}/u.test(word)) passed.push({ ...span, ...withContext(text, span), reason: "word" });
  }
  return { taken, passed: passed.sort((a, b) => a.from - b.from) };
}

/** The numbers that are not identifiers, by their form and context. */
function otherNumbers(text: string): readonly (Span & { readonly reason: Reason })[] {
  const found: (Span & { readonly reason: Reason })[] = [...numbering(text)];
  const taken = new Uint8Array(text.length);
  for (const { from, to } of found) taken.fill(1, from, to);
  // In a text without letters, a comma between digits separates two numbers: "43,44".
  const all = /\p{L}/u.test(text) ? [...patterns, commaBetweenDigits] : patterns;
  for (const { reason, pattern } of all) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      if (!isOneMention(text, match[0], from) || taken.subarray(from, to).includes(1)) continue;
      taken.fill(1, from, to);
      found.push({ from, to, reason });
    }
  }
  return found;
}

/** Whether a match is one mention. A match across a line break is one only if its first line has a word: a number alone
 * in its line is independent of the next line. */
function isOneMention(text: string, piece: string, from: number): boolean {
  if (!piece.includes("\n")) return true;
  return /\p{L}/u.test(text.slice(text.lastIndexOf("\n", from) + 1, from));
}

/** The numbers of a numbered list: 1, 2, 3 at the start of lines. */
function* numbering(text: string): Generator<Span & { readonly reason: Reason }> {
  let last = 0;
  for (const match of text.matchAll(
    /^[ \t]*[([]?(\d{1,4})(?:[)\]]|[.:](?=\s)|[ \t]+[-–](?=\s))(?=[^\n]*[\p{L}\p{N}])/gmu,
  )) {
    if (Number(match[1]) !== last + 1) continue;
    last += 1;
    yield { from: match.index, to: match.index + match[0].length, reason: "numbering" };
  }
}

/** Returns a function that tells whether any of the spans covers a part of a range. */
function coverageOf(length: number, spans: readonly Span[]): (from: number, to: number) => boolean {
  const covered = new Uint8Array(length);
  for (const { from, to } of spans) covered.fill(1, from, to);
  return (from, to) => covered.subarray(from, to).includes(1);
}

const openingMarks = /^[#"'`“”‘’«»*~([{<!?]+/;
const closingMarks = /["'`“”‘’«»*~)\]}>.:!?…]{1,16}$/;

/** The span of a word without its marks: `#43`, `"43"`, `(43)`, `id=43`, `nº43`, and `-43` at the start of a line. */
function strip(text: string, from: number, to: number): Span {
  let word = text.slice(from, to);
  const isFirst = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, from - contextLength), from));
  const shorten = (pattern: RegExp) => {
    word = word.replace(pattern, "");
  };
  if (isFirst) shorten(/^[-–•]+/);
  shorten(openingMarks);
  const [, name = ""] = /^([^=:]+)[=:]/.exec(word) ?? [];
  if (isIdentifierName(name)) word = word.slice(name.length + 1);
  shorten(/^(?:n[º°]\.?|n\.[º°]|nr\.|no\.)/i);
  shorten(openingMarks);
  const first = to - word.length;
  shorten(closingMarks);
  return { from: first, to: first + word.length };
}

/** Adds the text of a span and its context within the line. */
function withContext<S extends Span>(text: string, span: S): S & Mention {
  const { from, to } = span;
  const before =
    text
      .slice(Math.max(0, from - contextLength - 1), from)
      .split("\n")
      .at(-1) ?? "";
  const after = text.slice(to, to + contextLength + 1).split("\n")[0] ?? "";
  return {
    ...span,
    text: text.slice(from, to).replace(/\s+/g, " "),
    before: before.length > contextLength ? `…${before.slice(-contextLength)}` : before,
    after: after.length > contextLength ? `${after.slice(0, contextLength)}…` : after,
  };
}
