import { computed } from "@preact/signals";
import { details as en } from "../i18n/en/details.ts";
import { language } from "../i18n/language.ts";
import { details as ptBR } from "../i18n/pt-br/details.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts of the details of an item, in the current language. */
export const detailWords = computed(() => dictionaries[language.value]);
