import { broker as en, reword as rewordEn } from "../i18n/en/broker.ts";
import { inLanguage, type Rewording } from "../i18n/language.ts";
import { broker as ptBR, reword as rewordPtBR } from "../i18n/pt-br/broker.ts";

const rewordings = { en: rewordEn, "pt-BR": rewordPtBR };

/** The texts of a page behind a broker, in the current language. */
export const brokerWords = inLanguage({ en, "pt-BR": ptBR });

/** Replaces the texts that speak of credentials, of which the page behind a broker has none. */
export const rewordForBroker: Rewording = (words, language) => rewordings[language](words);
