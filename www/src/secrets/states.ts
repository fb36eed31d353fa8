import { signal } from "@preact/signals";
import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { coalesce } from "../ui/coalesce.ts";

/** What is known of a secret's state. A list does not tell it: only a check does, or having changed it. */
export type Knowledge =
  | { readonly active: boolean; readonly at: number }
  /** It was asked for, or changed, and the answer leaves it open. */
  | { readonly active: undefined; readonly why: MySafeErrorCode; readonly at: number };

export type State = "active" | "inactive" | "unknown";

/** By item, for a report may spell an identifier as the list does not. */
const known = new Map<string, Knowledge>();
const revision = signal(0);
const draw = coalesce(() => {
  revision.value += 1;
});

export function learn(identifier: string, knowledge: Knowledge): void {
  known.set(itemOf(identifier), knowledge);
  draw();
}

export function knowledgeOf(identifier: string): Knowledge | undefined {
  void revision.value; // read, so that whoever asks is told of news
  return known.get(itemOf(identifier));
}

export function stateOf(identifier: string): State {
  const active = knowledgeOf(identifier)?.active;
  if (active === undefined) return "unknown";
  return active ? "active" : "inactive";
}

export function forgetStates(): void {
  known.clear();
  draw();
}
