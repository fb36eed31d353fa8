import { find as en } from "../i18n/en/find.ts";
import { inLanguage } from "../i18n/language.ts";
import { find as ptBR } from "../i18n/pt-br/find.ts";

/** The texts of the search for leaked values and of the matches of pasted texts, in the current language. */
export const findWords = inLanguage({ en, "pt-BR": ptBR });
