import type { Words } from "./en.js";
import type { Language } from "./languages.js";

/** The dictionaries, each in a file of its own, so that a start loads one. They have the same type, so a missing text is a
 * compile error. */
const dictionaries: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import("./en.js")).en,
  "pt-BR": async () => (await import("./pt-br.js")).ptBr,
};

/** All texts, in a language. */
export function wordsOf(language: Language): Promise<Words> {
  return dictionaries[language]();
}
