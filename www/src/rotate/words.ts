import { rotate as en } from "../i18n/en/rotate.ts";
import { inLanguage } from "../i18n/language.ts";
import { rotate as ptBR } from "../i18n/pt-br/rotate.ts";

/** The texts of new values, in the current language. */
export const rotateWords = inLanguage({ en, "pt-BR": ptBR });
