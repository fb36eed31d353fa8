import type { Item, ItemInput } from "../item.js";

/**
 * A kind of item that MySafe keeps.
 *
 * @example
 * ```ts
 * const kind: Kind = "password";
 * sandbox.next({ kind, operation: "deactivate", fault: "lost" });
 * ```
 */
export type Kind = "apiSecret" | "password" | "note";

/** What the value of a member in an answer depends on, besides the item. */
export interface Circumstances {
  /** The time, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The JSON type of a TOTP code. */
  readonly totp: "string" | "number";
}

/** A text that clients can write. */
export interface Field<Key extends string> {
  /** The name of the field in an item of the sandbox. */
  readonly key: Key;
  /** The number of characters, counted in code points, above which it is error 1001. Default: none. */
  readonly limit?: number;
  /** The text of error 1001 if another item of the same owner has this value. Default: values may be equal. */
  readonly taken?: string;
  /** What a correct client would not send. It never quotes the value, because that can be secret. Default: nothing. */
  readonly problem?: (text: string) => string | undefined;
}

/** A member of an entity in an answer: the text of a field, or what is made of it. */
export type Member<Key extends string> =
  | Key
  | { readonly of: Key; readonly as: (text: string, circumstances: Circumstances) => string | number | null };

/** A filter of a list: a query parameter that is compared with one field. */
export interface Filter<Key extends string> {
  readonly key: Key;
  readonly matches: (text: string, wanted: string) => boolean;
}

/** A sentence of success. */
export interface Sentence {
  readonly message: string;
  /** The optional members that the documented answer with this sentence does not have. Default: none. */
  readonly without?: readonly ("code" | "detail")[];
}

/** An error of the API. */
export interface DocumentedError {
  readonly code: number;
  readonly text: string;
  /** The separator between code and text in the message. Default: a colon. */
  readonly separator?: ":" | "";
  /** The shape of the answer. `older`: no `code`, no `detail` in the response, and 0 as `error_code`. Default: `current`. */
  readonly shape?: "older";
}

/** The error of a client without access, as most pages print it. */
export const accessDenied: DocumentedError = { code: 1006, text: "User does not have access" };

/**
 * A kind of item as data. `Key` names the text fields of its items: the file of a kind states `TextKey<One>`, so that the
 * compiler checks every name, and the rest of the sandbox does not need to know them.
 */
export interface KindDefinition<One extends Item = Item, Key extends string = string> {
  readonly name: Kind;
  /** The name of its items among the options and members of a sandbox. */
  readonly collection: "secrets" | "passwords" | "notes";
  /** The word for one item, as at the beginning of a sentence. */
  readonly title: string;
  /** The part of the path after `/api/mysafe/`. */
  readonly path: string;
  /** The filters of a list, by query parameter. */
  readonly filters: Readonly<Record<string, Filter<Key>>>;
  /** The texts that clients can write, by their names in a request. */
  readonly fields: Readonly<Record<string, Field<Key>>>;
  /** The required fields, in the order in which the API checks them. */
  readonly required: readonly string[];
  /** The member of an answer that holds the list, the entity of a get, and that of a create or an update. */
  readonly payloads: { readonly list: string; readonly get: string; readonly write: string };
  /** The members of an entry of a list, beyond those that all kinds have. */
  readonly listed: Readonly<Record<string, Member<Key>>>;
  /** The members of the entity of a get, between `identifier` and the shares. */
  readonly shown: Readonly<Record<string, Member<Key>>>;
  /** The same of the entity of a create and an update. */
  readonly written: Readonly<Record<string, Member<Key>>>;
  readonly sentences: {
    readonly create: string;
    readonly update: string;
    readonly activate: { readonly done: Sentence; readonly already: Sentence };
    readonly deactivate: { readonly done: Sentence; readonly already: Sentence };
  };
  readonly errors: {
    readonly notFound: DocumentedError;
    readonly accessDenied: DocumentedError;
    readonly inactive: DocumentedError;
  };
  /** The exception of the 500 for an item that the access key cannot encrypt. Default: none is documented. */
  readonly encryptionException?: string;
  /** The kind whose sentences an odd answer uses in place of its own. */
  readonly mistakenFor: Kind;
  /** The number of items in a sandbox without options. */
  readonly count: number;
  /** Generates plausible items. */
  readonly generate: (count: number, seed: number) => One[];
  /** An item whose own fields are empty. */
  readonly blank: (item: Item) => One;
  /** The fields of an item that is added without them. */
  readonly defaults: (identifier: string) => Partial<ItemInput<One>>;
}

/** Whether a comma-separated list of tags has this one. */
export const hasTag = (tags: string, wanted: string): boolean => tags.split(",").some((tag) => tag.trim() === wanted);

/** Whether two texts are the same. */
export const isEqual = (text: string, wanted: string): boolean => text === wanted;
