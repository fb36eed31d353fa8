import { itemOf } from "../item.ts";
import type { Taken } from "./mention.ts";

/** The items of a text, each once. */
export interface NamedItems {
  /** The identifiers of listed items, in the spelling of the list. */
  readonly listed: readonly string[];
  /** The identifiers of other items, in the spelling of the text. */
  readonly unlisted: readonly string[];
}

/** Splits items into listed and unlisted ones. `spellingOf` gives the list's spelling of an identifier. */
export function namedItems(
  taken: readonly Taken[],
  spellingOf: (identifier: string) => string | undefined,
): NamedItems {
  const listed = new Map<string, string>();
  const unlisted = new Map<string, string>();
  for (const { identifier } of taken) {
    const spelling = spellingOf(identifier);
    const item = itemOf(identifier);
    if (spelling !== undefined) listed.set(item, spelling);
    else if (!unlisted.has(item)) unlisted.set(item, identifier);
  }
  return { listed: [...listed.values()], unlisted: [...unlisted.values()] };
}
