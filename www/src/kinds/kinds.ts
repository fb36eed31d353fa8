import type { Kind } from "mysafe-wasm";
import { apiSecret } from "./api-secret.ts";
import type { ItemKind } from "./kind.ts";
import { note } from "./note.ts";
import { password } from "./password.ts";

/** All kinds, in the order in which the page shows them. */
export const kinds: Readonly<Record<Kind, ItemKind>> = { apiSecret, password, note };

export const kindNames = Object.keys(kinds) as readonly Kind[];

/** The kind that a new connection shows, and of reports that name none: those of version 0.1.0 are of API secrets. */
export const defaultKind: Kind = "apiSecret";

/** Whether a value is the name of a kind, as in reports. */
export function isKind(value: unknown): value is Kind {
  return typeof value === "string" && Object.hasOwn(kinds, value);
}
