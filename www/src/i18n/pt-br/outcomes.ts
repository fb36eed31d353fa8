// Texts of the kinds of outcomes.

import type { Words } from "../en.ts";

export const outcomeKinds: Words["outcomeKinds"] = {
  failed: "Falhou",
  unknown: "Desconhecido",
  skipped: "Não enviado",
  changedUncertain: "Feito, sem certeza",
  changed: "Feito",
  unchangedUncertain: "Já estava, sem certeza",
  unchanged: "Já estava",
};

export const outcomeHints: Words["outcomeHints"] = {
  failed: "Nada foi alterado",
  unknown: "Pode ter sido alterado; nenhuma resposta o diz",
  skipped: "A execução terminou antes",
  changedUncertain: "Estava no estado pedido; nenhuma resposta diz com certeza que foi esta execução",
  changed: "Esta execução o alterou",
  unchangedUncertain: "O MySafe diz que já estava; seu navegador pode ter enviado o pedido duas vezes",
  unchanged: "Já estava neste estado",
};
