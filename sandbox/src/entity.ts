import { groupToWire, userToWire } from "./fields.js";
import { type Item, textOf } from "./item.js";
import type { Circumstances, KindDefinition, Member } from "./kinds/kind.js";

/** An item as in an answer. */
export type Entity = Readonly<Record<string, unknown>>;

/** Writes items of one kind as in its answers. */
export class EntityWriter {
  readonly #kind: KindDefinition;
  readonly #identifierType: "string" | "int";
  readonly #circumstances: () => Circumstances;

  /** @param circumstances those of the moment */
  constructor(kind: KindDefinition, identifierType: "string" | "int", circumstances: () => Circumstances) {
    this.#kind = kind;
    this.#identifierType = identifierType;
    this.#circumstances = circumstances;
  }

  /** An entry of a list. */
  listed(item: Item, rights: { canView: boolean; canWrite: boolean }): Entity {
    return {
      identifier: this.#identifier(item),
      name: item.name,
      ...this.#members(this.#kind.listed, item),
      need_justify: item.needJustify ? "1" : "0",
      need_approval: item.needApproval ? "1" : "0",
      can_view: rights.canView,
      can_write: rights.canWrite,
    };
  }

  /** The entity of a get. As documented, users have a `name` there, and a `username` in create and update. */
  shown(item: Item): Entity {
    return {
      identifier: this.#identifier(item),
      ...this.#members(this.#kind.shown, item),
      users_allowed: item.usersAllowed.map(({ username, canEdit }) => ({ name: username, can_edit: canEdit })),
      groups_allowed: item.groupsAllowed.map(groupToWire),
    };
  }

  /** The entity of a create and an update, with the shares that failed. */
  written(item: Item, sharedError: readonly object[]): Entity {
    return {
      identifier: this.#identifier(item),
      ...this.#members(this.#kind.written, item),
      users_allowed: item.usersAllowed.map(userToWire),
      groups_allowed: item.groupsAllowed.map(groupToWire),
      shared_error: sharedError,
    };
  }

  #members(members: Readonly<Record<string, Member<string>>>, item: Item): Entity {
    const circumstances = this.#circumstances();
    return Object.fromEntries(
      Object.entries(members).map(([name, member]) => [
        name,
        typeof member === "string" ? textOf(item, member) : member.as(textOf(item, member.of), circumstances),
      ]),
    );
  }

  #identifier({ identifier }: Item): string | number {
    return this.#identifierType === "int" && /^\d{1,15}$/.test(identifier) ? Number(identifier) : identifier;
  }
}
