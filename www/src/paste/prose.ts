import { isIdentifierName, isNumber } from "./cell.ts";
import type { IsListed, Mention, Mentions, Passed, Reason, Taken } from "./mention.ts";
import { commaBetweenDigits, patterns } from "./patterns.ts";

/** Where a piece of the text is. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** How much is shown around a piece. */
const reach = 32;

/** Reads running text: the numbers that stand for themselves are taken. */
export function mentionsInProse(text: string, isListed: IsListed): Mentions {
  const other = others(text);
  const taken: (Taken & Span)[] = [];
  const passed: (Passed & Span)[] = other.map((span) => ({ ...span, ...around(text, span) }));
  const isOther = covering(text.length, other);
  for (const match of text.matchAll(/[^\s,;|]+/g)) {
    if (isOther(match.index, match.index + match[0].length)) continue;
    const span = bare(text, match.index, match.index + match[0].length);
    const word = text.slice(span.from, span.to);
    if (isNumber(word) || isListed(word)) taken.push({ ...span, ...around(text, span), identifier: word });
    else if (/\p{N}/u.test(word)) passed.push({ ...span, ...around(text, span), reason: "word" });
  }
  return { taken, passed: passed.sort((a, b) => a.from - b.from) };
}

/** The numbers that are something else, by their form and by what stands beside them. */
function others(text: string): readonly (Span & { readonly reason: Reason })[] {
  const found: (Span & { readonly reason: Reason })[] = [...numbering(text)];
  const taken = new Uint8Array(text.length);
  for (const { from, to } of found) taken.fill(1, from, to);
  // Without a word, a comma between digits separates them: "43,44".
  const all = /\p{L}/u.test(text) ? [...patterns, commaBetweenDigits] : patterns;
  for (const { reason, pattern } of all) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      if (!isWrapped(text, match[0], from) || taken.subarray(from, to).includes(1)) continue;
      taken.fill(1, from, to);
      found.push({ from, to, reason });
    }
  }
  return found;
}

/** Whether a piece is in one line, or goes over the end of a line of running text. A number that is alone in its line
 * has nothing to do with the next one. */
function isWrapped(text: string, piece: string, from: number): boolean {
  if (!piece.includes("\n")) return true;
  return /\p{L}/u.test(text.slice(text.lastIndexOf("\n", from) + 1, from));
}

/** The numbers of a numbered list: 1, 2, 3 at the beginnings of lines. */
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

/** Tells whether something between two places is covered by one of the spans. */
function covering(length: number, spans: readonly Span[]): (from: number, to: number) => boolean {
  const covered = new Uint8Array(length);
  for (const { from, to } of spans) covered.fill(1, from, to);
  return (from, to) => covered.subarray(from, to).includes(1);
}

const before = /^[#"'`“”‘’«»*~([{<!?]+/;
const after = /["'`“”‘’«»*~)\]}>.:!?…]{1,16}$/;

/** A word without what stands around it: `#43`, `"43"`, `(43)`, `id=43`, `nº43`; `-43` at the beginning of a line. */
function bare(text: string, from: number, to: number): Span {
  let word = text.slice(from, to);
  const isFirst = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, from - reach), from));
  const shorten = (pattern: RegExp) => {
    word = word.replace(pattern, "");
  };
  if (isFirst) shorten(/^[-–•]+/);
  shorten(before);
  const [, name = ""] = /^([^=:]+)[=:]/.exec(word) ?? [];
  if (isIdentifierName(name)) word = word.slice(name.length + 1);
  shorten(/^(?:n[º°]\.?|n\.[º°]|nr\.|no\.)/i);
  shorten(before);
  const first = to - word.length;
  shorten(after);
  return { from: first, to: first + word.length };
}

/** A piece with the rest of its line, as far as one looks. */
function around<S extends Span>(text: string, span: S): S & Mention {
  const { from, to } = span;
  const before =
    text
      .slice(Math.max(0, from - reach - 1), from)
      .split("\n")
      .at(-1) ?? "";
  const after = text.slice(to, to + reach + 1).split("\n")[0] ?? "";
  return {
    ...span,
    text: text.slice(from, to).replace(/\s+/g, " "),
    before: before.length > reach ? `…${before.slice(-reach)}` : before,
    after: after.length > reach ? `${after.slice(0, reach)}…` : after,
  };
}
