import { connect, lock } from "./en/connection.ts";
import { facts, reasons } from "./en/errors.ts";
import { log } from "./en/log.ts";
import { kindHints, kinds } from "./en/outcomes.ts";
import { paste } from "./en/paste.ts";
import { report, undo } from "./en/report.ts";
import { confirm, run } from "./en/run.ts";
import { actions, filters, secrets, selection, states, table } from "./en/secrets.ts";

/** All texts of the page, in English. */
export const en = {
  product: "MySafe",
  title: "Switch API secrets off and on",
  /** The separator of CSV files in the spreadsheets of this language. */
  listSeparator: "," as "," | ";",
  cancel: "Cancel",
  close: "Close",
  header: {
    demo: "Demo",
    connectedTo: "Connected to",
    disconnect: "Disconnect",
  },
  lazyWorkspace: {
    failed: "The rest of this page did not load",
    advice: "You are connected. Check your network, then try again.",
    again: "Try again",
  },
  views: { label: "Views", secrets: "Secrets", reports: "Reports", log: "Log" },
  tab: {
    idle: "MySafe API secrets",
    running: { deactivate: "Deactivating", activate: "Activating" },
    paused: "Paused",
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

/** The type of a dictionary. */
export type Words = typeof en;
