import { computed } from "@preact/signals";
import { faults as en, brokerFaults as enBroker } from "../i18n/en/fault.ts";
import { language } from "../i18n/language.ts";
import { faults as ptBR, brokerFaults as ptBrokerBR } from "../i18n/pt-br/fault.ts";
import { brokerBase } from "./broker.ts";

const dictionaries = brokerBase ? { en: enBroker, "pt-BR": ptBrokerBR } : { en, "pt-BR": ptBR };

/** The texts of failed connections, in the current language. */
export const faultWords = computed(() => dictionaries[language.value]);
