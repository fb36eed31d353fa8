// Texts of who, why and when: the sign-off of a run, looks after it, its printed page. They are loaded with the reports.

import type { RecordWords } from "../en/record.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number, plural } from "./count.ts";

const was = (many: number, adjective: string, { ending }: Noun) =>
  count(many, `estava ${adjective}${ending}`, `estavam ${adjective}${ending}s`);

export const record: RecordWords = {
  signOff: {
    title: "Quem e por quê",
    hint: "Para o relatório e o registro. Tudo é opcional; não escreva nada secreto aqui.",
    operator: "Operador(a)",
    ticket: "Chamado",
    note: "Observação",
    signedIn: "Operador(a): ",
  },
  turns: {
    label: "Quem, por quê e quando",
    run: (which) => `Execução ${number(which)}`,
    operator: "Operador(a)",
    asEntered: (name) => `${name} (como informado)`,
    signedIn: (name, id) => (name === id ? `${id} (com login)` : `${name} (${id}, com login)`),
    notStated: "não informado",
    ticket: "Chamado",
    note: "Observação",
    clientId: "Client ID da chave de acesso",
    unknownTime: "horário desconhecido",
  },
  didNotEnd: "A execução não terminou: foi encerrada à força ou ainda estava em andamento quando isto foi lido",
  search: {
    label: "Buscar neste relatório: identificador, nome, código, mensagem",
    shown: (many, total) => `Mostrando ${number(many)} de ${number(total)}`,
    none: "Nenhum resultado.",
  },
  verify: {
    button: (many) => `Verificar ${number(many)}…`,
    connectTo: (many) => `Conectar para verificar ${number(many)}`,
    signInTo: (many) => `Entrar para verificar ${number(many)}`,
    title: (many, noun) => `Verificar ${countItems(many, noun)}?`,
    what: (address, { ending }) =>
      `Pergunta-se ao MySafe em ${address} se cada ${ending === "a" ? "uma" : "um"} está ativ${ending}.`,
    price: ({ one, ending }) => `O MySafe pode registrar cada verificação como uma visualização d${ending} ${one}.`,
    proves: "Uma verificação mostra o estado naquele momento. Ele pode ter mudado desde então.",
    yes: (many) => `Verificar ${number(many)}`,
    progress: (done, total) => `Verificação: ${number(done)} de ${number(total)}`,
    progressLabel: "Progresso da verificação",
    stop: "Parar a verificação",
    elsewhere: (place) => `Para verificar os itens, conecte-se ao lugar onde este relatório foi feito: ${place}.`,
    placeUnknown: "Este relatório não diz onde foi feito; por isso os itens não podem ser verificados.",
    by: (time, operator) => `Verificação em ${time} · Operador(a): ${operator}`,
    result: {
      deactivate: (asAsked, compared, noun) => summary(asAsked, compared, "inativ", noun),
      activate: (asAsked, compared, noun) => summary(asAsked, compared, "ativ", noun),
    },
    differing: {
      deactivate: (many, which, noun) => `${was(many, "ativ", noun)}: ${which}`,
      activate: (many, which, noun) => `${was(many, "inativ", noun)}: ${which}`,
    },
    differingTitle: {
      deactivate: (many, noun) => was(many, "ativ", noun),
      activate: (many, noun) => was(many, "inativ", noun),
    },
    unseen: (many, which, { ending }) =>
      `${count(many, `não pôde ser verificad${ending}`, `não puderam ser verificad${ending}s`)}: ${which}`,
    notLooked: (many, { ending }) =>
      count(
        many,
        `não foi verificad${ending} desde o seu resultado`,
        `não foram verificad${ending}s desde os seus resultados`,
      ),
    putBack: (many, { ending }) =>
      count(many, `desfeit${ending} não é comparad${ending}`, `desfeit${ending}s não são comparad${ending}s`),
    more: (many) => `e mais ${number(many)}`,
    stamps: {
      deactivate: ({ ending }) => stamps(`inativ${ending}`, `ativ${ending}`, ending),
      activate: ({ ending }) => stamps(`ativ${ending}`, `inativ${ending}`, ending),
    },
    log: (report, text) => `Itens do relatório ${number(report)} verificados de novo: ${text}`,
  },
  print: {
    button: "Imprimir",
    address: "MySafe",
    tenant: "Tenant",
    times: "Quando",
    end: "Terminou antes do fim",
    zone: "Fuso horário",
    printed: "Impresso",
    file: "Arquivo",
    result: "Resultado",
    runs: "Execuções",
    looks: "Verificações depois da execução",
    items: "Itens",
    columns: {
      run: "Execução",
      from: "De",
      to: "Até",
      identifier: "Identificador",
      name: "Nome",
      outcome: "Resultado",
      time: "Horário",
      answer: "Motivo ou resposta",
      look: "Última verificação",
    },
    operatorNote: "“Como informado” é o que alguém digitou; “com login” é quem o servidor conhece.",
    signature: "Conferido por, data, assinatura",
  },
};

function summary(asAsked: number, compared: number, adjective: string, { ending }: Noun): string {
  if (asAsked < compared)
    return `${number(asAsked)} de ${number(compared)} ${plural(asAsked) ? `foram vist${ending}s ${adjective}${ending}s` : `foi vist${ending} ${adjective}${ending}`}`;
  return compared === 1
    ? `Estava ${adjective}${ending}`
    : `Tod${ending}s ${ending}s ${number(compared)} estavam ${adjective}${ending}s`;
}

const stamps = (asked: string, other: string, ending: string) => ({
  asAsked: (when: string) => `Verificad${ending} como ${asked} ${when}`,
  other: (when: string) => `Estava ${other} ${when}`,
  unseen: (when: string) => `Não pôde ser verificad${ending} ${when}`,
});
