import type { Words } from "./en.ts";
import { connect, lock } from "./pt-br/connection.ts";
import { facts, reasons } from "./pt-br/errors.ts";
import { actions, check, filters, items, selection, states, table } from "./pt-br/items.ts";
import { log } from "./pt-br/log.ts";
import { outcomeHints, outcomeKinds } from "./pt-br/outcomes.ts";
import { paste } from "./pt-br/paste.ts";
import { keep, report, undo } from "./pt-br/report.ts";
import { confirm, run } from "./pt-br/run.ts";

/** All texts of the page, in Brazilian Portuguese. */
export const ptBR: Words = {
  product: "MySafe",
  title: "Desative e reative segredos de API, senhas e notas",
  listSeparator: ";",
  cancel: "Cancelar",
  close: "Fechar",
  header: {
    demo: "Demonstração",
    connectedTo: "Conectado a",
    disconnect: "Desconectar",
    scheme: { system: "Cores: as do sistema", light: "Cores: claras", dark: "Cores: escuras" },
  },
  lazyPart: {
    failed: "O resto desta página não carregou",
    advice: "Confira a rede e tente de novo.",
    again: "Tentar de novo",
  },
  views: { label: "Telas", items: "Itens", reports: "Relatórios", log: "Registro" },
  tab: {
    idle: "MySafe: segredos de API, senhas, notas",
    running: {
      deactivate: ({ many }) => `Desativando ${many}`,
      activate: ({ many }) => `Ativando ${many}`,
    },
    paused: "Em pausa",
  },
  connect,
  lock,
  reasons,
  facts,
  filters,
  states,
  check,
  items,
  table,
  actions,
  selection,
  paste,
  confirm,
  run,
  outcomeKinds,
  outcomeHints,
  report,
  keep,
  undo,
  log,
};
