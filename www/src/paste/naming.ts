import { itemOf } from "../item.ts";
import type { Taken } from "./mention.ts";

/** The items that a text names, each once. */
export interface Named {
  /** Those that the list has, spelled as it spells them. */
  readonly listed: readonly string[];
  readonly unlisted: readonly string[];
}

/** Tells the items that the list has from others. `spelled` gives the list's spelling of an identifier. */
export function namedBy(taken: readonly Taken[], spelled: (identifier: string) => string | undefined): Named {
  const listed = new Map<string, string>();
  const unlisted = new Map<string, string>();
  for (const { identifier } of taken) {
    const spelling = spelled(identifier);
    const item = itemOf(identifier);
    if (spelling !== undefined) listed.set(item, spelling);
    else if (!unlisted.has(item)) unlisted.set(item, identifier);
  }
  return { listed: [...listed.values()], unlisted: [...unlisted.values()] };
}
