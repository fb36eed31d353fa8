import { computed } from "@preact/signals";
import { runPart as en } from "../i18n/en/run-part.ts";
import { language } from "../i18n/language.ts";
import { runPart as ptBR } from "../i18n/pt-br/run-part.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts that are loaded with the first confirmation, in the current language. */
export const runWords = computed(() => dictionaries[language.value]);
