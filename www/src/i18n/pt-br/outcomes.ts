// Texts of the kinds of outcomes.

import type { Words } from "../en.ts";
import { plural } from "./count.ts";

export const outcomeKinds: Words["outcomeKinds"] = {
  deactivate: (many) => names(many, "inativ"),
  activate: (many) => names(many, "ativ"),
};

/** They agree with "item" and "itens". */
function names(many: number, adjective: string): ReturnType<Words["outcomeKinds"]["deactivate"]> {
  const ending = plural(many) ? "os" : "o";
  return {
    failed: "Com falha",
    unknown: `Desconhecid${ending}`,
    skipped: `Não enviad${ending}`,
    changedUncertain: `Feit${ending} (sem certeza)`,
    changed: `Feit${ending}`,
    unchangedUncertain: `Já ${adjective}${ending} (sem certeza)`,
    unchanged: `Já ${adjective}${ending}`,
  };
}

export const outcomeHints: Words["outcomeHints"] = {
  failed: "Nada foi alterado",
  unknown: "Pode ter sido alterado; nenhuma resposta confirma",
  skipped: "A execução terminou antes",
  changedUncertain: "Estava no estado pedido; nenhuma resposta diz com certeza que foi esta execução",
  changed: "Esta execução alterou",
  unchangedUncertain: "O MySafe diz que já estava; o seu navegador pode ter enviado o pedido duas vezes",
  unchanged: "Já estava neste estado",
};
