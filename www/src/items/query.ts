import { computed, signal } from "@preact/signals";
import type { Column } from "../kinds/field.ts";
import type { Summary } from "../kinds/kind.ts";
import type { Listing } from "./listing.ts";
import type { State, States } from "./states.ts";

/** The column that the list is sorted by. */
export type SortKey = "identifier" | "name" | "state" | Column;

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const rank: Record<State, number> = { active: 0, inactive: 1, unknown: 2 };

/** What the visitor looks for in the list of one kind, and what matches. */
export class Query {
  /** A part of any text of an item. */
  readonly search = signal("");
  /** The state that the list is limited to. */
  readonly state = signal<State | "any">("any");
  /** The order of the list. */
  readonly sort = signal<{ readonly by: SortKey; readonly descending: boolean }>({
    by: "identifier",
    descending: false,
  });

  readonly #listing: Listing;
  readonly #states: States;
  readonly #columns: readonly Column[];

  constructor(listing: Listing, states: States, columns: readonly Column[]) {
    this.#listing = listing;
    this.#states = states;
    this.#columns = columns;
  }

  /** The items that match the search and the state, in the chosen order. */
  readonly matching = computed<readonly Summary[]>(() => {
    const { by, descending } = this.sort.value;
    const found = this.#sorted.value.filter(this.#matcher());
    if (by === "state") found.sort((a, b) => this.#rankOf(a) - this.#rankOf(b));
    return descending ? found.reverse() : found;
  });

  /** Whether the search or the state limits the list. */
  readonly isNarrowed = computed(() => this.search.value.trim() !== "" || this.state.value !== "any");

  /** Sorts by a column, ascending. A second call for the same column reverses the order. */
  sortBy(by: SortKey): void {
    this.sort.value = { by, descending: this.sort.value.by === by && !this.sort.value.descending };
  }

  /** Clears the search and the state. */
  clear(): void {
    this.search.value = "";
    this.state.value = "any";
  }

  /** The column whose texts decide the order. States do so afterwards, because they change. */
  readonly #sortColumn = computed(() => (this.sort.value.by === "state" ? "identifier" : this.sort.value.by));

  readonly #sorted = computed(() => {
    const column = this.#sortColumn.value;
    return [...(this.#listing.items.value ?? [])].sort(
      (a, b) => order.compare(a[column] ?? "", b[column] ?? "") || order.compare(a.identifier, b.identifier),
    );
  });

  /** The texts of each item that a search looks through, one a line. */
  readonly #texts = computed(() => {
    const columns = ["name", "identifier", ...this.#columns] as const;
    const items = this.#listing.items.value ?? [];
    return new Map(items.map((item) => [item, normalized(columns.map((column) => item[column]).join("\n"))]));
  });

  #matcher(): (item: Summary) => boolean {
    const wanted = normalized(this.search.value.trim());
    const state = this.state.value;
    const texts = wanted === "" ? undefined : this.#texts.value;
    return (item) =>
      (!texts || texts.get(item)?.includes(wanted) === true) &&
      (state === "any" || this.#states.of(item.identifier) === state);
  }

  #rankOf({ identifier }: Summary): number {
    return rank[this.#states.of(identifier)];
  }
}

/** A text for comparison, without case and accents: "cartao" finds "Cartão". */
function normalized(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
