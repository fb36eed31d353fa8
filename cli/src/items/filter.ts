import type { Kind } from "mysafe-wasm";
import { options } from "../options/options.js";
import { UsageFailure } from "../options/usage-failure.js";
import type { OptionName, Values } from "../options/values.js";
import type { Words } from "../words/en.js";

/** A field by which MySafe filters its lists. */
type Field = "tag" | "identifierCode" | "name" | "username" | "url";

/** The filters of MySafe for each kind, by their options. */
const filters: Readonly<Record<Kind, Partial<Record<OptionName, Field>>>> = {
  apiSecret: { tag: "tag", identifierCode: "identifierCode" },
  password: { tag: "tag", name: "name", username: "username", itemUrl: "url" },
  note: { tag: "tag", name: "name" },
};

const filterOptions = ["tag", "name", "username", "itemUrl", "identifierCode"] as const;

/** What to list. */
export interface Selection {
  /** What MySafe is asked for. */
  readonly filter: Partial<Record<Field, string>>;
  /** A part of the name, for a kind whose lists MySafe does not filter by name. */
  readonly namePart?: string;
}

/** What the options ask for. A filter that the kind does not have is refused: everything would be listed without it. */
export function selectionOf(kind: Kind, values: Values, { usage, nouns }: Words): Selection {
  const filter: Partial<Record<Field, string>> = {};
  let namePart: string | undefined;
  for (const option of filterOptions) {
    const value = values[option];
    if (value === undefined) continue;
    const field = filters[kind][option];
    if (field !== undefined) filter[field] = value;
    else if (option === "name") namePart = value;
    else throw new UsageFailure(usage.noSuchFilter(options[option].long, nouns[kind].many));
  }
  return { filter, ...(namePart !== undefined && { namePart }) };
}

/** Whether a name has a part, in whatever case. */
export function hasPart(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}
