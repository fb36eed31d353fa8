import { computed, signal } from "@preact/signals";
import type { ApiSecretSummary } from "mysafe-wasm";
import { secrets } from "./secrets.ts";
import { type State, stateOf } from "./states.ts";

/** The column that the list is sorted by. */
export type SortKey = "identifier" | "name" | "state";

/** The search text: a part of a name or an identifier. */
export const search = signal("");
/** The state that the list is limited to. */
export const stateFilter = signal<State | "any">("any");
/** The order of the list. */
export const sort = signal<{ readonly by: SortKey; readonly descending: boolean }>({
  by: "identifier",
  descending: false,
});

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const rank: Record<State, number> = { active: 0, inactive: 1, unknown: 2 };

const byName = computed(() => sorted(({ name, identifier }) => [name, identifier]));
const byIdentifier = computed(() => sorted(({ identifier }) => [identifier]));

/** The secrets that match the search and the state filter, in the chosen order. */
export const matching = computed<readonly ApiSecretSummary[]>(() => {
  const { by, descending } = sort.value;
  const found = (by === "name" ? byName : byIdentifier).value.filter(matcher());
  if (by === "state") found.sort((a, b) => rank[stateOf(a.identifier)] - rank[stateOf(b.identifier)]);
  return descending ? found.reverse() : found;
});

/** Whether the search or the state filter is in use. */
export const isNarrowed = computed(() => search.value.trim() !== "" || stateFilter.value !== "any");

/** Sorts by a column, ascending. A second call for the same column reverses the order. */
export function sortBy(by: SortKey): void {
  sort.value = { by, descending: sort.value.by === by && !sort.value.descending };
}

/** Clears the search and the state filter. */
export function clearSearch(): void {
  search.value = "";
  stateFilter.value = "any";
}

function matcher(): (secret: ApiSecretSummary) => boolean {
  const wanted = normalized(search.value.trim());
  const state = stateFilter.value;
  return ({ name, identifier }) =>
    (wanted === "" || identifier.includes(wanted) || normalized(name).includes(wanted)) &&
    (state === "any" || stateOf(identifier) === state);
}

/** A text for comparison, without case and accents: "cartao" finds "Cartão". */
function normalized(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

function sorted(keys: (secret: ApiSecretSummary) => readonly string[]): ApiSecretSummary[] {
  return [...secrets.value].sort((a, b) => {
    const others = keys(b);
    for (const [index, key] of keys(a).entries()) {
      const difference = order.compare(key, others[index] ?? "");
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
