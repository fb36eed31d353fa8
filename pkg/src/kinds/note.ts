import type { ItemSummary, KindOf } from "./kind.js";
import type { NewShares, Shares } from "./share.js";

/** The notes to list: those that match all fields. Default: all. The documentation of MySafe does not say whether a field
 * is compared with a whole text or with a part of it.
 *
 * @example
 * ```ts
 * const recovery = await mysafe.notes.list({ tag: "recovery" });
 * ``` */
export interface NoteFilter {
  /** A tag that they have. */
  readonly tag?: string;
  /** Their name. */
  readonly name?: string;
}

/** One entry of a list of notes. */
export interface NoteSummary extends ItemSummary {
  /** Its tags, as one text; empty if it has none. */
  readonly tags: string;
}

/** A note. Fields that the answer does not have are absent: the answers to `create` and `update` have no `note`. An access
 * key that encrypts values gets them encrypted.
 *
 * @example
 * ```ts
 * const { note }: Note = await mysafe.notes.get("43");
 * ``` */
export interface Note extends Shares {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** The name that a user chose. */
  readonly name?: string;
  /** The stored text. Keep it out of logs. */
  readonly note?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
}

/** The fields of a new note.
 *
 * @example
 * ```ts
 * const note: NewNote = { name: "Recovery codes", note: "1234 5678", tags: "recovery" };
 * ``` */
export interface NewNote extends NewShares {
  /** Its name. */
  readonly name: string;
  /** The text to store: at most 900 characters, counted as code points (as `[...note].length` does). */
  readonly note: string;
  /** Its tags, as one text. */
  readonly tags?: string;
}

/** @internal */
export const note: KindOf<NoteSummary> = {
  name: "note",
  collection: "notes",
  columns: 3,
  entry: (texts, at) => ({
    identifier: texts[at] as string,
    name: texts[at + 1] as string,
    tags: texts[at + 2] as string,
  }),
};
