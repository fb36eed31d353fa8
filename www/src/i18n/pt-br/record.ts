// Texts of who, why and when: the sign-off of a run, looks after it, its printed page. They are loaded with the reports.

import type { RecordWords } from "../en/record.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const was = (many: number, adjective: string, { ending }: Noun) =>
  count(many, `estava ${adjective}${ending}`, `estavam ${adjective}${ending}s`);

export const record: RecordWords = {
  signOff: {
    title: "Quem e por quê",
    hint: "Para o relatório e o registro. Tudo é opcional, e nada secreto deve estar aqui.",
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
    none: "Nada corresponde.",
  },
  verify: {
    button: (many) => `Conferir de novo ${number(many)}…`,
    connectTo: (many) => `Conectar para conferir de novo ${number(many)}`,
    signInTo: (many) => `Entrar para conferir de novo ${number(many)}`,
    title: (many, noun) => `Conferir de novo ${countItems(many, noun)}?`,
    what: (address, { ending }) =>
      `Pergunta-se ao MySafe em ${address} se cada ${ending === "a" ? "uma" : "um"} está ativ${ending}.`,
    price: ({ one, ending }) => `O MySafe pode registrar cada conferência como uma visualização d${ending} ${one}.`,
    proves: "Uma conferência mostra o estado naquele momento. Ele pode ter mudado desde então.",
    yes: (many) => `Conferir ${number(many)}`,
    progress: (done, total) => `Conferência: ${number(done)} de ${number(total)}`,
    progressLabel: "Progresso da conferência",
    stop: "Parar a conferência",
    elsewhere: (place) => `Para conferir os itens de novo, conecte-se a onde este relatório foi feito: ${place}.`,
    placeUnknown: "Este relatório não diz onde foi feito; por isso os itens não podem ser conferidos de novo.",
    by: (time, operator) => `Conferência em ${time} · Operador(a): ${operator}`,
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
      `${count(many, `não pôde ser vist${ending}`, `não puderam ser vist${ending}s`)}: ${which}`,
    notLooked: (many, { ending }) =>
      count(
        many,
        `não foi conferid${ending} desde o seu resultado`,
        `não foram conferid${ending}s desde os seus resultados`,
      ),
    putBack: (many, { ending }) =>
      count(
        many,
        `que foi desfeit${ending} não é comparad${ending}`,
        `que foram desfeit${ending}s não são comparad${ending}s`,
      ),
    more: (many) => `e mais ${number(many)}`,
    stamps: {
      deactivate: ({ ending }) => stamps(`inativ${ending}`, `ativ${ending}`, ending),
      activate: ({ ending }) => stamps(`ativ${ending}`, `inativ${ending}`, ending),
    },
    log: (report, text) => `Itens do relatório ${number(report)} conferidos de novo: ${text}`,
  },
  print: {
    button: "Imprimir",
    address: "MySafe",
    tenant: "Tenant",
    times: "Quando",
    end: "Terminou antes",
    zone: "Fuso horário",
    printed: "Impresso",
    file: "Arquivo",
    result: "Resultado",
    runs: "Execuções",
    looks: "Conferências depois da execução",
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
      look: "Última conferência",
    },
    operatorNote: "“Como informado” é o que alguém digitou; “com login” é quem o servidor conhece.",
    signature: "Conferido por, data, assinatura",
  },
};

function summary(asAsked: number, compared: number, adjective: string, { ending }: Noun): string {
  if (asAsked < compared)
    return `${number(asAsked)} de ${number(compared)} ${compared === 1 ? `foi vist${ending} ${adjective}${ending}` : `foram vist${ending}s ${adjective}${ending}s`}`;
  return compared === 1
    ? `Estava ${adjective}${ending}`
    : `Tod${ending}s ${ending}s ${number(compared)} estavam ${adjective}${ending}s`;
}

const stamps = (asked: string, other: string, ending: string) => ({
  asAsked: (when: string) => `Verificad${ending} como ${asked} ${when}`,
  other: (when: string) => `Estava ${other} ${when}`,
  unseen: (when: string) => `Não pôde ser vist${ending} ${when}`,
});
