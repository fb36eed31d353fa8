import { computed } from "@preact/signals";
import { find as en } from "../i18n/en/find.ts";
import { language } from "../i18n/language.ts";
import { find as ptBR } from "../i18n/pt-br/find.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts of the search for leaked values and of the matches of pasted texts, in the current language. */
export const findWords = computed(() => dictionaries[language.value]);
