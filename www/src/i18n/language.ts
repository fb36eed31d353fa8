import { computed, effect, signal } from "@preact/signals";
import { en, type Words } from "./en.ts";
import { ptBR } from "./pt-br.ts";

/** A second language is a second object of the same shape: one that lacks a word does not compile. */
const dictionaries = { en, "pt-BR": ptBR } satisfies Record<string, Words>;

export type Language = keyof typeof dictionaries;

/** The language of the page: the browser's own to begin with, then whichever is chosen, for as long as it is open. */
export const language = signal<Language>(navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en");

/** Every word that the page shows. */
export const words = computed<Words>(() => dictionaries[language.value]);

effect(() => {
  document.documentElement.lang = language.value;
});
