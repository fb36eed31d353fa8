import { signal } from "@preact/signals";
import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { coalesce } from "../ui/coalesce.ts";

/** The known state of a secret, from a check or a change. A list has no states. `at`: when (ms since the Unix epoch). */
export type Knowledge =
  | { readonly active: boolean; readonly at: number }
  /** A check or a change failed, and the state is unknown. */
  | { readonly active: undefined; readonly why: MySafeErrorCode; readonly at: number };

/** The displayed state of a secret. */
export type State = "active" | "inactive" | "unknown";

/** By item: a report can spell an identifier in another way than the list. */
const known = new Map<string, Knowledge>();
const revision = signal(0);
const publish = coalesce(() => {
  revision.value += 1;
});

/** Records the result of a check or a change. */
export function setKnowledge(identifier: string, knowledge: Knowledge): void {
  known.set(itemOf(identifier), knowledge);
  publish();
}

/** The last known result for a secret. A component that calls this is rendered again after changes. */
export function knowledgeOf(identifier: string): Knowledge | undefined {
  void revision.value; // subscribes the caller to changes
  return known.get(itemOf(identifier));
}

/** The state of a secret; `unknown` if it was never checked. */
export function stateOf(identifier: string): State {
  const active = knowledgeOf(identifier)?.active;
  if (active === undefined) return "unknown";
  return active ? "active" : "inactive";
}

/** Drops all known states. */
export function forgetStates(): void {
  known.clear();
  publish();
}
