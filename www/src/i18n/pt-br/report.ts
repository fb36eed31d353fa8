// Texts of reports and undo.

import type { Words } from "../en.ts";
import type { Noun } from "../noun.ts";
import { at, count, countItems, number, plural } from "./count.ts";

export const report: Words["report"] = {
  choose: "Relatório",
  none: "Nenhum relatório ainda",
  noneAdvice: "Cada execução deixa um aqui. Ou abra um já salvo, para concluir ou desfazer.",
  load: "Abrir um relatório salvo",
  reports: (many) => `Relatórios (${number(many)})`,
  noConnectionNeeded: "Para ler, salvar e abrir relatórios, não é preciso conectar.",
  back: "Voltar",
  saved: "Salvo em arquivo",
  unsaved: "Ainda não salvo",
  keptOnly: "Guardado só neste navegador",
  notLoaded: (file) => `${file} não é um relatório`,
  notLoadedAdvice: (where) =>
    `Um relatório é o JSON que esta página salva, um diário do comando mysafe, ou JSON.stringify do que deactivateMany devolveu. Este não serve em: ${where}.`,
  title: {
    deactivate: (many, noun) => `Desativar ${countItems(many, noun)}`,
    activate: (many, noun) => `Ativar ${countItems(many, noun)}`,
  },
  undoTitle: {
    deactivate: (many, noun, of) => `Desfazer ${of}: desativar ${countItems(many, noun)}`,
    activate: (many, noun, of) => `Desfazer ${of}: ativar ${countItems(many, noun)}`,
  },
  addressUnknown: "Endereço desconhecido",
  endedEarly: "A execução terminou antes do fim",
  cancelled: "A execução foi cancelada",
  filter: "Mostrar apenas",
  outcomes: "Resultados",
  noneOfKind: "Nenhum deste tipo.",
  byReason: "O que não foi feito, por motivo",
  copy: "Copiar estes identificadores",
  copied: (many) => count(many, "copiado", "copiados"),
  notCopied: "O navegador não deixou esta página copiar: salve como CSV, que contém os identificadores",
  again: {
    failed: (many) => `Repetir ${number(many)}`,
    unknown: (many) => `Repetir ${number(many)}`,
    skipped: (many) => `Enviar ${number(many)}`,
  },
  notSent: {
    what: "A execução terminou antes do envio.",
    next: "Veja por que ela terminou e depois envie.",
  },
  unknownRefused: "Uma tentativa anterior pode ter alterado mesmo assim, e repetir não esclarece: verifique no MySafe.",
  retry: (many) => `Repetir ${number(many)} com falha ou ${plural(many) ? "desconhecidos" : "desconhecido"}`,
  sendRest: (many) => `Enviar ${count(many, "não enviado", "não enviados")}`,
  undo: {
    deactivate: (many) => `Desfazer: ativar ${number(many)}`,
    activate: (many) => `Desfazer: desativar ${number(many)}`,
  },
  connectTo: {
    retry: (many) => `Conectar para repetir ${number(many)}`,
    sendRest: (many) => `Conectar para enviar ${number(many)}`,
    undo: (many) => `Conectar para desfazer ${number(many)}`,
  },
  undoUncertain: (many) => `Desfazer ${number(many)} sem certeza…`,
  undone: "Desfeito",
  verified: "Verificado",
  verifiedHint: "O estado foi verificado depois",
  unknownAdvice: "Pode ter sido alterado mesmo assim: repetir é seguro e esclarece.",
  when: ({ time, day }) => (day === undefined ? at(time) : `em ${day} ${at(time)}`),
  times: {
    unknown: "Horário desconhecido",
    until: (end) => `Terminou em ${end}`,
    between: (start, end, length) => `${start} – ${end}${length ? ` (${length} ao todo)` : ""}`,
  },
  outcomeTexts: ({ ending }, when) => ({
    deactivate: outcomeTexts({ state: `inativ${ending}`, done: `desativad${ending}`, ending, when }),
    activate: outcomeTexts({ state: `ativ${ending}`, done: `ativad${ending}`, ending, when }),
  }),
  putBack: ({ ending }) => ({
    deactivate: `Mais tarde estava ativ${ending} de novo.`,
    activate: `Mais tarde estava inativ${ending} de novo.`,
  }),
};

export const keep: Words["keep"] = {
  label: "Guardar relatórios neste navegador",
  hint: "Armazena nomes, identificadores, resultados com as respostas do MySafe, horários, o endereço e o tenant do MySafe e quem fez cada execução e por quê, com o client ID; nenhum segredo, nenhum valor. Quem usa este perfil do navegador pode ler isso. O navegador pode apagá-lo: salve em arquivo o que precisa durar.",
  wipe: "Apagar o que este navegador guarda",
  unreadable: (many) =>
    count(many, "relatório guardado não pôde ser lido", "relatórios guardados não puderam ser lidos"),
  unreadableAdvice: "Outra coisa alterou o que está guardado, ou outra versão desta página o gravou.",
  faults: {
    full: {
      title: "Um relatório não pôde ser guardado: o armazenamento do navegador está cheio",
      advice: "Salve-o em arquivo antes de sair.",
    },
    forbidden: {
      title: "Este navegador não deixa esta página guardar nada",
      advice: "Uma configuração ou uma janela anônima pode impedir isso. Salve os relatórios em arquivos.",
    },
    notDeleted: {
      title: "O que este navegador guarda não pôde ser apagado",
      advice: "Apague os dados desta página nas configurações do navegador.",
    },
  },
};

/** "a senha", "as 3 senhas". */
const theItems = (many: number, noun: Noun): string =>
  plural(many) ? `${noun.ending}s ${countItems(many, noun)}` : `${noun.ending} ${noun.one}`;

export const undo: Words["undo"] = {
  title: "Desfazer",
  certain: {
    deactivate: (many, noun) => `Ativar ${theItems(many, noun)} que esta execução desativou:`,
    activate: (many, noun) => `Desativar ${theItems(many, noun)} que esta execução ativou:`,
  },
  certainLabel: "O que esta execução alterou",
  uncertain: (many) => `${number(many)} sem certeza`,
  uncertainAdvice: ({ ending }) =>
    `Provavelmente esta execução ${ending}s alterou, mas nenhuma resposta confirma isso com certeza: alguém pode tê-lo feito antes, por algum motivo. Selecione ${ending === "a" ? "aquelas" : "aqueles"} de que você tem certeza.`,
  uncertainLabel: "Sem certeza",
  next: {
    deactivate: (many, noun) => `Desativar ${countItems(many, noun)}…`,
    activate: (many, noun) => `Ativar ${countItems(many, noun)}…`,
  },
};

interface Done {
  /** "inativo" */
  readonly state: string;
  /** "desativado" */
  readonly done: string;
  readonly ending: string;
  /** "às 17:48" */
  readonly when: string | undefined;
}

/** The texts of outcomes whose items were, or should have been, brought into a state. */
function outcomeTexts({ state, done, ending, when }: Done) {
  const then = when === undefined ? "" : ` ${when}`;
  return {
    skipped: `Não foi enviad${ending}: a execução terminou antes.`,
    changedUncertain: `Estava ${state}${then}, provavelmente por esta execução. Nenhuma resposta confirma isso com certeza: pode já ter estado assim antes.`,
    changed: when === undefined ? `Foi ${done} por esta execução.` : `Foi ${done}${then}.`,
    unchangedUncertain: `O MySafe disse${then} que já estava ${state}; o seu navegador pode ter enviado o pedido duas vezes.`,
    unchanged: `Já estava ${state}${then}.`,
  };
}
