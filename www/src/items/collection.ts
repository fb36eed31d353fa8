import { computed, signal } from "@preact/signals";
import type { Kind } from "mysafe-wasm";
import { session } from "../connection/broker.ts";
import { type Connection, connection } from "../connection/connection.ts";
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
  /** The identifier of the item whose details are open. */
  readonly opened = signal<string | undefined>(undefined);

  constructor(kind: ItemKind) {
    this.kind = kind;
    this.listing = new Listing(kind.name);
    this.check = new Check(kind.name, this.states);
    this.query = new Query(this.listing, this.states, this.selection.chosen, kind.columns);
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

/** Whose states and selections are known. */
let owner: string | undefined;

// A new connection has listed one kind already. What was listed through an earlier one is dropped. Selections and known states
// stay for the same user of the same MySafe, and for nobody else.
connection.subscribe((current) => {
  shownKind.value = current?.kind ?? defaultKind;
  const next = current && ownerOf(current);
  const isSame = next !== undefined && next === owner;
  if (current) owner = next;
  for (const [kind, { listing, states, selection, check, query, opened }] of collections) {
    listing.reset(kind === current?.kind ? current.items : undefined);
    check.dismiss();
    opened.value = undefined;
    if (!current) continue;
    if (isSame) {
      query.only.value = undefined;
      states.keep();
      continue;
    }
    states.forget();
    selection.clear();
    query.clear();
  }
});

/** The user of a connection. `undefined`: a bearer token does not say whose it is. */
function ownerOf({ address, tenant, clientId }: Connection): string | undefined {
  const user = session.peek()?.identity.id ?? clientId;
  return user === undefined ? undefined : JSON.stringify([address, tenant ?? "", user]);
}
