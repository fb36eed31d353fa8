import { alphanumeric, firstIdentifier, people, rightsTo, services } from "../company.js";
import type { Item, ItemInput, Items, TextKey } from "../item.js";
import { hash, Random } from "../random.js";
import { accessDenied, hasTag, isEqual, type KindDefinition } from "./kind.js";

/**
 * A note in the sandbox: the documented fields in camelCase, and `active`, `owner` and `access`, which no answer contains.
 *
 * @example
 * ```ts
 * const note: Note | undefined = sandbox.notes.get("43");
 * assert.equal(note?.active, false);
 * ```
 */
export interface Note extends Item {
  /** The stored text. A client can write at most 900 characters. */
  note: string;
}

/**
 * A note to add to the sandbox. Every field has a default; that of `identifier` is the next free number.
 *
 * @example
 * ```ts
 * const input: NoteInput = { identifier: 43, name: "Door", note: "The code is 1234" };
 * createSandbox({ notes: [input, {}] });
 * ```
 */
export type NoteInput = ItemInput<Note>;

/**
 * The notes of a sandbox.
 *
 * @example
 * ```ts
 * const notes: Notes = sandbox.notes;
 * const { identifier } = notes.add({ name: "Door", note: "The code is 1234" });
 * notes.setActive(identifier, false);
 * ```
 */
export type Notes = Items<Note>;

const subjects = [
  { name: "Recovery codes", tag: "recovery" },
  { name: "Emergency access", tag: "emergency" },
  { name: "Licence keys", tag: "licences" },
  { name: "Support PINs", tag: "support" },
] as const;

/**
 * Generates plausible notes with tags, owners and shares, all of them active. The same seed gives the same notes.
 *
 * @param count number of notes
 * @param seed any number; default 1
 * @returns notes with the identifiers 43, 44, 45 and so on
 * @example
 * ```ts
 * const notes = generateNotes(1000, 7).map((note) => ({ ...note, active: false }));
 * const sandbox = createSandbox({ notes });
 * ```
 */
export function generateNotes(count: number, seed = 1): Note[] {
  const random = new Random(hash(`notes ${seed}`));
  const code = () => `${random.text(5, alphanumeric)}-${random.text(5, alphanumeric)}`;
  return Array.from({ length: count }, (_, index): Note => {
    const service = random.pick(services);
    const subject = random.pick(subjects);
    const owner = random.pick(people);
    const colleague = random.pick(people);
    const codes = Array.from({ length: 2 + Math.floor(random.next() * 7) }, code);
    return {
      identifier: String(firstIdentifier + index),
      name: `${subject.name}: ${service.name}`,
      note: [`https://${service.host}`, ...codes].join("\n"),
      tags: `${service.tag},${subject.tag}`,
      ...rightsTo(random, owner, colleague),
    };
  });
}

/** Notes, as MySafe documents them. */
export const note: KindDefinition<Note, TextKey<Note>> = {
  name: "note",
  collection: "notes",
  title: "Note",
  path: "note",
  filters: { tag: { key: "tags", matches: hasTag }, name: { key: "name", matches: isEqual } },
  fields: { name: { key: "name" }, note: { key: "note", limit: 900 }, tags: { key: "tags" } },
  required: ["name", "note"],
  payloads: { list: "note_on_list", get: "note_entity", write: "note_entity" },
  listed: { tags: "tags" },
  shown: { name: "name", note: "note", tags: "tags" },
  written: { name: "name", tags: "tags" },
  sentences: {
    create: "Note successfully registered",
    // The grammar is the documentation's.
    update: "Note successfully update",
    activate: {
      done: { message: "Note successfully activated" },
      already: { message: "Note has already been activated" },
    },
    deactivate: {
      done: { message: "Note successfully deactivated", without: ["code", "detail"] },
      already: { message: "Note has already been deactivated" },
    },
  },
  errors: {
    notFound: { code: 1005, text: "Note not found" },
    // The pages of notes print it without the colon.
    accessDenied: { ...accessDenied, separator: "" },
    inactive: { code: 1009, text: "Inactive note" },
  },
  encryptionException: "Ocorreu um erro ao criptografar o texto",
  mistakenFor: "password",
  count: 20,
  generate: generateNotes,
  blank: (item) => ({ ...item, note: "" }),
  defaults: (identifier) => ({ name: `Note ${identifier}`, note: `text-of-note-${identifier}` }),
};
