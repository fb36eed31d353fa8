/** How a pasted text is read: each line is a value, all of it is one, or it is a scanner's output with a value in each finding. */
export type Form = "lines" | "one" | "findings";

/** The greatest number of values in a text. Each is compared with each stored value. */
export const maximumValues = 2_000;

/** The values of a pasted text. They are secret: they go to the client, and nowhere else. */
export interface Leaked {
  readonly form: Form;
  /** The ways in which the text can be read. */
  readonly forms: readonly Form[];
  /** The number of values. */
  readonly count: number;
  /** The texts to compare: a value as it is, and without what may surround it. */
  readonly texts: readonly string[];
  /** The number of the value that each text is of, from 1. */
  readonly numberOf: readonly number[];
  /** The number of values that are no well-formed text, which no item can store. */
  readonly malformed: number;
  /** Whether it is a scanner's output without values, such as that of detect-secrets, which has their hashes. */
  readonly hasNoValues: boolean;
}

/** The fields of a scanner's findings that hold the value: of Gitleaks, of TruffleHog, and of exports. */
const valueFields = /^(secret|raw|rawv2|value|password|token|note|(client|secret|api|access)_?(secret|key|token))$/i;

/** Reads a pasted text. `wanted`: as the visitor says, if the text can be read so. */
export function readValues(text: string, wanted?: Form): Leaked {
  const findings = findingsIn(text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const forms: Form[] = findings && findings.values.length > 0 ? ["findings"] : [];
  if (lines.length > 0) forms.push("lines");
  if (lines.length > 1) forms.push("one");
  const form = wanted && forms.includes(wanted) ? wanted : (forms[0] ?? "lines");
  const values = { findings: findings?.values ?? [], lines, one: lines.length > 0 ? [text] : [] }[form];
  const numbers = new Map<string, number>();
  let malformed = 0;
  for (const [index, value] of values.entries()) {
    if (/\p{Surrogate}/u.test(value)) malformed += 1;
    else for (const each of spellings(value, form)) if (!numbers.has(each)) numbers.set(each, index + 1);
  }
  return {
    ...{ form, forms, count: values.length, malformed },
    texts: [...numbers.keys()],
    numberOf: [...numbers.values()],
    hasNoValues: findings !== undefined && findings.values.length === 0,
  };
}

/** A value as it is, and without what is often around it: blanks, quotes, a name before `=` or `:`. A field takes a text with
 * line breaks of one kind, and an item may store the other. */
function spellings(value: string, form: Form): readonly string[] {
  const bare = value.trim();
  if (form !== "lines") return [value, bare, value.replace(/\n/g, "\r\n"), bare.replace(/\n/g, "\r\n")];
  const [, named = ""] = /^[\s\w.-]{1,64}(?:=|:\s)\s*(.*)$/.exec(bare) ?? [];
  const parts = [bare, named].flatMap((part) => [part, unquoted(part.replace(/[,;]$/, "")), unquoted(part)]);
  // What is cut off a line can be a word that some item stores by chance.
  return [value, bare, ...parts.filter((part) => part.length > 3)];
}

function unquoted(text: string): string {
  return /^(["'`])(.*)\1$/.exec(text)?.[2] ?? text;
}

/** The values in a scanner's output, which is JSON or JSON Lines. `undefined` for any other text. */
function findingsIn(text: string): { readonly values: readonly string[] } | undefined {
  const bare = text.trim();
  if (!/^[[{]/.test(bare)) return undefined;
  const parsed = parse(bare) ?? linesOf(bare);
  if (parsed === undefined) return undefined;
  if (Array.isArray(parsed) && parsed.every((each) => typeof each === "string")) {
    return { values: [...new Set(parsed)].filter((each) => each !== "") };
  }
  const values = new Set<string>();
  collect(parsed, values);
  return { values: [...values] };
}

function linesOf(text: string): unknown[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const parsed = lines.map(parse);
  return lines.length > 1 && parsed.every((each) => typeof each === "object") ? parsed : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, found);
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      if (typeof part !== "string") collect(part, found);
      else if (part !== "" && valueFields.test(name)) found.add(part);
    }
  }
}
