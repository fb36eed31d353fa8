import { computed } from "@preact/signals";
import { rotate as en } from "../i18n/en/rotate.ts";
import { language } from "../i18n/language.ts";
import { rotate as ptBR } from "../i18n/pt-br/rotate.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts of new values, in the current language. */
export const rotateWords = computed(() => dictionaries[language.value]);
