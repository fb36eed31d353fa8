// Texts of the log.

import type { OutcomeKind } from "../../report/report.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";
import { outcomeHints, outcomeKinds } from "./outcomes.ts";

export const log = {
  title: "This visit",
  about: "What was done since this page was opened. It’s gone once the page is closed.",
  saveText: "Save the log as text",
  saveCsv: "Save the log as CSV",
  connected: (address: string, many: number, noun: Noun) => `Connected to ${address}; ${countItems(many, noun)} listed`,
  notConnected: (address: string, code: string) => `No connection to ${address} (${code})`,
  ended: {
    disconnected: "Disconnected; credentials wiped",
    idle: "Locked after ten minutes without activity; credentials wiped",
    left: "Left the page; credentials wiped",
  },
  listed: (many: number, noun: Noun) => `${countItems(many, noun)} listed`,
  notListed: (code: string, noun: Noun) => `The list of ${noun.many} couldn’t be loaded (${code})`,
  checked: (known: number, open: number, left: number, noun: Noun) =>
    `Checked ${countItems(known, noun)}${open > 0 ? `; ${number(open)} unknown` : ""}${left > 0 ? `; stopped with ${number(left)} left` : ""}`,
  started: (action: "activate" | "deactivate", many: number, noun: Noun) =>
    `${action === "activate" ? "Activating" : "Deactivating"} ${countItems(many, noun)}`,
  finished: (action: "activate" | "deactivate", noun: Noun, counts: Readonly<Record<OutcomeKind, number>>) =>
    `${action === "activate" ? "Activation" : "Deactivation"} of ${noun.many} ended: ${summary(action, counts)}`,
  exported: (file: string) => `Saved ${file}`,
  loaded: (file: string, many: number, noun: Noun) =>
    `Opened ${file}: ${count(many, "outcome", "outcomes")} of ${noun.many}`,
  keeping: "This browser keeps reports from now on",
  restored: (many: number) => `${count(many, "report", "reports")} from earlier visits read from this browser`,
  wiped: "What this browser kept was deleted, and it keeps no more reports",
  notLoaded: (file: string, where: string) => `${file} isn’t a report that can be read (${where})`,
};

function summary(action: "activate" | "deactivate", counts: Readonly<Record<OutcomeKind, number>>): string {
  const parts = (Object.keys(outcomeHints) as OutcomeKind[]).flatMap((kind) => {
    const many = counts[kind];
    return many > 0 ? [`${number(many)} ${outcomeKinds[action](many)[kind].toLowerCase()}`] : [];
  });
  return parts.join(", ");
}
