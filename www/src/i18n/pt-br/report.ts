// Texts of reports and undo.

import type { Words } from "../en.ts";
import { count, countSecrets, number } from "./count.ts";

export const report: Words["report"] = {
  choose: "Relatório",
  none: "Nenhum relatório ainda",
  noneAdvice: "Cada lote deixa um aqui. Ou abra um que foi salvo, para concluí-lo ou desfazê-lo.",
  load: "Abrir um relatório",
  notLoaded: (file) => `${file} não é um relatório`,
  notLoadedAdvice: (where) =>
    `Um relatório é o JSON que esta página salva, ou JSON.stringify do que deactivateMany devolveu. Não serve em: ${where}.`,
  title: {
    deactivate: (many) => `Desativar ${countSecrets(many)}`,
    activate: (many) => `Ativar ${countSecrets(many)}`,
  },
  undoTitle: {
    deactivate: (many, of) => `Desfazer ${of}: desativar ${countSecrets(many)}`,
    activate: (many, of) => `Desfazer ${of}: ativar ${countSecrets(many)}`,
  },
  addressUnknown: "Endereço desconhecido",
  endedEarly: "A execução terminou antes do fim",
  cancelled: "A execução foi cancelada",
  filter: "Mostrar apenas",
  outcomes: "Resultados",
  noneOfKind: "Nenhum deste tipo.",
  retry: (many) => `Repetir ${count(many, "falho ou desconhecido", "falhos ou desconhecidos")}`,
  sendRest: (many) => `Enviar ${count(many, "que não foi enviado", "que não foram enviados")}`,
  undo: {
    deactivate: (many) => `Desfazer: ativar ${number(many)}`,
    activate: (many) => `Desfazer: desativar ${number(many)}`,
  },
  undone: "Desfeito",
  verified: "Conferido",
  verifiedHint: "O estado foi olhado depois",
  unknownAdvice: "Pode ter sido alterado mesmo assim: perguntar de novo é seguro e esclarece.",
  outcomeTexts: {
    deactivate: {
      skipped: "Não foi enviado: a execução terminou antes.",
      changedUncertain:
        "Está inativo, provavelmente por esta execução. Nenhuma resposta o diz com certeza: pode já ter estado.",
      changed: "Agora está inativo.",
      unchangedUncertain: "O MySafe diz que já estava inativo; seu navegador pode ter enviado o pedido duas vezes.",
      unchanged: "Já estava inativo.",
    },
    activate: {
      skipped: "Não foi enviado: a execução terminou antes.",
      changedUncertain:
        "Está ativo, provavelmente por esta execução. Nenhuma resposta o diz com certeza: pode já ter estado.",
      changed: "Agora está ativo.",
      unchangedUncertain: "O MySafe diz que já estava ativo; seu navegador pode ter enviado o pedido duas vezes.",
      unchanged: "Já estava ativo.",
    },
  },
};

export const undo: Words["undo"] = {
  title: "Desfazer",
  certain: {
    deactivate: (many) => `Ativar os ${number(many)} que esta execução desativou:`,
    activate: (many) => `Desativar os ${number(many)} que esta execução ativou:`,
  },
  certainLabel: "Alterados por esta execução",
  uncertain: (many) => `${count(many, "é incerto", "são incertos")}`,
  uncertainAdvice:
    "Provavelmente esta execução os alterou, mas nenhuma resposta o diz com certeza: alguém pode tê-lo feito antes, por algum motivo. Marque aqueles de que você tem certeza.",
  uncertainLabel: "Incertos",
  next: {
    deactivate: (many) => `Desativar ${countSecrets(many)}…`,
    activate: (many) => `Ativar ${countSecrets(many)}…`,
  },
};
