// Texts of the confirmation and the progress of a batch.

import type { Words } from "../en.ts";
import { count, countSecrets, number } from "./count.ts";

export const confirm: Words["confirm"] = {
  title: {
    deactivate: (many) => `Desativar ${countSecrets(many)}?`,
    activate: (many) => `Ativar ${countSecrets(many)}?`,
  },
  consequence: {
    deactivate: (address) => `O MySafe em ${address} deixará de entregá-los. É possível desfazer.`,
    activate: (address) => `O MySafe em ${address} voltará a entregá-los. É possível desfazer.`,
  },
  which: "Quais",
  otherMySafe: "Este relatório pode ser de outro MySafe",
  otherAddress: (address) => `Foi feito em ${address}. Em outro lugar, os mesmos números são outros segredos.`,
  unknownAddress: "Ele não diz onde foi feito. Em outro lugar, os mesmos números são outros segredos.",
  readOnly: (many) => `${count(many, "deles é só leitura", "deles são só leitura")} para esta chave de acesso`,
  readOnlyAdvice: "O MySafe vai se recusar a alterá-los, e o relatório dirá isso.",
  verify: "Olhar antes e depois: três pedidos para cada um",
  verifyHint:
    "Assim “já estava” é certo, a menos que outra pessoa altere o segredo nesse meio-tempo. O MySafe pode registrar cada olhada como uma visualização do segredo.",
  typeNumber: (many) => `São muitos. Digite ${number(many)} para continuar`,
  wrongNumber: (many) => `Digite ${number(many)}, o número de segredos`,
  yes: {
    deactivate: (many) => `Desativar ${countSecrets(many)}`,
    activate: (many) => `Ativar ${countSecrets(many)}`,
  },
};

export const run: Words["run"] = {
  label: "Lote",
  title: {
    deactivate: (many) => `Desativando ${countSecrets(many)}`,
    activate: (many) => `Ativando ${countSecrets(many)}`,
  },
  phases: { running: "Em andamento", paused: "Em pausa. As chamadas em curso terminam.", ending: "Cancelando…" },
  progressLabel: "Progresso do lote",
  progress: (done, total) => `${number(done)} de ${number(total)} prontos`,
  rate: (perSecond) => `${perSecond} por segundo`,
  rateUnknown: "– por segundo",
  left: (time) => `faltam ${time}`,
  leftUnknown: "faltam –",
  waiting: (why, time) => `${why} Nova tentativa em ${time}`,
  pause: "Pausar",
  goOn: "Continuar",
  cancel: "Cancelar o lote",
  ended: {
    deactivate: (done, total) =>
      done === total
        ? count(total, "segredo inativo", "segredos inativos")
        : `${count(done, "inativo", "inativos")} de ${countSecrets(total)}`,
    activate: (done, total) =>
      done === total
        ? count(total, "segredo ativo", "segredos ativos")
        : `${count(done, "ativo", "ativos")} de ${countSecrets(total)}`,
  },
  seeReport: "Ver o relatório",
};
