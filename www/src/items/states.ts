import { signal } from "@preact/signals";
import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { coalesce } from "../ui/coalesce.ts";

/** The known state of an item, from a check or a change. A list has no states. `at`: when (ms since the Unix epoch). */
export type Knowledge =
  | { readonly active: boolean; readonly at: number }
  /** A check or a change failed, and the state is unknown. */
  | { readonly active: undefined; readonly why: MySafeErrorCode; readonly at: number };

/** The displayed state of an item. */
export type State = "active" | "inactive" | "unknown";

/** The known states of the items of one kind. */
export class States {
  /** By key: a report can spell an identifier in another way than the list. */
  readonly #known = new Map<string, Knowledge>();
  readonly #revision = signal(0);
  readonly #publish = coalesce(() => {
    this.#revision.value += 1;
  });

  /** Records the result of a check or a change. */
  record(identifier: string, knowledge: Knowledge): void {
    this.#known.set(itemOf(identifier), knowledge);
    this.#publish();
  }

  /** The last known result for an item. A component that calls this is rendered again after changes. */
  knowledgeOf(identifier: string): Knowledge | undefined {
    void this.#revision.value; // subscribes the caller to changes
    return this.#known.get(itemOf(identifier));
  }

  /** The state of an item; `unknown` if it was never checked. */
  of(identifier: string): State {
    const active = this.knowledgeOf(identifier)?.active;
    if (active === undefined) return "unknown";
    return active ? "active" : "inactive";
  }

  /** Drops all known states. */
  forget(): void {
    this.#known.clear();
    this.#publish();
  }
}
