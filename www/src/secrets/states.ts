import { signal } from "@preact/signals";
import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { coalesce } from "../ui/coalesce.ts";

/** The known state of a secret, from a check or a change. A list has no states. `at`: when (ms since the Unix epoch). */
export type Knowledge =
  | { readonly active: boolean; readonly at: number }
  /** A check or a change failed, and the state is unknown. */
  | { readonly active: undefined; readonly why: MySafeErrorCode; readonly at: number };

export type State = "active" | "inactive" | "unknown";

/** By item: a report can spell an identifier in another way than the list. */
const known = new Map<string, Knowledge>();
const revision = signal(0);
const publish = coalesce(() => {
  revision.value += 1;
});

export function setKnowledge(identifier: string, knowledge: Knowledge): void {
  known.set(itemOf(identifier), knowledge);
  publish();
}

export function knowledgeOf(identifier: string): Knowledge | undefined {
  void revision.value; // subscribes the caller to changes
  return known.get(itemOf(identifier));
}

export function stateOf(identifier: string): State {
  const active = knowledgeOf(identifier)?.active;
  if (active === undefined) return "unknown";
  return active ? "active" : "inactive";
}

export function forgetStates(): void {
  known.clear();
  publish();
}
