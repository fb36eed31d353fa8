import { connect, lock } from "./en/connection.ts";
import { facts, reasons } from "./en/errors.ts";
import { actions, check, filters, items, selection, states, table } from "./en/items.ts";
import { log } from "./en/log.ts";
import { outcomeHints, outcomeKinds } from "./en/outcomes.ts";
import { paste } from "./en/paste.ts";
import { keep, report, undo } from "./en/report.ts";
import { confirm, run } from "./en/run.ts";
import type { Noun } from "./noun.ts";

/** All texts of the page, in English. */
export const en = {
  product: "MySafe",
  title: "Switch API secrets, passwords and notes off and on",
  /** The separator of CSV files in the spreadsheets of this language. */
  listSeparator: "," as "," | ";",
  cancel: "Cancel",
  close: "Close",
  header: {
    demo: "Demo",
    connectedTo: "Connected to",
    disconnect: "Disconnect",
    scheme: { system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" },
  },
  lazyPart: {
    failed: "The rest of this page did not load",
    advice: "Check your network, then try again.",
    again: "Try again",
  },
  views: { label: "Views", items: "Items", reports: "Reports", log: "Log" },
  tab: {
    idle: "MySafe: API secrets, passwords, notes",
    running: {
      deactivate: ({ many }: Noun) => `Deactivating ${many}`,
      activate: ({ many }: Noun) => `Activating ${many}`,
    },
    paused: "Paused",
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

/** The type of a dictionary. */
export type Words = typeof en;
