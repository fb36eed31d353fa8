import { isObject } from "./inspection.js";
import type { GroupShare, Item, UserShare } from "./item.js";
import type { Field, KindDefinition } from "./kinds/kind.js";

/** What a client can write: the shares, and the texts of its kind. */
export type Writable = Partial<Pick<Item, "usersAllowed" | "groupsAllowed">> & Readonly<Record<string, unknown>>;

/** Reads the body of a create or an update. `problems` names every member that a correct client would not send. */
export function readFields(
  kind: KindDefinition,
  body: Readonly<Record<string, unknown>>,
): { fields: Writable; problems: string[] } {
  const texts: Record<string, string> = {};
  const shares: Partial<Pick<Item, "usersAllowed" | "groupsAllowed">> = {};
  const problems: string[] = [];
  for (const [member, value] of Object.entries(body)) {
    const field = fieldOf(kind, member);
    if (field) {
      const problem = typeof value === "string" ? field.problem?.(value) : "is not a text";
      if (problem) problems.push(`member ${member} ${problem}`);
      else texts[field.key] = String(value);
    } else if (member === "users_allowed" || member === "groups_allowed") {
      const read = readShares(value, member === "users_allowed" ? "username" : "name");
      if (!read) problems.push(`member ${member} is not a list of shares`);
      else if (member === "groups_allowed") shares.groupsAllowed = read;
      else shares.usersAllowed = read.map(({ name, canEdit }) => ({ username: name, canEdit }));
    } else {
      problems.push(`unknown member ${JSON.stringify(member)}`);
    }
  }
  return { fields: { ...texts, ...shares }, problems };
}

/** A share with a user, as in answers. */
export function userToWire({ username, canEdit }: UserShare) {
  return { username, can_edit: canEdit };
}

/** A share with a group, as in answers. */
export function groupToWire({ name, canEdit }: GroupShare) {
  return { name, can_edit: canEdit };
}

function fieldOf({ fields }: KindDefinition, member: string): Field<string> | undefined {
  return Object.hasOwn(fields, member) ? fields[member] : undefined;
}

function readShares(value: unknown, nameMember: "username" | "name"): GroupShare[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const shares: GroupShare[] = [];
  for (const share of value as readonly unknown[]) {
    if (!isObject(share)) return undefined;
    const { [nameMember]: name, can_edit: canEdit, ...rest } = share;
    if (typeof name !== "string" || typeof canEdit !== "boolean" || Object.keys(rest).length > 0) return undefined;
    shares.push({ name, canEdit });
  }
  return shares;
}
