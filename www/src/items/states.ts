import { signal } from "@preact/signals";
import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { coalesce } from "../ui/coalesce.ts";

/** The known state of an item, from a check or a change. A list has no states. `at`: when (ms since the Unix epoch). */
export type Knowledge =
  | { readonly active: boolean; readonly at: number }
  /** A check or a change failed, and the state is unknown. */
  | { readonly active: undefined; readonly why: MySafeErrorCode; readonly at: number };

/** The displayed state of an item. `unknown`: a check or a change has left it open. `unchecked`: there was none. */
export type State = "active" | "inactive" | "unknown" | "unchecked";

/** The known states of the items of one kind. */
export class States {
  /** When this connection began, if an earlier one has left states (ms since the Unix epoch). */
  readonly keptUntil = signal(0);

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

  /** The state of an item. */
  of(identifier: string): State {
    return stateIn(this.knowledgeOf(identifier));
  }

  /** How many of these items have each state, and how many have it from an earlier connection.
   *
   * @param keys the keys of the items, each once */
  count(keys: ReadonlySet<string>): Readonly<Record<State | "kept", number>> {
    void this.#revision.value; // subscribes the caller to changes
    const counts = { active: 0, inactive: 0, unknown: 0, unchecked: keys.size, kept: 0 };
    for (const [key, knowledge] of this.#known) {
      if (!keys.has(key)) continue;
      counts[stateIn(knowledge)] += 1;
      counts.unchecked -= 1;
      if (this.isKept(knowledge)) counts.kept += 1;
    }
    return counts;
  }

  /** Whether something was learnt on an earlier connection. */
  isKept({ at }: Knowledge): boolean {
    return at < this.keptUntil.value;
  }

  /** Keeps the known states for another connection, as ones of before it. */
  keep(): void {
    this.keptUntil.value = this.#known.size > 0 ? Date.now() : 0;
  }

  /** Drops all known states. */
  forget(): void {
    this.#known.clear();
    this.keptUntil.value = 0;
    this.#publish();
  }
}

function stateIn(knowledge: Knowledge | undefined): State {
  if (!knowledge) return "unchecked";
  if (knowledge.active === undefined) return "unknown";
  return knowledge.active ? "active" : "inactive";
}
