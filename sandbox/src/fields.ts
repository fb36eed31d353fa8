import { isObject } from "./inspection.js";
import type { GroupShare, Secret, UserShare } from "./secrets.js";

/** The fields of a secret that a client can write. */
export type Writable = Pick<
  Secret,
  | "name"
  | "url"
  | "clientId"
  | "clientSecret"
  | "identifierCode"
  | "method"
  | "tags"
  | "notes"
  | "usersAllowed"
  | "groupsAllowed"
>;

const textFields = {
  name: "name",
  url: "url",
  client_id: "clientId",
  client_secret: "clientSecret",
  identifier_code: "identifierCode",
  method: "method",
  tags: "tags",
  notes: "notes",
} as const satisfies Record<string, keyof Writable>;

/** The required fields of a secret, in the order in which the API checks them. */
export const requiredFields = ["name", "url", "client_id"] as const;

/** Reads the body of a create or an update. `problems` names every member that a correct client would not send. */
export function readFields(body: Readonly<Record<string, unknown>>): { fields: Partial<Writable>; problems: string[] } {
  const fields: Partial<Writable> = {};
  const problems: string[] = [];
  for (const [member, value] of Object.entries(body)) {
    if (isTextField(member)) {
      if (typeof value === "string") fields[textFields[member]] = value;
      else problems.push(`member ${member} is not a text`);
    } else if (member === "users_allowed" || member === "groups_allowed") {
      const shares = readShares(value, member === "users_allowed" ? "username" : "name");
      if (!shares) problems.push(`member ${member} is not a list of shares`);
      else if (member === "groups_allowed") fields.groupsAllowed = shares;
      else fields.usersAllowed = shares.map(({ name, canEdit }) => ({ username: name, canEdit }));
    } else {
      problems.push(`unknown member ${JSON.stringify(member)}`);
    }
  }
  return { fields, problems };
}

/** A secret as in the answers of create and update. */
export function toEntity(secret: Secret, identifier: string | number) {
  return {
    identifier,
    name: secret.name,
    url: secret.url,
    client_secret: secret.clientSecret,
    client_id: secret.clientId,
    identifier_code: secret.identifierCode,
    method: secret.method,
    tags: secret.tags,
    notes: secret.notes,
    users_allowed: secret.usersAllowed.map(userToWire),
    groups_allowed: secret.groupsAllowed.map(groupToWire),
  };
}

/** A share with a user, as in answers. */
export function userToWire({ username, canEdit }: UserShare) {
  return { username, can_edit: canEdit };
}

/** A share with a group, as in answers. */
export function groupToWire({ name, canEdit }: GroupShare) {
  return { name, can_edit: canEdit };
}

function isTextField(member: string): member is keyof typeof textFields {
  return Object.hasOwn(textFields, member);
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
