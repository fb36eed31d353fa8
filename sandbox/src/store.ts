import { type Item, type ItemInput, type Items, textOf } from "./item.js";
import type { KindDefinition } from "./kinds/kind.js";

/** The store behind {@link Items}. `find` and `all` return the stored objects, not copies. */
export class ItemStore<One extends Item> implements Items<One> {
  readonly #items = new Map<string, One>();
  readonly #kind: KindDefinition<One>;
  readonly #initial: readonly ItemInput<One>[];
  readonly #defaultOwner: string;
  #nextIdentifier = 1;

  /** Throws `RangeError` if two initial items have the same identifier, or one has a text that is not possible. */
  constructor(kind: KindDefinition<One>, initial: readonly ItemInput<One>[], defaultOwner: string) {
    this.#kind = kind;
    this.#initial = initial;
    this.#defaultOwner = defaultOwner;
    this.reset();
  }

  get size(): number {
    return this.#items.size;
  }

  /** The identifier of the next item that is added without one. */
  get nextIdentifier(): string {
    return String(this.#nextIdentifier);
  }

  find(identifier: string): One | undefined {
    return this.#items.get(identifier);
  }

  all(): IterableIterator<One> {
    return this.#items.values();
  }

  get(identifier: string | number): One | undefined {
    const item = this.#items.get(String(identifier));
    return item && structuredClone(item);
  }

  list(): One[] {
    return [...this.#items.values()].map((item) => structuredClone(item));
  }

  /** A new item with empty fields and this owner. */
  blank(identifier: string, owner: string): One {
    return this.#kind.blank({
      identifier,
      name: "",
      tags: "",
      usersAllowed: [],
      groupsAllowed: [],
      needJustify: false,
      needApproval: false,
      active: true,
      owner,
      access: {},
    });
  }

  add(input: ItemInput<One>): One {
    const identifier = String(input.identifier ?? this.#nextIdentifier);
    if (this.#items.has(identifier)) {
      throw this.#error(`an item with the identifier ${JSON.stringify(identifier)} exists already`);
    }
    const item: One = {
      ...this.blank(identifier, this.#defaultOwner),
      ...this.#kind.defaults(identifier),
      ...structuredClone(input),
      identifier,
    };
    for (const { key, problem } of Object.values(this.#kind.fields)) {
      const found = problem?.(textOf(item, key));
      if (found) throw this.#error(`${key} ${found}`);
    }
    this.#items.set(identifier, item);
    if (/^\d{1,15}$/.test(identifier)) {
      this.#nextIdentifier = Math.max(this.#nextIdentifier, Number(identifier) + 1);
    }
    return structuredClone(item);
  }

  setActive(identifier: string | number, active: boolean): void {
    const item = this.#items.get(String(identifier));
    if (!item) {
      throw this.#error(`there is no item with the identifier ${JSON.stringify(String(identifier))}`);
    }
    item.active = active;
  }

  remove(identifier: string | number): boolean {
    return this.#items.delete(String(identifier));
  }

  /** Restores the initial items. */
  reset(): void {
    this.#items.clear();
    this.#nextIdentifier = 1;
    for (const item of this.#initial) this.add(item);
  }

  #error(problem: string): RangeError {
    return new RangeError(`${this.#kind.collection}: ${problem}`);
  }
}
