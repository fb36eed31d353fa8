import { apiSecret, type Secret } from "./api-secret.js";
import type { Kind, KindDefinition } from "./kind.js";
import { type Note, note } from "./note.js";
import { type Password, password } from "./password.js";

/** The items of each kind. */
export interface ItemTypes {
  apiSecret: Secret;
  password: Password;
  note: Note;
}

/** All kinds. */
export const kinds: { readonly [Name in Kind]: KindDefinition<ItemTypes[Name]> } = { apiSecret, password, note };

/** Whether a text names a kind. */
export function isKind(text: string): text is Kind {
  return Object.hasOwn(kinds, text);
}
