import { computed } from "@preact/signals";
import { vault as en } from "../i18n/en/vault.ts";
import { language } from "../i18n/language.ts";
import { vault as ptBR } from "../i18n/pt-br/vault.ts";

const dictionaries = { en, "pt-BR": ptBR };

/** The texts about the vault of a report, in the current language. */
export const vaultWords = computed(() => dictionaries[language.value]);
