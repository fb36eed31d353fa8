// Texts of the question before a check of many items.

import type { CheckWords } from "../en/check.ts";
import { count, countItems } from "./count.ts";

export const check: CheckWords = {
  title: (many, noun) => `Verificar ${countItems(many, noun)}?`,
  views: ({ one, ending }) =>
    `A lista não diz se um item está ativo: cada verificação o abre, com um ou mais pedidos. O MySafe pode registrar cada uma como visualização d${ending} ${one}. Nenhum valor guardado aparece.`,
  canStop: "Você pode parar a qualquer momento. O que já se souber é mantido.",
  guarded: (many) =>
    `${count(many, "item pede", "itens pedem")} justificativa ou aprovação, que a verificação não dá: o MySafe pode recusar, e o estado continua desconhecido.`,
  yes: (many, noun) => `Verificar ${countItems(many, noun)}`,
};
