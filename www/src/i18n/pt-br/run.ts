// Texts of the confirmation and the progress of a batch.

import type { Words } from "../en.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, countItemsThat, number, plural } from "./count.ts";

/** "entregá-las", "entregá-lo". */
const giveThem = (many: number, { ending }: Noun): string => `entregá-l${ending}${plural(many) ? "s" : ""}`;

export const confirm: Words["confirm"] = {
  title: {
    deactivate: (many, noun) => `Desativar ${countItems(many, noun)}?`,
    activate: (many, noun) => `Ativar ${countItems(many, noun)}?`,
  },
  consequence: {
    deactivate: (many, address, noun) => `O MySafe em ${address} deixará de ${giveThem(many, noun)}.`,
    activate: (many, address, noun) => `O MySafe em ${address} voltará a ${giveThem(many, noun)}.`,
  },
  undoable: "É possível desfazer.",
  which: "Quais",
  otherKind: ({ many }) => `Trata-se de ${many}`,
  otherKindShown: ({ many }) => `A lista mostra ${many}. Nela, os mesmos números são outros itens.`,
  readOnly: (many) => `${count(many, "é só leitura", "são só leitura")} para esta chave de acesso`,
  readOnlyAdvice: "O MySafe vai recusar, e o relatório dirá isso.",
  verify: "Verificar antes e depois: três pedidos por item",
  verifyHint: ({ one, ending }) =>
    `Assim o “já” é certo, a menos que outra pessoa altere ${ending} ${one} nesse meio-tempo. O MySafe pode registrar cada verificação como uma visualização d${ending} ${one}.`,
  typeNumber: (many, { ending }) => `São muit${ending}s. Digite ${number(many)} para continuar`,
  wrongNumber: (many, noun) => `Digite ${number(many)}, o número de ${noun.many}`,
  yes: {
    deactivate: (many, noun) => `Desativar ${countItems(many, noun)}`,
    activate: (many, noun) => `Ativar ${countItems(many, noun)}`,
  },
};

/** "35 de 37 processados", "0 de 1 processado": failures are among them. */
export const progress = (processed: number, total: number): string =>
  `${number(processed)} de ${count(total, "processado", "processados")}`;

export const run: Words["run"] = {
  label: "Execução",
  title: {
    deactivate: (many, noun) => `Desativando ${countItems(many, noun)}`,
    activate: (many, noun) => `Ativando ${countItems(many, noun)}`,
  },
  phases: {
    running: "Em andamento",
    paused: "Em pausa. As chamadas em curso terminam.",
    signedOut: "Esperando você entrar de novo",
    ending: "Cancelando…",
  },
  progressLabel: "Progresso da execução",
  progress,
  rate: (perSecond) => `${perSecond} por segundo`,
  rateUnknown: "– por segundo",
  left: (time) => `restam ${time}`,
  leftUnknown: "restam –",
  waiting: (why, time) => `${why} Nova tentativa em ${time}`,
  pause: "Pausar",
  goOn: "Retomar",
  cancel: "Cancelar a execução",
  ended: {
    deactivate: (done, total, noun) => ended(done, total, noun, "inativ"),
    activate: (done, total, noun) => ended(done, total, noun, "ativ"),
  },
  leaving: {
    question: (done, total) =>
      `Uma execução está em andamento: ${progress(done, total)}. Desconectar e deixar o resto sem enviar?`,
    consequence:
      "As chamadas em curso são abortadas: não se saberá se tiveram efeito. O relatório fica nesta página, e o resto pode ser enviado a partir dele depois.",
    stay: "Ficar",
  },
  seeReport: "Ver o relatório",
  saveJson: "Salvar como JSON",
  saveCsv: "Salvar como CSV",
};

/** "3 senhas inativas", or "1 inativa de 3 senhas". */
function ended(done: number, total: number, noun: Noun, adjective: string): string {
  if (done === total) return countItemsThat(total, noun, adjective);
  const { ending } = noun;
  return `${count(done, `${adjective}${ending}`, `${adjective}${ending}s`)} de ${countItems(total, noun)}`;
}
