// @ts-check
// The three kinds of items for tests that do the same with each. Their items have equal identifiers.

import { generateNotes, generatePasswords, generateSecrets } from "mysafe-sandbox";

/** @typedef {import("mysafe-sandbox").Sandbox} Sandbox */

/** Twelve items of each kind, from 43 on. */
export const items = {
  secrets: generateSecrets(12),
  passwords: generatePasswords(12),
  notes: generateNotes(12),
};

/** Each kind: its names, the columns of its own, and a filter of MySafe's with what it finds. */
export const kinds = /** @type {const} */ ([
  {
    kind: "apiSecret",
    store: "secrets",
    title: "API secrets",
    one: "API secret",
    many: "API secrets",
    fileName: "api-secrets",
    columns: [],
    filter: "Identifier code",
    filterValue: items.secrets[2]?.identifierCode ?? "",
  },
  {
    kind: "password",
    store: "passwords",
    title: "Passwords",
    one: "password",
    many: "passwords",
    fileName: "passwords",
    columns: ["URL", "Username", "Tags"],
    filter: "Username",
    filterValue: items.passwords[2]?.username ?? "",
  },
  {
    kind: "note",
    store: "notes",
    title: "Notes",
    one: "note",
    many: "notes",
    fileName: "notes",
    columns: ["Tags"],
    filter: "Name",
    filterValue: items.notes[2]?.name ?? "",
  },
]);

/** The inactive items of all kinds: `password 43`. @param {Sandbox} sandbox */
export const inactiveItems = (sandbox) =>
  kinds.flatMap(({ kind, store }) =>
    sandbox[store]
      .list()
      .filter(({ active }) => !active)
      .map(({ identifier }) => `${kind} ${identifier}`),
  );
