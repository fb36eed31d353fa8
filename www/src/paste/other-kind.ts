import type { Kind } from "mysafe-wasm";
import { isKind } from "../kinds/kinds.ts";
import type { Mentions, Passed, Taken } from "./mention.ts";

/** The mentions of a text for a choice of items of one kind. */
export interface MentionsOfKind extends Mentions {
  /** The mentions that are known to be of another kind, which are among those that are passed over. */
  readonly others: readonly Taken[];
  /** The kind of the first of them that the page knows. */
  readonly otherKind: Kind | undefined;
}

/** Passes over the mentions that are known to be of another kind: their identifiers mean other items. */
export function mentionsOfKind({ taken, passed }: Mentions, kind: Kind): MentionsOfKind {
  const isOther = (mention: Taken) => mention.kind !== undefined && mention.kind !== kind;
  const others = taken.filter(isOther);
  return {
    taken: taken.filter((mention) => !isOther(mention)),
    passed: [...passed, ...others.map((mention): Passed => ({ ...mention, reason: "kind" }))],
    others,
    otherKind: others.map((mention) => mention.kind).find(isKind),
  };
}
