import { faults as en, brokerFaults as enBroker } from "../i18n/en/fault.ts";
import { inLanguage } from "../i18n/language.ts";
import { faults as ptBR, brokerFaults as ptBrokerBR } from "../i18n/pt-br/fault.ts";
import { brokerBase } from "./broker.ts";

const texts = brokerBase ? { en: enBroker, "pt-BR": ptBrokerBR } : { en, "pt-BR": ptBR };

/** The texts of failed connections, in the current language. */
export const faultWords = inLanguage(texts);
