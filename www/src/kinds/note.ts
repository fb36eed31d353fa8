import type { ItemKind } from "./kind.ts";

/** Notes. */
export const note: ItemKind = {
  name: "note",
  callsOf: ({ notes }) => notes,
  columns: ["tags"],
  filters: ["name"],
  details: ["tags"],
  nouns: {
    en: { title: "Notes", one: "note", many: "notes", ending: "" },
    "pt-BR": { title: "Notas", one: "nota", many: "notas", ending: "a" },
  },
  identifierNames: ["note id", "note identifier", "id da nota", "identificador da nota"],
  value: { replace: ({ notes }, identifier, note, options) => notes.update(identifier, { note }, options), limit: 900 },
  fileName: "notes",
};
