import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { itemOf } from "../item.ts";
import type { Column, ListedPermission } from "../kinds/field.ts";
import type { Summary } from "../kinds/kind.ts";
import type { Listing } from "./listing.ts";
import { permissions } from "./permission.ts";
import { readSearch } from "./search.ts";
import type { State, States } from "./states.ts";
import { tagCondition, tagsIn } from "./tags.ts";
import { normalized } from "./text.ts";

/** The column that the list is sorted by. */
export type SortKey = "identifier" | "name" | "state" | Column;

type Condition = (item: Summary) => boolean;

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const rank: Record<State, number> = { active: 0, inactive: 1, unknown: 2, unchecked: 3 };

/** What the visitor looks for in the list of one kind, and what matches. */
export class Query {
  /** Words of an item's texts, or identifiers. */
  readonly search = signal("");
  /** Tags that an item has, with commas between them. */
  readonly tags = signal("");
  /** The permission that the list is limited to. */
  readonly permission = signal<ListedPermission | "any">("any");
  /** The state that the list is limited to. */
  readonly state = signal<State | "any">("any");
  /** The chosen items that the list is limited to. They stay in it when they are not chosen any more. */
  readonly only = signal<ReadonlySet<string> | undefined>(undefined);
  /** The order of the list. */
  readonly sort = signal<{ readonly by: SortKey; readonly descending: boolean }>({
    by: "identifier",
    descending: false,
  });

  readonly #listing: Listing;
  readonly #states: States;
  readonly #columns: readonly Column[];
  readonly #chosen: ReadonlySignal<ReadonlySet<string>>;

  constructor(
    listing: Listing,
    states: States,
    chosen: ReadonlySignal<ReadonlySet<string>>,
    columns: readonly Column[],
  ) {
    this.#listing = listing;
    this.#states = states;
    this.#chosen = chosen;
    this.#columns = columns;
  }

  /** The items that match, in the chosen order. */
  readonly matching = computed<readonly Summary[]>(() => {
    const { by, descending } = this.sort.value;
    const state = this.state.value;
    const found = this.inAnyState.value.filter(
      ({ identifier }) => state === "any" || this.#states.of(identifier) === state,
    );
    if (by === "state") found.sort((a, b) => this.#rankOf(a) - this.#rankOf(b));
    return descending ? found.reverse() : found;
  });

  /** The items that match but for the state. */
  readonly inAnyState = computed<readonly Summary[]>(() => {
    const conditions = this.#conditions.value;
    return this.#sorted.value.filter((item) => conditions.every((holds) => holds(item)));
  });

  /** How many of those are in each state. */
  readonly stateCounts = computed(() => this.#states.count(this.#keys.value));

  /** The tags of all items, each in one of its spellings. */
  readonly tagNames = computed<readonly string[]>(() => {
    const names = new Map<string, string>();
    for (const { tags } of this.#listing.items.value ?? []) {
      for (const tag of (tags ?? "").split(/[,;]/))
        if (tag.trim() !== "") names.set(normalized(tag.trim()), tag.trim());
    }
    return [...names.values()].sort(order.compare);
  });

  /** How many filters are set that a narrow window folds away. */
  readonly filterCount = computed(
    () =>
      Number(tagsIn(this.tags.value).length > 0) +
      Number(this.permission.value !== "any") +
      Object.keys(this.#listing.filter.value).length,
  );

  /** The identifiers that are searched for and not listed. */
  readonly unlisted = computed<readonly string[]>(() => {
    const { identifiers } = this.#asked.value;
    const listed = new Set(
      identifiers.size > 0 ? this.#listing.items.value?.map((item) => itemOf(item.identifier)) : [],
    );
    return [...identifiers].filter((identifier) => !listed.has(identifier));
  });

  /** Whether the visitor limits the list. */
  readonly isNarrowed = computed(() => this.state.value !== "any" || this.#conditions.value.length > 0);

  /** Sorts by a column, ascending. A second call for the same column reverses the order. */
  sortBy(by: SortKey): void {
    this.sort.value = { by, descending: this.sort.value.by === by && !this.sort.value.descending };
  }

  /** Shows all items. */
  clear(): void {
    this.search.value = "";
    this.tags.value = "";
    this.permission.value = "any";
    this.state.value = "any";
    this.only.value = undefined;
  }

  /** Shows the chosen items, whatever the list was limited to. */
  showChosen(): void {
    this.clear();
    this.only.value = this.#chosen.value;
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

  readonly #tagsOf = computed(
    () => new Map((this.#listing.items.value ?? []).map((item) => [item, tagsIn(item.tags)])),
  );

  readonly #asked = computed(() => readSearch(this.search.value));

  readonly #keys = computed(() => new Set(this.inAnyState.value.map(({ identifier }) => itemOf(identifier))));

  readonly #conditions = computed<readonly Condition[]>(() => {
    const conditions: Condition[] = [];
    const { identifiers, words } = this.#asked.value;
    if (identifiers.size > 0) conditions.push(({ identifier }) => identifiers.has(itemOf(identifier)));
    if (words.length > 0) {
      const texts = this.#texts.value;
      conditions.push((item) => words.every((word) => texts.get(item)?.includes(word)));
    }
    if (tagsIn(this.tags.value).length > 0) {
      const known = new Set(this.tagNames.value.map(normalized));
      const holds = tagCondition(this.tags.value, known);
      const tagsOf = this.#tagsOf.value;
      conditions.push((item) => holds(tagsOf.get(item) ?? []));
    }
    if (this.permission.value !== "any") conditions.push(permissions[this.permission.value]);
    if (this.only.value) {
      const shown = new Set([...this.only.value, ...this.#chosen.value]);
      conditions.push(({ identifier }) => shown.has(identifier));
    }
    return conditions;
  });

  #rankOf({ identifier }: Summary): number {
    return rank[this.#states.of(identifier)];
  }
}
