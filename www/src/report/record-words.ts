import { record as en } from "../i18n/en/record.ts";
import { inLanguage } from "../i18n/language.ts";
import { record as ptBR } from "../i18n/pt-br/record.ts";

/** The texts of who, why and when, in the current language. */
export const recordWords = inLanguage({ en, "pt-BR": ptBR });
