import { type Answer, bodyText } from "./answer.js";
import { isObject } from "./inspection.js";

/** A rewrite of the list of an answer, which is its only member with one. An answer without a list stays as it is. */
const replaceList =
  (rewrite: (entries: readonly object[]) => unknown) =>
  (correct: Answer): Answer => {
    if (!isObject(correct.body)) return correct;
    const members = Object.entries(correct.body).map(([name, value]) => [
      name,
      Array.isArray(value) ? rewrite(value) : value,
    ]);
    return { ...correct, body: Object.fromEntries(members) };
  };

/** The list as PHP writes an array without index 1: an object with numbers as keys. */
const toObjectWithGap = (entries: readonly object[]) =>
  Object.fromEntries(entries.map((entry, index) => [index === 0 ? 0 : index + 1, entry]));

/** The list with a last entry that has no identifier. */
const withoutLastIdentifier = (entries: readonly object[]) =>
  entries.map((entry, index) => (index === entries.length - 1 ? { ...entry, identifier: undefined } : entry));

/** The answer with `text` after the name of each item, and as `detail` of the envelope. */
function withText(correct: Answer, text: string): Answer {
  if (!isObject(correct.body)) return correct;
  const extend = (value: unknown) =>
    isObject(value) && typeof value.name === "string" ? { ...value, name: `${value.name} ${text}` } : value;
  const members = Object.entries(correct.body).map(([member, value]) => {
    if (member === "response" && isObject(value)) return [member, { ...value, detail: text }];
    return [member, Array.isArray(value) ? value.map(extend) : extend(value)];
  });
  return { ...correct, body: Object.fromEntries(members) };
}

/** One byte for each character, and a question mark for a character outside Latin-1. */
const toLatin1 = (text: string) =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? code : 0x3f;
  });

/**
 * The answer with `43.0` for `"43"` and 43. `JSON.stringify` cannot write `43.0`, so this edits the text. A quotation mark
 * inside a JSON string is escaped, so the pattern never matches inside a name.
 */
const writeDecimalIdentifiers = (correct: Answer): Answer => ({
  ...correct,
  body: bodyText(correct).replace(/"identifier":"?(\d+)"?(?=[,}])/g, '"identifier":$1.0'),
});

/** Rewrites of the correct answer to a list. */
export const listRewrites = {
  keyed: replaceList(toObjectWithGap),
  "null-list": replaceList(() => null),
  "no-list": replaceList(() => undefined),
  "no-identifier": replaceList(withoutLastIdentifier),
} satisfies Record<string, (correct: Answer) => Answer>;

/** Rewrites of a correct answer that contains identifiers. */
export const identifierRewrites = { decimal: writeDecimalIdentifiers } satisfies Record<
  string,
  (correct: Answer) => Answer
>;

/** Rewrites of a correct answer in MySafe's envelope, errors included. */
export const envelopeRewrites = {
  "latin-1": (correct) => {
    const answer = withText(correct, "produção");
    return { ...answer, body: toLatin1(bodyText(answer)) };
  },
  // The first half of the surrogate pair of U+1F511. JSON.stringify writes a lone half as an escape.
  "half-pair": (correct) => withText(correct, "\ud83d"),
} satisfies Record<string, (correct: Answer) => Answer>;

/** Rewrites of any correct answer. */
export const generalRewrites = {
  bom: (correct) => ({ ...correct, body: `\ufeff${bodyText(correct)}` }),
} satisfies Record<string, (correct: Answer) => Answer>;
