import type { Words } from "../en.js";

export const nouns: Words["nouns"] = {
  apiSecret: { one: "segredo de API", many: "segredos de API", ending: "o" },
  password: { one: "senha", many: "senhas", ending: "a" },
  note: { one: "nota", many: "notas", ending: "a" },
};
