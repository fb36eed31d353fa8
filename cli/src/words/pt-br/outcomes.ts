// Texts of the kinds of outcomes.

import type { Words } from "../en.js";

export const outcomeKinds: Words["outcomeKinds"] = {
  failed: "Falhou",
  unknown: "Desconhecido",
  skipped: "Não enviado",
  maybeUndone: "Talvez desfeito",
  undone: "Desfeito",
  changedUncertain: "Feito, sem certeza",
  changed: "Feito",
  unchangedUncertain: "Já estava, sem certeza",
  unchanged: "Já estava",
};

export const outcomeHints: Words["outcomeHints"] = {
  failed: "Nada foi alterado",
  unknown: "Pode ter sido alterado; nenhuma resposta o diz",
  skipped: "A execução terminou antes",
  maybeUndone: "Um desfazer pode tê-lo revertido depois",
  undone: "Um desfazer o reverteu depois",
  changedUncertain: "Está no estado pedido; nenhuma resposta diz com certeza que foi esta execução",
  changed: "Esta execução o alterou",
  unchangedUncertain: "Está no estado pedido; pode ter sido esta execução",
  unchanged: "Já estava neste estado",
};
