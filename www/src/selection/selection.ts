import { signal } from "@preact/signals";

/** The chosen items of one kind. */
export class Selection {
  /** The chosen identifiers, visible in the list or not. */
  readonly chosen = signal<ReadonlySet<string>>(new Set());

  /** The start of a range that Shift extends. */
  #anchor: string | undefined;

  /** Adds to the chosen items. */
  choose(identifiers: Iterable<string>): void {
    this.chosen.value = new Set([...this.chosen.value, ...identifiers]);
  }

  /** Chooses these items and no others. */
  replace(identifiers: Iterable<string>): void {
    this.#anchor = undefined;
    this.chosen.value = new Set(identifiers);
  }

  /** Removes from the chosen items. */
  unchoose(identifiers: Iterable<string>): void {
    const left = new Set(this.chosen.value);
    for (const identifier of identifiers) left.delete(identifier);
    this.chosen.value = left;
  }

  /** Chooses an item, or removes it if it is chosen. It becomes the start of a range. */
  toggle(identifier: string): void {
    this.#anchor = identifier;
    if (this.chosen.value.has(identifier)) this.unchoose([identifier]);
    else this.choose([identifier]);
  }

  /** Gives all items from the last toggled one to `to` the same choice as that one. */
  extendTo(to: string, order: readonly { readonly identifier: string }[]): void {
    const anchor = this.#anchor;
    const from = order.findIndex(({ identifier }) => identifier === anchor);
    const end = order.findIndex(({ identifier }) => identifier === to);
    if (from < 0 || end < 0 || anchor === undefined) {
      this.toggle(to);
      return;
    }
    const range = order.slice(Math.min(from, end), Math.max(from, end) + 1).map(({ identifier }) => identifier);
    if (this.chosen.value.has(anchor)) this.choose(range);
    else this.unchoose(range);
  }

  /** Removes all chosen items. */
  clear(): void {
    this.#anchor = undefined;
    this.chosen.value = new Set();
  }
}
