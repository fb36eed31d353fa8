/** A user with whom an item is shared.
 *
 * @example
 * ```ts
 * const ana: UserShare = { username: "ana", canEdit: false };
 * await mysafe.update("43", { usersAllowed: [ana] });
 * ``` */
export interface UserShare {
  /** The user's name in MySafe. */
  readonly username: string;
  /** Whether the user may update, activate and deactivate the item. */
  readonly canEdit: boolean;
}

/** A group with which an item is shared.
 *
 * @example
 * ```ts
 * const operators: GroupShare = { name: "operators", canEdit: true };
 * await mysafe.update("43", { groupsAllowed: [operators] });
 * ``` */
export interface GroupShare {
  /** The group's name in MySafe. */
  readonly name: string;
  /** Whether its members may update, activate and deactivate the item. */
  readonly canEdit: boolean;
}

/** With whom an item is shared. */
export interface Shares {
  /** The users with whom it is shared. */
  readonly usersAllowed: readonly UserShare[];
  /** The groups with which it is shared. */
  readonly groupsAllowed: readonly GroupShare[];
  /** The users and groups with whom it could not be shared. Given after `create` and `update`. */
  readonly sharedError: readonly string[];
}

/** Whom to share an item with. On an update, an empty list removes the shares. */
export interface NewShares {
  /** The users to share it with. */
  readonly usersAllowed?: readonly UserShare[];
  /** The groups to share it with. */
  readonly groupsAllowed?: readonly GroupShare[];
}
