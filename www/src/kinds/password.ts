import type { ItemKind } from "./kind.ts";

/** Passwords. */
export const password: ItemKind = {
  name: "password",
  callsOf: ({ passwords }) => passwords,
  columns: ["url", "username", "tags"],
  filters: ["name", "username", "url"],
  details: ["url", "username", "tags"],
  nouns: {
    en: { title: "Passwords", one: "password", many: "passwords", ending: "" },
    "pt-BR": { title: "Senhas", one: "senha", many: "senhas", ending: "a" },
  },
  identifierNames: ["password id", "password identifier", "id da senha", "identificador da senha"],
  value: {
    replace: ({ passwords }, identifier, password, options) => passwords.update(identifier, { password }, options),
    isLine: true,
  },
  fileName: "passwords",
};
