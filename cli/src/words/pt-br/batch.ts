// Texts of the preview, the progress and the summary of a batch.

import type { Words } from "../en.js";
import type { Noun } from "../noun.js";
import { count, countItems, countItemsThat, number } from "./count.js";

export const batch: Words["batch"] = {
  what: {
    deactivate: (many, noun, address) => `Desativar ${countItems(many, noun)} em ${address}`,
    activate: (many, noun, address) => `Ativar ${countItems(many, noun)} em ${address}`,
  },
  consequence: {
    deactivate: (many, noun) => `O MySafe deixará de ${giveThem(many, noun)}. É possível desfazer.`,
    activate: (many, noun) => `O MySafe voltará a ${giveThem(many, noun)}. É possível desfazer.`,
  },
  question: {
    deactivate: (many, noun, address) => `Desativar ${countItems(many, noun)} em ${address}?`,
    activate: (many, noun, address) => `Ativar ${countItems(many, noun)} em ${address}?`,
  },
  andMore: (many) => `… e mais ${number(many)}`,
  andMoreIn: (many, command) => `… e mais ${number(many)}: ${command}`,
  from: (source, column) => `De ${source}${column === undefined ? "" : `, coluna ${column}`}`,
  readOnly: (many) =>
    `${count(many, "é só leitura", "são só leitura")} para esta chave de acesso. O MySafe vai recusar, e o relatório dirá isso.`,
  unknownAddress: ({ many, ending }) =>
    `O relatório não diz onde foi feito. Em outro lugar, os mesmos números são outr${ending}s ${many}.`,
  journal: (file) => `Diário: ${file}`,
  dryRun: "Nada foi enviado: foi só uma simulação.",
  declined: "Nada foi enviado.",
  nothing: {
    tagged: ({ one, ending }) => `Não há ${ending === "a" ? "nenhuma" : "nenhum"} ${one} a alterar com esta tag.`,
    settled: "Tudo está no estado pedido: não há nada a retomar.",
    left: "Não há nada a retomar.",
    undone: "Não há nada a desfazer.",
  },
  putBack: (many) => `${count(many, "foi desfeito", "foram desfeitos")} depois.`,
  maybePutBack: (many) =>
    `${count(many, "foi talvez desfeito", "foram talvez desfeitos")} depois: nenhuma resposta e nenhum diário o diz com certeza.`,
  goesOn: (settled, all) => `${number(settled)} de ${number(all)} já estão resolvidos.`,
  uncertain: (many) =>
    `${count(many, "é incerto", "são incertos")}: provavelmente foi a execução, mas alguém pode tê-lo feito antes, por algum motivo.`,
  uncertainLeft: "Ficam como estão. Para desfazer isso também, use --include-uncertain.",
  uncertainTaken: "Também serão desfeitos.",
  progress: (done, total) => `${number(done)} de ${count(total, "processado", "processados")}`,
  rate: (perSecond) => `${perSecond} por segundo`,
  left: (time) => `faltam ${time}`,
  waiting: (why, time) => `${why} Nova tentativa em ${time}`,
  ending: "Terminando: os pedidos em curso são abandonados. Mais uma vez termina na hora.",
  endedAtOnce: (resume) => `Terminado na hora. Para continuar: ${resume}`,
  ended: {
    deactivate: (done, total, noun) => ended(done, total, noun, "inativ"),
    activate: (done, total, noun) => ended(done, total, noun, "ativ"),
  },
  endedEarly: (why) => `A execução terminou antes do fim. ${why}`,
  interrupted: "A execução foi interrompida.",
  notEnded: "A execução não terminou: foi encerrada à força ou ainda está em andamento.",
  runBy: (run, said) => `Execução ${number(run)}: ${said}`,
  asEntered: (name) => `${name} (como informado)`,
  signedIn: (name, id) => (name === id ? `${id} (com login)` : `${name} (${id}, com login)`),
  accessKey: (clientId) => `chave de acesso ${clientId}`,
  looked: ({ off, on, unseen }, time, by) =>
    `Últimas conferências: inativos ${number(off)}, ativos ${number(on)}, sem resposta ${number(unseen)}${aside(time, by)}`,
  undoneWith: (file) => `Ela desfaz ${file}`,
  message: (text) => `MySafe: ${text}`,
  next: {
    title: "A seguir",
    resume: "pergunta de novo o que falhou ou é desconhecido, e envia o resto",
    undoUncertain: (many) => `o mesmo, e ${count(many, "incerto", "incertos")}`,
    undo: {
      deactivate: (many, noun) => `ativa ${theItems(many, noun)} que esta execução desativou`,
      activate: (many, noun) => `desativa ${theItems(many, noun)} que esta execução ativou`,
    },
  },
};

/** "3 senhas inativas", or "1 inativa de 3 senhas". */
function ended(done: number, total: number, noun: Noun, adjective: string): string {
  if (done === total) return countItemsThat(total, noun, adjective);
  const { ending } = noun;
  return `${count(done, `${adjective}${ending}`, `${adjective}${ending}s`)} de ${countItems(total, noun)}`;
}

/** "entregá-las", "entregá-lo". */
function giveThem(many: number, { ending }: Noun): string {
  return `entregá-l${ending}${many === 1 ? "" : "s"}`;
}

/** "as 3 senhas", "o segredo de API". */
function theItems(many: number, noun: Noun): string {
  return many === 1 ? `${noun.ending} ${noun.one}` : `${noun.ending}s ${countItems(many, noun)}`;
}

/** When it was, and who it was, in brackets. */
function aside(...parts: readonly string[]): string {
  const known = parts.filter((part) => part !== "");
  return known.length > 0 ? ` (${known.join("; ")})` : "";
}
