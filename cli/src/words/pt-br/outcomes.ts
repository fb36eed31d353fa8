// Texts of the kinds of outcomes.

import type { Words } from "../en.js";

export const outcomeKinds: Words["outcomeKinds"] = { deactivate: names("inativo"), activate: names("ativo") };

function names(state: string): Words["outcomeKinds"]["deactivate"] {
  return {
    failed: "Com falha",
    unknown: "Desconhecido",
    skipped: "Não enviado",
    maybeUndone: "Talvez desfeito",
    undone: "Desfeito",
    changedUncertain: "Feito (sem certeza)",
    changed: "Feito",
    unchangedUncertain: `Já ${state} (sem certeza)`,
    unchanged: `Já ${state}`,
  };
}

export const outcomeHints: Words["outcomeHints"] = {
  failed: "Nada foi alterado",
  unknown: "Pode ter sido alterado; nenhuma resposta confirma",
  skipped: "A execução terminou antes",
  maybeUndone: "Um desfazer pode tê-lo revertido depois",
  undone: "Um desfazer o reverteu depois",
  changedUncertain: "Estava no estado pedido; nenhuma resposta diz com certeza que foi esta execução",
  changed: "Esta execução alterou",
  unchangedUncertain: "Estava no estado pedido; pode ter sido esta execução",
  unchanged: "Já estava neste estado",
};
