import type { Collection } from "../items/collection.ts";
import type { Summary } from "../kinds/kind.ts";
import type { Target } from "../report/report.ts";

/** Which items are opened: those selected, those that the search and filters leave, or the whole list. */
export type Scope = "selected" | "matching" | "all";

/** The scopes that differ, the narrowest first, each with its items. */
export function scopesOf({ listing, selection, query }: Collection): ReadonlyMap<Scope, readonly Target[]> {
  const scopes = new Map<Scope, readonly Target[]>();
  const chosen = [...selection.chosen.value];
  const all = listing.items.value ?? [];
  if (chosen.length > 0) {
    scopes.set(
      "selected",
      chosen.map((identifier) => ({ identifier, name: listing.find(identifier)?.name })),
    );
  }
  if (query.isNarrowed.value && query.matching.value.length > 0) scopes.set("matching", query.matching.value);
  if (all.length > 0) scopes.set("all", all);
  return scopes;
}

/** How many of some items MySafe may not open, by what is known before. */
export interface Hindrances {
  /** The access key may not view them. */
  readonly noView: number;
  /** They ask for a justification or an approval. */
  readonly asking: number;
  /** They are known to be inactive: MySafe shows no value of those. */
  readonly inactive: number;
}

/** What is known to stand in the way of opening items. Each item counts once. */
export function hindrancesOf(targets: readonly Target[], { listing, states }: Collection): Hindrances {
  const counts = { noView: 0, asking: 0, inactive: 0 };
  for (const { identifier } of targets) {
    const item: Summary | undefined = listing.find(identifier);
    if (states.of(identifier) === "inactive") counts.inactive += 1;
    else if (item && !item.canView) counts.noView += 1;
    else if (item && (item.needJustify || item.needApproval)) counts.asking += 1;
  }
  return counts;
}
