// Texts of the log.

import type { OutcomeKind } from "../../report/report.ts";
import { count, countSecrets, number } from "./count.ts";
import { kinds } from "./outcomes.ts";

export const log = {
  title: "This visit",
  about: "What was done since this page was opened. It is gone when the page is closed.",
  connected: (address: string, many: number) => `Connected to ${address}; ${countSecrets(many)} listed`,
  notConnected: (address: string, code: string) => `No connection to ${address} (${code})`,
  ended: {
    disconnected: "Disconnected; credentials wiped",
    idle: "Locked after ten idle minutes; credentials wiped",
    left: "The page was left; credentials wiped",
  },
  notListed: (code: string) => `The list could not be loaded (${code})`,
  checked: (known: number, open: number, left: number) =>
    `Checked ${countSecrets(known)}${open > 0 ? `; ${number(open)} could not be determined` : ""}${left > 0 ? `; stopped before ${number(left)} others` : ""}`,
  started: (action: "activate" | "deactivate", many: number) =>
    `${action === "activate" ? "Activating" : "Deactivating"} ${countSecrets(many)}`,
  finished: (action: "activate" | "deactivate", counts: Readonly<Record<OutcomeKind, number>>) =>
    `${action === "activate" ? "Activation" : "Deactivation"} ended: ${summary(counts)}`,
  exported: (file: string) => `Saved ${file}`,
  loaded: (file: string, many: number) => `Loaded ${file}: ${count(many, "outcome", "outcomes")}`,
  notLoaded: (file: string, where: string) => `${file} is no report that can be read (${where})`,
};

function summary(counts: Readonly<Record<OutcomeKind, number>>): string {
  const parts = Object.entries(kinds).flatMap(([kind, name]) => {
    const many = counts[kind as OutcomeKind];
    return many > 0 ? [`${number(many)} ${name.toLowerCase()}`] : [];
  });
  return parts.join(", ");
}
