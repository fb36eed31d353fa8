import { type Answer, textOf } from "./answer.js";
import { isObject } from "./inspection.js";

/** The right answers that have a list, with another value in its place. */
const listAs =
  (rewrite: (entries: readonly object[]) => unknown) =>
  (right: Answer): Answer => {
    if (!isObject(right.body) || !Array.isArray(right.body.api_secret_on_list)) return right;
    const entries: readonly object[] = right.body.api_secret_on_list;
    return { ...right, body: { ...right.body, api_secret_on_list: rewrite(entries) } };
  };

/** The list as PHP writes an array that has lost its second entry: an object, whose keys are numbers. */
const keyed = (entries: readonly object[]) =>
  Object.fromEntries(entries.map((entry, index) => [index === 0 ? 0 : index + 1, entry]));

/** The list whose last entry has no identifier. */
const nameless = (entries: readonly object[]) =>
  entries.map((entry, index) => (index === entries.length - 1 ? { ...entry, identifier: undefined } : entry));

/** The right answer with `text` after each name of a secret, and as the detail of its envelope. */
function withText(right: Answer, text: string): Answer {
  if (!isObject(right.body)) return right;
  const extend = (value: unknown) =>
    isObject(value) && typeof value.name === "string" ? { ...value, name: `${value.name} ${text}` } : value;
  const members = Object.entries(right.body).map(([member, value]) => {
    if (member === "response" && isObject(value)) return [member, { ...value, detail: text }];
    return [member, Array.isArray(value) ? value.map(extend) : extend(value)];
  });
  return { ...right, body: Object.fromEntries(members) };
}

/** A byte for a character; a question mark for one that Latin-1 does not have. */
const latin1 = (text: string) =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? code : 0x3f;
  });

/**
 * The right answer with `43.0` for `"43"` and 43, which `JSON.stringify` cannot write. Within a text a quotation mark is
 * escaped, so nothing in a name is taken for the member.
 */
const decimal = (right: Answer): Answer => ({
  ...right,
  body: textOf(right).replace(/"identifier":"?(\d+)"?(?=[,}])/g, '"identifier":$1.0'),
});

/** The right answer to a list, in another form. */
export const listForms = {
  keyed: listAs(keyed),
  "null-list": listAs(() => null),
  "no-list": listAs(() => undefined),
  "no-identifier": listAs(nameless),
} satisfies Record<string, (right: Answer) => Answer>;

/** The right answer that shows secrets, in another form. */
export const secretForms = { decimal } satisfies Record<string, (right: Answer) => Answer>;

/** The right answer in MySafe's envelope, a refusal too, in another form. */
export const envelopeForms = {
  "latin-1": (right) => {
    const answer = withText(right, "produção");
    return { ...answer, body: latin1(textOf(answer)) };
  },
  // The first half of U+1F511, a key. JSON writes a lone half as an escape.
  "half-pair": (right) => withText(right, "\ud83d"),
} satisfies Record<string, (right: Answer) => Answer>;

/** The right answer to any request, in another form. */
export const anyForms = {
  bom: (right) => ({ ...right, body: `\ufeff${textOf(right)}` }),
} satisfies Record<string, (right: Answer) => Answer>;
