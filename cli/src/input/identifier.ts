import { isIdentifierName } from "./heading.js";

/** The greatest number of characters of an identifier, as in the client. */
const limit = 256;

/** The reasons why a text is not an identifier, by what it matches. The client refuses the first two. The rest it would
 * send, and MySafe might read a number in it: `1.204` as the item 1. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^$/, "it is empty"],
  [/^\.\.?$/, "it would name another path"],
  [/\s/, "it has white space in it"],
  [/[\p{C}\p{Default_Ignorable_Code_Point}\uFFFD]/u, "it has an invisible or broken character in it"],
  [/["'`“”‘’«»,;|<>(){}[\]\\]/, "it has a quote, a bracket or a separator in it"],
  [/^[#=]/, "it begins like a comment or a formula"],
  [/:\/\//, "it is an address"],
  [/[.:!?…]$/, "it ends like a sentence"],
  // `12e5` can be a short hexadecimal text.
  [/^(?!\d+(?:e\d+)?$)[+-]?[\d.]+(?:e[+-]?\d+)?$/i, "it is a number, but not of digits only"],
];

/** Why a text without surrounding blanks cannot be an identifier; `undefined` if it can. MySafe's own identifiers are
 * numbers, and any other text of one word is accepted. */
export function problemOf(text: string): string | undefined {
  if (text.length > 2 * limit || [...text].length > limit) return `it has more than ${limit} characters`;
  if (isNumber(text)) return undefined;
  const problem = rules.find(([pattern]) => pattern.test(text))?.[1];
  return problem ?? (isIdentifierName(text) ? "it is a heading" : undefined);
}

/** Whether a text is digits only, as MySafe's own identifiers are. */
export function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

/** A text without surrounding white space and invisible characters, which copied text has. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charAt(start))) start++;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(character: string): boolean {
  return /[\s\p{Default_Ignorable_Code_Point}]/u.test(character);
}
