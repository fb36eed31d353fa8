import type { Kind } from "mysafe-wasm";

/** What MySafe's API has for one kind of item. */
export interface KindOfItem {
  readonly kind: Kind;
  /** The folder below `/api/mysafe`. */
  readonly folder: string;
  /** The filters of a list. */
  readonly filters: readonly string[];
  /** The members of a body that creates or updates an item. */
  readonly fields: readonly string[];
}

const shares = ["users_allowed", "groups_allowed"];

/** The kinds of items, as MySafe's API documents them. */
export const kindsOfItems: readonly KindOfItem[] = [
  {
    kind: "apiSecret",
    folder: "secretapi",
    filters: ["tag", "identifier_code"],
    fields: ["name", "url", "client_id", "client_secret", "identifier_code", "tags", "notes", "method", ...shares],
  },
  {
    kind: "password",
    folder: "password",
    filters: ["tag", "name", "username", "url"],
    fields: ["name", "username", "password", "url", "secret_key", "notes", "tags", ...shares],
  },
  {
    kind: "note",
    folder: "note",
    filters: ["tag", "name"],
    fields: ["name", "note", "tags", ...shares],
  },
];

/** The members of an answer that are stored values of an item. */
export const storedValues: ReadonlySet<string> = new Set([
  "client_secret",
  "password",
  "secret_key",
  "token",
  "note",
  "notes",
]);
