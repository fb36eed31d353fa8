import { runPart as en } from "../i18n/en/run-part.ts";
import { inLanguage } from "../i18n/language.ts";
import { runPart as ptBR } from "../i18n/pt-br/run-part.ts";

/** The texts that are loaded with the first confirmation, in the current language. */
export const runWords = inLanguage({ en, "pt-BR": ptBR });
