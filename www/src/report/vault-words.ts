import { vault as en } from "../i18n/en/vault.ts";
import { inLanguage } from "../i18n/language.ts";
import { vault as ptBR } from "../i18n/pt-br/vault.ts";

/** The texts about the vault of a report, in the current language. */
export const vaultWords = inLanguage({ en, "pt-BR": ptBR });
