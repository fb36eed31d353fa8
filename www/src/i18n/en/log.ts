// Texts of the log.

import type { OutcomeKind } from "../../report/report.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";
import { outcomeKinds } from "./outcomes.ts";

export const log = {
  title: "This visit",
  about: "What was done since this page was opened. It is gone when the page is closed.",
  saveText: "Save the log as text",
  saveCsv: "Save the log as CSV",
  connected: (address: string, many: number, noun: Noun) => `Connected to ${address}; ${countItems(many, noun)} listed`,
  notConnected: (address: string, code: string) => `No connection to ${address} (${code})`,
  ended: {
    disconnected: "Disconnected; credentials wiped",
    idle: "Locked after ten idle minutes; credentials wiped",
    left: "The page was left; credentials wiped",
  },
  listed: (many: number, noun: Noun) => `${countItems(many, noun)} listed`,
  notListed: (code: string, noun: Noun) => `The list of ${noun.many} could not be loaded (${code})`,
  checked: (known: number, open: number, left: number, noun: Noun) =>
    `Checked ${countItems(known, noun)}${open > 0 ? `; ${number(open)} could not be determined` : ""}${left > 0 ? `; stopped before ${number(left)} others` : ""}`,
  started: (action: "activate" | "deactivate", many: number, noun: Noun) =>
    `${action === "activate" ? "Activating" : "Deactivating"} ${countItems(many, noun)}`,
  finished: (action: "activate" | "deactivate", noun: Noun, counts: Readonly<Record<OutcomeKind, number>>) =>
    `${action === "activate" ? "Activation" : "Deactivation"} of ${noun.many} ended: ${summary(counts)}`,
  exported: (file: string) => `Saved ${file}`,
  loaded: (file: string, many: number, noun: Noun) =>
    `Loaded ${file}: ${count(many, "outcome", "outcomes")} of ${noun.many}`,
  keeping: "This browser keeps reports from now on",
  restored: (many: number) => `${count(many, "report", "reports")} of earlier visits read from this browser`,
  wiped: "What this browser kept is deleted, and it keeps no more reports",
  notLoaded: (file: string, where: string) => `${file} is no report that can be read (${where})`,
};

function summary(counts: Readonly<Record<OutcomeKind, number>>): string {
  const parts = Object.entries(outcomeKinds).flatMap(([kind, name]) => {
    const many = counts[kind as OutcomeKind];
    return many > 0 ? [`${number(many)} ${name.toLowerCase()}`] : [];
  });
  return parts.join(", ");
}
