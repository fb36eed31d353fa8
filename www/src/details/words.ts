import { details as en } from "../i18n/en/details.ts";
import { inLanguage } from "../i18n/language.ts";
import { details as ptBR } from "../i18n/pt-br/details.ts";

/** The texts of the details of an item, in the current language. */
export const detailWords = inLanguage({ en, "pt-BR": ptBR });
