// Texts of reports and undo.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

export const report = {
  choose: "Report",
  none: "No report yet",
  noneAdvice: "Each run leaves one here. Or open a saved one, to finish or undo it.",
  load: "Open a saved report",
  reports: (many: number) => `Reports (${number(many)})`,
  noConnectionNeeded: "Reports can be read, saved and opened without a connection.",
  back: "Back",
  saved: "Saved as a file",
  unsaved: "Not saved yet",
  keptOnly: "Kept in this browser only",
  notLoaded: (file: string) => `${file} isn’t a report`,
  notLoadedAdvice: (where: string) =>
    `A report is the JSON that this page saves, a journal of the command mysafe, or JSON.stringify of what deactivateMany gave. This one doesn’t fit at: ${where}.`,
  title: {
    deactivate: (many: number, noun: Noun) => `Deactivate ${countItems(many, noun)}`,
    activate: (many: number, noun: Noun) => `Activate ${countItems(many, noun)}`,
  },
  undoTitle: {
    deactivate: (many: number, noun: Noun, of: number) => `Undo ${of}: deactivate ${countItems(many, noun)}`,
    activate: (many: number, noun: Noun, of: number) => `Undo ${of}: activate ${countItems(many, noun)}`,
  },
  addressUnknown: "Address not known",
  endedEarly: "The run ended early",
  cancelled: "The run was cancelled",
  filter: "Show only",
  outcomes: "Outcomes",
  noneOfKind: "None of this kind.",
  byReason: "Not done, by reason",
  copy: "Copy these identifiers",
  copied: (many: number) => `${number(many)} copied`,
  notCopied: "The browser didn’t let this page copy: save as CSV, which has them",
  again: {
    failed: (many: number) => `Retry ${number(many)}`,
    unknown: (many: number) => `Retry ${number(many)}`,
    skipped: (many: number) => `Send ${number(many)}`,
  },
  notSent: {
    what: "The run ended before these were sent.",
    next: "See why it ended, then send them.",
  },
  unknownRefused: "An earlier try may have changed it all the same, and trying again won’t tell: check it in MySafe.",
  retry: (many: number) => `Retry ${number(many)} failed or unknown`,
  sendRest: (many: number) => `Send ${count(many, "that was not sent", "that were not sent")}`,
  undo: {
    deactivate: (many: number) => `Undo: activate ${number(many)}`,
    activate: (many: number) => `Undo: deactivate ${number(many)}`,
  },
  connectTo: {
    retry: (many: number) => `Connect to retry ${number(many)}`,
    sendRest: (many: number) => `Connect to send ${number(many)}`,
    undo: (many: number) => `Connect to undo ${number(many)}`,
  },
  undoUncertain: (many: number) => `Undo ${count(many, "that is not certain", "that are not certain")}…`,
  undone: "Undone",
  verified: "Verified",
  verifiedHint: "The state was checked afterwards",
  unknownAdvice: "It may have been changed all the same: a retry is safe and tells.",
  /** A moment within a sentence. */
  when: ({ time, day }: { readonly time: string; readonly day: string | undefined }) =>
    day === undefined ? `at ${time}` : `on ${day} at ${time}`,
  times: {
    unknown: "Time not known",
    until: (end: string) => `Ended ${end}`,
    between: (start: string, end: string, length?: string) => `${start} – ${end}${length ? ` (${length} in all)` : ""}`,
  },
  /** The text of each outcome. `when` is when it came, if that is known. */
  outcomeTexts: (_noun: Noun, when?: string) => ({
    deactivate: outcomeTexts("inactive", "deactivated", when),
    activate: outcomeTexts("active", "activated", when),
  }),
  /** What an undo has found or made so. */
  putBack: (_noun: Noun) => ({ deactivate: "Later it was active again.", activate: "Later it was inactive again." }),
};

export const keep = {
  label: "Keep reports in this browser",
  hint: "Stores names, identifiers, outcomes with MySafe’s answers, times, MySafe’s address and tenant, and who made each run and why, with the client ID; no secrets, no values. Whoever uses this browser profile can read that. The browser may delete it: save as a file what has to last.",
  wipe: "Delete what this browser keeps",
  unreadable: (many: number) => `${count(many, "stored report", "stored reports")} couldn’t be read`,
  unreadableAdvice: "Something else has changed what is stored, or another version of this page wrote it.",
  faults: {
    full: {
      title: "A report couldn’t be kept: the browser’s storage is full",
      advice: "Save it as a file before you leave.",
    },
    forbidden: {
      title: "This browser doesn’t let this page store anything",
      advice: "A setting or a private window may forbid it. Save reports as files.",
    },
    notDeleted: {
      title: "What this browser keeps couldn’t be deleted",
      advice: "Delete the data of this page in the browser’s settings.",
    },
  },
};

/** "the 3 passwords", "the password". */
const theItems = (many: number, noun: Noun): string => `the ${many === 1 ? noun.one : countItems(many, noun)}`;

export const undo = {
  title: "Undo",
  certain: {
    deactivate: (many: number, noun: Noun) => `Activate ${theItems(many, noun)} that this run deactivated:`,
    activate: (many: number, noun: Noun) => `Deactivate ${theItems(many, noun)} that this run activated:`,
  },
  certainLabel: "Changed by this run",
  uncertain: (many: number) => `${count(many, "is", "are")} not certain`,
  uncertainAdvice: (_noun: Noun) =>
    "Most likely this run changed them, but no answer says so for certain: somebody may have done so before, for a reason. Select those that you’re sure of.",
  uncertainLabel: "Not certain",
  next: {
    deactivate: (many: number, noun: Noun) => `Deactivate ${countItems(many, noun)}…`,
    activate: (many: number, noun: Noun) => `Activate ${countItems(many, noun)}…`,
  },
};

/** The texts of outcomes whose items were, or should have been, brought into a state. They say what was so then: it may have
 * changed since. */
function outcomeTexts(state: string, done: string, when?: string) {
  const then = when === undefined ? "" : ` ${when}`;
  return {
    skipped: "It was not sent: the run ended first.",
    changedUncertain: `It was ${state}${then}, most likely by this run. No answer says so for certain: it may have been so before.`,
    changed: when === undefined ? `It was ${done} by this run.` : `It was ${done}${then}.`,
    unchangedUncertain: `MySafe said${then} that it was already ${state}; your browser may have sent the request twice.`,
    unchanged: `It was already ${state}${then}.`,
  };
}
