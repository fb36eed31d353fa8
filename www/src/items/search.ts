import { itemOf } from "../item.ts";
import { normalized, wordsIn } from "./text.ts";

/** What a search asks for. */
export interface Search {
  /** The keys of the items to find. An item has to be one of them. Empty: any item. */
  readonly identifiers: ReadonlySet<string>;
  /** The words to find, for comparison. An item has to have all of them, in any order. */
  readonly words: readonly string[];
}

/** Reads a search. `#4711` is exactly that identifier, and so is each of several numbers. A number by itself is a word: a
 * visitor who types one has not always finished it. */
export function readSearch(text: string): Search {
  const parts = wordsIn(text);
  const areIdentifiers = parts.length > 1 && parts.every((part) => /^#?[0-9]+$/.test(part));
  const isIdentifier = (part: string) => areIdentifiers || part.startsWith("#");
  const identifiers = parts.filter(isIdentifier).map((part) => itemOf(part.replace(/^#/, "")));
  return {
    identifiers: new Set(identifiers.filter((identifier) => identifier !== "")),
    words: parts.filter((part) => !isIdentifier(part)).map(normalized),
  };
}
