import type { Words } from "./en.ts";
import { connect, lock } from "./pt-br/connection.ts";
import { facts, reasons } from "./pt-br/errors.ts";
import { log } from "./pt-br/log.ts";
import { kindHints, kinds } from "./pt-br/outcomes.ts";
import { paste } from "./pt-br/paste.ts";
import { report, undo } from "./pt-br/report.ts";
import { confirm, run } from "./pt-br/run.ts";
import { actions, filters, secrets, selection, states, table } from "./pt-br/secrets.ts";

/** All texts of the page, in Brazilian Portuguese. */
export const ptBR: Words = {
  product: "MySafe",
  title: "Desative e reative segredos de API",
  listSeparator: ";",
  cancel: "Cancelar",
  close: "Fechar",
  header: {
    demo: "Demonstração",
    connectedTo: "Conectado a",
    disconnect: "Desconectar",
  },
  lazyWorkspace: {
    failed: "O resto desta página não carregou",
    advice: "Você está conectado. Confira a rede e tente de novo.",
    again: "Tentar de novo",
  },
  views: { label: "Telas", secrets: "Segredos", reports: "Relatórios", log: "Registro" },
  tab: {
    idle: "Segredos de API do MySafe",
    running: { deactivate: "Desativando", activate: "Ativando" },
    paused: "Em pausa",
  },
  connect,
  lock,
  reasons,
  facts,
  filters,
  states,
  secrets,
  table,
  actions,
  selection,
  paste,
  confirm,
  run,
  kinds,
  kindHints,
  report,
  undo,
  log,
};
