import { kinds } from "../kinds.js";
import type { Words } from "../words/en.js";
import { languages } from "../words/languages.js";
import type { Argument } from "./argument.js";
import { durationOf, durationOrNever } from "./duration.js";
import { integerFrom } from "./integer.js";
import { UnusableValue } from "./unusable.js";
import type { OptionName } from "./values.js";

/** An option. Help, completion and the man page have it from here; their texts are in `words`. */
export interface Option {
  readonly long: `--${string}`;
  readonly short?: `-${string}`;
  readonly argument?: Argument;
  readonly choices?: readonly string[];
  /** Makes the value of its text. What it throws is an {@link UnusableValue}. */
  readonly parse?: (text: string, words: Words) => unknown;
  /** The environment variable that it takes precedence over. */
  readonly variable?: string;
}

const oneOf =
  <Value>(values: Readonly<Record<string, Value>>) =>
  (text: string, words: Words): Value => {
    if (!Object.hasOwn(values, text)) throw new UnusableValue(words.usage.notChoice(Object.keys(values)));
    return values[text] as Value;
  };

const text = (given: string, words: Words): string => {
  if (given === "") throw new UnusableValue(words.usage.empty);
  return given;
};

/** All options, by their names. */
export const options: Readonly<Record<OptionName, Option>> = {
  url: { long: "--url", argument: "url", parse: text, variable: "MYSAFE_URL" },
  clientId: { long: "--client-id", argument: "text", parse: text, variable: "MYSAFE_CLIENT_ID" },
  clientSecretFile: {
    long: "--client-secret-file",
    argument: "file",
    parse: text,
    variable: "MYSAFE_CLIENT_SECRET",
  },
  accessTokenFile: { long: "--access-token-file", argument: "file", parse: text, variable: "MYSAFE_ACCESS_TOKEN" },
  tenant: { long: "--tenant", argument: "text", parse: text, variable: "MYSAFE_TENANT" },
  kind: { long: "--kind", argument: "kind", choices: Object.keys(kinds), parse: oneOf(kinds) },
  from: { long: "--from", argument: "file", parse: text },
  column: { long: "--column", argument: "column", parse: text },
  tag: { long: "--tag", argument: "text", parse: text },
  name: { long: "--name", argument: "text", parse: text },
  username: { long: "--username", argument: "text", parse: text },
  itemUrl: { long: "--item-url", argument: "url", parse: text },
  identifierCode: { long: "--identifier-code", argument: "text", parse: text },
  verify: { long: "--verify" },
  concurrency: { long: "--concurrency", argument: "number", parse: integerFrom(1, 1000) },
  outage: { long: "--outage", argument: "duration", parse: durationOrNever },
  timeout: { long: "--timeout", argument: "duration", parse: durationOf },
  deadline: { long: "--deadline", argument: "duration", parse: durationOf },
  retries: { long: "--retries", argument: "number", parse: integerFrom(0, 100) },
  journal: { long: "--journal", argument: "file", parse: text },
  includeUncertain: { long: "--include-uncertain" },
  dryRun: { long: "--dry-run" },
  yes: { long: "--yes", short: "-y" },
  reveal: { long: "--reveal" },
  json: { long: "--json" },
  csv: { long: "--csv" },
  quiet: { long: "--quiet", short: "-q" },
  color: { long: "--no-color" },
  lang: {
    long: "--lang",
    argument: "language",
    choices: languages,
    parse: oneOf(Object.fromEntries(languages.map((language) => [language, language]))),
  },
};

/** The options that say where MySafe is, and who asks. */
export const connectionOptions = [
  "url",
  "clientId",
  "clientSecretFile",
  "accessTokenFile",
  "tenant",
] as const satisfies readonly OptionName[];

/** The options of each request. */
export const requestOptions = ["timeout", "deadline", "retries"] as const satisfies readonly OptionName[];

/** The options of a batch. */
export const batchOptions = [
  "verify",
  "concurrency",
  "outage",
  ...requestOptions,
  "journal",
  "dryRun",
  "yes",
  "json",
] as const satisfies readonly OptionName[];

/** The options that every command has. */
export const commonOptions = ["quiet", "color", "lang"] as const satisfies readonly OptionName[];
