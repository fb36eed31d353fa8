import { computed } from "@preact/signals";
import { record as en } from "../i18n/en/record.ts";
import { language } from "../i18n/language.ts";
import { record as ptBR } from "../i18n/pt-br/record.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts of who, why and when, in the current language. */
export const recordWords = computed(() => dictionaries[language.value]);
