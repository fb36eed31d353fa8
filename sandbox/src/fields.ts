import { isObject } from "./inspection.js";
import type { GroupShare, Secret, UserShare } from "./secrets.js";

/** The part of a secret that a client can write. */
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

const texts = {
  name: "name",
  url: "url",
  client_id: "clientId",
  client_secret: "clientSecret",
  identifier_code: "identifierCode",
  method: "method",
  tags: "tags",
  notes: "notes",
} as const satisfies Record<string, keyof Writable>;

/** The fields without which there is no secret, in the order in which they are missed. */
export const requiredFields = ["name", "url", "client_id"] as const;

/** Reads the body of a create or an update. The problems name every member that no correct client sends. */
export function readFields(body: Readonly<Record<string, unknown>>): { fields: Partial<Writable>; problems: string[] } {
  const fields: Partial<Writable> = {};
  const problems: string[] = [];
  for (const [member, value] of Object.entries(body)) {
    if (isText(member)) {
      if (typeof value === "string") fields[texts[member]] = value;
      else problems.push(`member ${member} that is not a text`);
    } else if (member === "users_allowed" || member === "groups_allowed") {
      const shares = readShares(value, member === "users_allowed" ? "username" : "name");
      if (!shares) problems.push(`member ${member} that is not a list of shares`);
      else if (member === "groups_allowed") fields.groupsAllowed = shares;
      else fields.usersAllowed = shares.map(({ name, canEdit }) => ({ username: name, canEdit }));
    } else {
      problems.push(`member ${JSON.stringify(member)}`);
    }
  }
  return { fields, problems };
}

/** A secret as create and update answer it. */
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
    users_allowed: secret.usersAllowed.map(userOnWire),
    groups_allowed: secret.groupsAllowed.map(groupOnWire),
  };
}

export function userOnWire({ username, canEdit }: UserShare) {
  return { username, can_edit: canEdit };
}

export function groupOnWire({ name, canEdit }: GroupShare) {
  return { name, can_edit: canEdit };
}

function isText(member: string): member is keyof typeof texts {
  return Object.hasOwn(texts, member);
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
