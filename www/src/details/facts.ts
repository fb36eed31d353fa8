import type { DetailField } from "../kinds/field.ts";

/** Somebody with whom an item is shared. */
export interface Share {
  readonly name: string;
  readonly canEdit: boolean;
}

/** What the page keeps of an item that MySafe has given out. */
export interface Facts {
  /** The fields that are no stored value, in the order of the kind. */
  readonly texts: readonly (readonly [DetailField, string])[];
  readonly users: readonly Share[];
  readonly groups: readonly Share[];
}

/** Takes these fields and the shares out of an item, and nothing else. The item has stored values too: whoever calls this drops
 * it. Users' notes are a stored value, because people write passwords into them. */
export function factsOf(item: object, fields: readonly DetailField[]): Facts {
  const texts = fields.flatMap((field) => {
    const value: unknown = Reflect.get(item, field);
    if (typeof value !== "string" || value === "") return [];
    return [[field, field === "url" ? withoutCredentials(value) : value] as const];
  });
  return {
    texts,
    users: shares(Reflect.get(item, "usersAllowed"), "username"),
    groups: shares(Reflect.get(item, "groupsAllowed"), "name"),
  };
}

/** A URL without the parts in which people put passwords and tokens: the user, the query and the fragment. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([^/?#]*\/\/)[^/?#]*@/, "$1…@").replace(/[?#].*$/s, (rest) => `${rest.charAt(0)}…`);
}

function shares(list: unknown, key: "username" | "name"): Share[] {
  return (Array.isArray(list) ? list : []).flatMap((share) => {
    const { [key]: name, canEdit } = Object(share);
    return typeof name === "string" && name !== "" ? [{ name, canEdit: canEdit === true }] : [];
  });
}
