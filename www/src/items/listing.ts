import { computed, signal } from "@preact/signals";
import { isMySafeError, type Kind, type MySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import type { Filter, Summary } from "../kinds/kind.ts";
import { kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";

/** What MySafe listed of one kind on this connection. */
export class Listing {
  /** The items of the last list. `undefined` before the first one. */
  readonly items = signal<readonly Summary[] | undefined>(undefined);
  /** The filter that MySafe applied to the last list. */
  readonly filter = signal<Filter>({});
  readonly isFiltered = computed(() => Object.keys(this.filter.value).length > 0);
  readonly loading = signal(false);
  readonly error = signal<MySafeError | undefined>(undefined);

  readonly #kind: Kind;
  /** Every item that was listed, by its key, whatever the current filter is. */
  readonly #byItem = new Map<string, Summary>();
  #latest = new AbortController();

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** Loads the list from MySafe. A later call aborts an earlier one. */
  async load(by: Filter): Promise<void> {
    const client = connection.value?.client;
    if (!client) return;
    this.#latest.abort();
    this.#latest = new AbortController();
    const { signal } = this.#latest;
    this.loading.value = true;
    try {
      const items = await kinds[this.#kind].callsOf(client).list(by, { signal });
      signal.throwIfAborted();
      const isFirst = this.items.value === undefined;
      this.#set(items, by);
      if (isFirst) addLogEntry("plain", ({ log }) => log.listed(items.length, nounOf(this.#kind)));
    } catch (error) {
      if (signal.aborted || !isMySafeError(error)) return;
      this.error.value = error;
      addLogEntry("bad", ({ log }) => log.notListed(error.code, nounOf(this.#kind)));
    } finally {
      if (!signal.aborted) this.loading.value = false;
    }
  }

  /** Loads the list if nobody has asked for it yet. */
  loadOnce(): void {
    if (!this.items.value && !this.loading.value && !this.error.value) void this.load({});
  }

  /** Drops everything that was listed, for a new connection, whose first list may be known already. */
  reset(items?: readonly Summary[]): void {
    this.#latest.abort();
    this.#byItem.clear();
    this.loading.value = false;
    this.#set(items, {});
  }

  /** Finds an item in all lists of this connection, in any spelling of its identifier. A component that calls this is
   * rendered again after a load. */
  find(identifier: string): Summary | undefined {
    void this.items.value; // subscribes the caller to loads
    return this.#byItem.get(itemOf(identifier));
  }

  #set(items: readonly Summary[] | undefined, by: Filter): void {
    for (const item of items ?? []) this.#byItem.set(itemOf(item.identifier), item);
    this.filter.value = by;
    this.error.value = undefined;
    this.items.value = items;
  }
}
