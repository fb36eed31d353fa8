import type { Kind } from "mysafe-wasm";
import type { Noun } from "../noun.js";

export const nouns: Readonly<Record<Kind, Noun>> = {
  apiSecret: { one: "API secret", many: "API secrets", ending: "" },
  password: { one: "password", many: "passwords", ending: "" },
  note: { one: "note", many: "notes", ending: "" },
};
