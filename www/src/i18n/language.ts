import { computed, effect, signal } from "@preact/signals";
import { en, type Words } from "./en.ts";
import { ptBR } from "./pt-br.ts";

/** The dictionaries of all languages. They have the same type, so a missing text is a compile error. */
const dictionaries = { en, "pt-BR": ptBR } satisfies Record<string, Words>;

/** A language of the page. */
export type Language = keyof typeof dictionaries;

/** The language of the page. It starts with the browser's language, and a choice lasts until the page is closed. */
export const language = signal<Language>(navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en");

/** All texts of the page, in the current language. */
export const words = computed<Words>(() => dictionaries[language.value]);

effect(() => {
  document.documentElement.lang = language.value;
});
