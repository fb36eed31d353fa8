/**
 * A share of an item with a user.
 *
 * @example
 * ```ts
 * const share: UserShare = { username: "alices", canEdit: true };
 * sandbox.secrets.add({ usersAllowed: [share] });
 * ```
 */
export interface UserShare {
  /** The name of the user. */
  username: string;
  /** Whether the user may change the item, and switch it off and on. */
  canEdit: boolean;
}

/**
 * A share of an item with a group.
 *
 * @example
 * ```ts
 * const share: GroupShare = { name: "Payments", canEdit: false };
 * sandbox.secrets.add({ groupsAllowed: [share] });
 * ```
 */
export interface GroupShare {
  /** The name of the group. */
  name: string;
  /** Whether its members may change the item, and switch it off and on. */
  canEdit: boolean;
}

/**
 * A client's rights to one item, where they differ from its general rights.
 *
 * @example
 * ```ts
 * const readOnly: Access = { canWrite: false };
 * sandbox.secrets.add({ access: { demo: readOnly } });
 * ```
 */
export interface Access {
  /** Whether it may view the item. Default: the client's `canView`. */
  canView?: boolean;
  /** Whether it may change the item, and switch it off and on. Default: the client's `canWrite`. */
  canWrite?: boolean;
}

/**
 * What items of every kind have: documented fields in camelCase, and `active`, `owner` and `access`, which no answer
 * contains.
 *
 * @example
 * ```ts
 * const isShared = ({ usersAllowed, groupsAllowed }: Item) => usersAllowed.length + groupsAllowed.length > 0;
 * const shared: Item[] = [...sandbox.passwords.list(), ...sandbox.notes.list()].filter(isShared);
 * ```
 */
export interface Item {
  /** The identifier that the server assigns. Items of different kinds can have equal identifiers. */
  identifier: string;
  /** The name that a user chose. */
  name: string;
  /** The tags, separated by commas. The `tag` filter of a list matches any one of them. */
  tags: string;
  /** The shares with users. */
  usersAllowed: UserShare[];
  /** The shares with groups. */
  groupsAllowed: GroupShare[];
  /** Whether viewing needs a justification; `"0"` or `"1"` in answers. The sandbox does not enforce it. */
  needJustify: boolean;
  /** Whether viewing needs an approval; `"0"` or `"1"` in answers. The sandbox does not enforce it. */
  needApproval: boolean;
  /** Whether it is active. A get of an inactive item fails with 1009. */
  active: boolean;
  /** The name of the owner. */
  owner: string;
  /** The rights of clients to this item, by client id, where they differ from their general rights. */
  access: Record<string, Access>;
}

/**
 * An item to add to the sandbox. Every field has a default; that of `identifier` is the next free number.
 *
 * @example
 * ```ts
 * const input: ItemInput<Note> = { identifier: 43, note: "The code is 1234" };
 * createSandbox({ notes: [input, {}] });
 * ```
 */
export type ItemInput<One extends Item> = Partial<Omit<One, "identifier">> & { identifier?: string | number };

/**
 * The items of one kind in a sandbox. These methods change them directly: they record nothing in `changes`. They return
 * copies.
 *
 * @example
 * ```ts
 * const switchOff = (items: Pick<Items<Item>, "list" | "setActive">) => {
 *   for (const { identifier } of items.list()) items.setActive(identifier, false);
 * };
 * switchOff(sandbox.passwords);
 * ```
 */
export interface Items<One extends Item> {
  /** The number of items, active or not. */
  readonly size: number;
  /** Returns one item, or `undefined`. */
  get(identifier: string | number): One | undefined;
  /** Returns all items in the order in which they were added. */
  list(): One[];
  /** Adds an item and returns it. Throws `RangeError` if the identifier is taken, or a text is not possible. */
  add(item: ItemInput<One>): One;
  /** Switches an item on or off. Throws `RangeError` if it does not exist. */
  setActive(identifier: string | number, active: boolean): void;
  /** Removes an item. Returns false if it did not exist. */
  remove(identifier: string | number): boolean;
}

/** The names of the fields of an item that are texts. */
export type TextKey<One extends Item> = {
  [Key in keyof One]: One[Key] extends string ? Key : never;
}[keyof One] &
  string;

/** The text of one field. A kind names text fields only, which its own file has the compiler check. */
export function textOf(item: Item, key: string): string {
  return (item as unknown as Readonly<Record<string, string>>)[key] ?? "";
}
