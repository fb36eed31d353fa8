import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Words } from "./en.ts";

/** The dictionaries, each in a file of its own, so that a visit loads one. They have the same type, so a missing text is a
 * compile error. */
const dictionaries = {
  en: async (): Promise<Words> => (await import("./en.ts")).en,
  "pt-BR": async (): Promise<Words> => (await import("./pt-br.ts")).ptBR,
};

/** A language of the page. */
export type Language = keyof typeof dictionaries;

/** The language that the browser prefers. */
export const preferredLanguage: Language = navigator.language.toLowerCase().startsWith("pt") ? "pt-BR" : "en";

/** The language and its dictionary change together, so that no text is in two languages. */
const spoken = signal<{ readonly language: Language; readonly words: Words } | undefined>(undefined);

/** The language of the page. A choice lasts until the page is closed. */
export const language = computed<Language>(() => spoken.value?.language ?? preferredLanguage);

/** Replaces texts of a language. */
export type Rewording = (words: Words, language: Language) => Words;

/** Set where a broker serves the page: texts about credentials would be wrong there. */
export const rewording = signal<Rewording>((words) => words);

/** All texts of the page, in the current language. */
export const words = computed<Words>(() => {
  if (!spoken.value) throw new Error("No language was loaded yet.");
  return rewording.value(spoken.value.words, spoken.value.language);
});

/** Texts that are loaded with a part of the page, in the current language. */
export const inLanguage = <T>(texts: Readonly<Record<Language, T>>): ReadonlySignal<T> =>
  computed(() => texts[language.value]);

/** Loads a language and changes to it. */
export async function speak(language: Language): Promise<void> {
  spoken.value = { language, words: await dictionaries[language]() };
}

effect(() => {
  document.documentElement.lang = language.value;
});
