import type { Kind } from "mysafe-wasm";
import { kindNames, kinds } from "../kinds/kinds.ts";
import { normalizedName } from "./marks.ts";

const columns = new Set(["kind", "type", "tipo"]);

/** Each kind by its names: the client's, and those of all languages. */
const named = new Map<string, Kind>(
  kindNames.flatMap((kind) => {
    const nouns = Object.values(kinds[kind].nouns).flatMap(({ one, many }) => [one, many]);
    return [kind, ...nouns].map((name) => [normalizedName(name), kind] as const);
  }),
);

/** Whether a column or field of this name says the kind of each item. */
export function isKindColumn(name: string): boolean {
  return name.length < 40 && columns.has(normalizedName(name));
}

/** The kind that a text names, if it does. */
export function kindNamed(text: string): Kind | undefined {
  return text.length < 40 ? named.get(normalizedName(text)) : undefined;
}
