import { computed, signal } from "@preact/signals";
import type { Kind } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import type { ItemKind } from "../kinds/kind.ts";
import { defaultKind, kindNames, kinds } from "../kinds/kinds.ts";
import { Selection } from "../selection/selection.ts";
import { Check } from "./check.ts";
import { Listing } from "./listing.ts";
import { Query } from "./query.ts";
import { States } from "./states.ts";

/** Everything that the page knows of one kind. Items of two kinds may share an identifier, so nothing of it is shared. */
export class Collection {
  readonly kind: ItemKind;
  readonly listing: Listing;
  readonly states = new States();
  readonly selection = new Selection();
  readonly check: Check;
  readonly query: Query;

  /** The identifier of the row that Tab focuses, and from which the arrow keys move. */
  readonly currentIdentifier = signal<string | undefined>(undefined);
  /** The identifiers of the rows in view. */
  readonly inView = signal<readonly string[]>([]);

  constructor(kind: ItemKind) {
    this.kind = kind;
    this.listing = new Listing(kind.name);
    this.check = new Check(kind.name, this.states);
    this.query = new Query(this.listing, this.states, kind.columns);
  }

  /** The index of the current row in the list; 0 if the list does not have it. */
  readonly currentIndex = computed(() => {
    const index = this.query.matching.value.findIndex(({ identifier }) => identifier === this.currentIdentifier.value);
    return Math.max(0, index);
  });
}

const collections = new Map(kindNames.map((kind) => [kind, new Collection(kinds[kind])]));

/** The collection of a kind. */
export function collectionOf(kind: Kind): Collection {
  const collection = collections.get(kind);
  if (!collection) throw new Error(`There is no kind ${kind}.`);
  return collection;
}

const shownKind = signal<Kind>(defaultKind);

/** The collection on screen. */
export const shown = computed(() => collectionOf(shownKind.value));

/** Shows a kind. Its list is loaded at the first time. */
export function show(kind: Kind): void {
  shownKind.value = kind;
  shown.value.listing.loadOnce();
}

// A new connection has listed one kind already. At its end, everything that was learnt through it is dropped.
connection.subscribe((current) => {
  shownKind.value = current?.kind ?? defaultKind;
  for (const [kind, { listing, states, selection }] of collections) {
    listing.reset(kind === current?.kind ? current.items : undefined);
    states.forget();
    selection.clear();
  }
});
