// Texts of the confirmation and the progress of a batch that are loaded with the first confirmation.

import type { runPart as en } from "../en/run-part.ts";
import { at, count, number, since } from "./count.ts";

export const runPart: typeof en = {
  outage: {
    since: {
      silent: (time) => `O MySafe não responde a esta execução ${since(time)}`,
      failing: (time) => `O MySafe só responde a esta execução com falhas ${since(time)}`,
      foreign: (time) => `O que responde a esta execução ${since(time)} não parece ser o MySafe`,
      asksToWait: (time) => `O MySafe pede que esta execução espere ${since(time)}`,
    },
    oneAtATime: ": tentando um item por vez.",
    ends: (time) =>
      `Se continuar assim, a execução termina sozinha ${at(time)}; o que não foi enviado pode ser enviado pelo relatório.`,
    goesOn:
      "A execução continua sozinha quando o MySafe responder; o que for tentado até lá pode terminar com falha ou desconhecido.",
    orPause: "Você pode pausar: aí nada novo é enviado.",
    underWay: "Isso vale para as chamadas em curso.",
    over: "O MySafe voltou a responder.",
  },
  patient: "Continuar durante uma interrupção do MySafe",
  patientHint:
    "Sem isto, a execução termina sozinha quando nada é respondido por um minuto. O que for tentado durante uma interrupção pode terminar com falha ou desconhecido; tudo pode ser repetido.",
  undoableInPart: "O que esta execução alterar pode ser desfeito.",
  flags: {
    unlisted: (many, all, { many: items, ending }) =>
      many === all && all > 1
        ? `${ending === "a" ? "Nenhuma delas" : "Nenhum deles"} está na lista de ${items}`
        : `${count(many, "não está", "não estão")} em nenhuma lista de ${items}`,
    hidden: (many, all, { ending }) =>
      many === all && all > 1
        ? `A busca ou os filtros ocultam tod${ending}s`
        : `${count(many, `está ocult${ending}`, `estão ocult${ending}s`)} pela busca ou pelos filtros`,
    already: {
      deactivate: (many, all, { ending }) => `${already(many, all, ending, "inativ")}, até onde esta página sabe`,
      activate: (many, all, { ending }) => `${already(many, all, ending, "ativ")}, até onde esta página sabe`,
    },
    advice: {
      unlisted: ({ one, ending }) =>
        `O MySafe não listou nesta conexão: pode não existir, ou este usuário não pode ver. Para cada ${one} assim, a resposta provável é “não encontrad${ending}”.`,
      hidden: () => "Você selecionou antes, ou colou. Isso também é enviado.",
      already: () => "Segundo uma verificação ou execução desta visita. Alguém pode ter alterado depois.",
    },
    which: {
      unlisted: "Fora da lista",
      hidden: "Fora da tela",
      readOnly: "Só leitura",
      already: {
        deactivate: ({ ending }) => `Já inativ${ending}s`,
        activate: ({ ending }) => `Já ativ${ending}s`,
      },
    },
    show: (many) => `Mostrar quais (${many})`,
    leaveOut: (many) => (many === 1 ? "Deixar de fora" : `Deixar de fora (${number(many)})`),
    leftOut: (out, left) =>
      left === 0
        ? `De fora: ${number(out)}. Nada seria enviado.`
        : `De fora: ${number(out)}. ${count(left, "continua", "continuam")} na execução.`,
    putBack: "Incluir de novo",
  },
  tell: {
    label: "Avisar no fim",
    how: {
      sound: {
        shown: "Por notificação e som.",
        refused: "Por som: o navegador não deixa esta página notificar. As configurações dele podem permitir.",
        impossible: "Por som: aqui não é possível notificar.",
      },
      silent: {
        shown: "Por notificação: este navegador não toca som.",
        refused: "Não é possível: o navegador não deixa esta página notificar e não toca som.",
        impossible: "Aqui não é possível: nem notificação, nem som.",
      },
    },
    example: "MySafe",
    exampleText: "O aviso vai aparecer aqui quando a execução terminar.",
  },
  newValuesFirst: (many) => `Guardar novos valores antes (${number(many)})…`,
  newValuesAdvice: "Um item ativado entrega o valor que tinha, mesmo que tenha vazado.",
};

function already(many: number, all: number, ending: string, adjective: string): string {
  if (many === all && all > 1) return `Tod${ending}s já estão ${adjective}${ending}s`;
  return count(many, `já está ${adjective}${ending}`, `já estão ${adjective}${ending}s`);
}
