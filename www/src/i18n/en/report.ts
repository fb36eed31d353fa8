// Texts of reports and undo.

import { count, countSecrets, number } from "./count.ts";

export const report = {
  choose: "Report",
  none: "No report yet",
  noneAdvice: "Each batch leaves one here. Or load one that was saved, to finish or undo it.",
  load: "Load a report",
  notLoaded: (file: string) => `${file} is no report`,
  notLoadedAdvice: (where: string) =>
    `A report is the JSON that this page saves, or JSON.stringify of what deactivateMany gave. It does not fit at: ${where}.`,
  title: {
    deactivate: (many: number) => `Deactivate ${countSecrets(many)}`,
    activate: (many: number) => `Activate ${countSecrets(many)}`,
  },
  undoTitle: {
    deactivate: (many: number, of: number) => `Undo ${of}: deactivate ${countSecrets(many)}`,
    activate: (many: number, of: number) => `Undo ${of}: activate ${countSecrets(many)}`,
  },
  addressUnknown: "Address not known",
  endedEarly: "The run ended early",
  cancelled: "The run was cancelled",
  filter: "Show only",
  outcomes: "Outcomes",
  noneOfKind: "None of this kind.",
  retry: (many: number) => `Retry ${count(many, "failed or unknown", "failed or unknown")}`,
  sendRest: (many: number) => `Send ${count(many, "that was not sent", "that were not sent")}`,
  undo: {
    deactivate: (many: number) => `Undo: activate ${number(many)}`,
    activate: (many: number) => `Undo: deactivate ${number(many)}`,
  },
  undone: "Undone",
  verified: "Looked at",
  verifiedHint: "The state was looked at afterwards",
  unknownAdvice: "It may have been changed all the same: asking again is safe and tells.",
  outcomeTexts: {
    deactivate: {
      skipped: "It was not sent: the run ended before.",
      changedUncertain:
        "It is inactive, most likely by this run. No answer says so for certain: it may have been before.",
      changed: "It is inactive now.",
      unchangedUncertain: "MySafe says it already was inactive; your browser may have sent the request twice.",
      unchanged: "It was inactive already.",
    },
    activate: {
      skipped: "It was not sent: the run ended before.",
      changedUncertain:
        "It is active, most likely by this run. No answer says so for certain: it may have been before.",
      changed: "It is active now.",
      unchangedUncertain: "MySafe says it already was active; your browser may have sent the request twice.",
      unchanged: "It was active already.",
    },
  },
};

export const undo = {
  title: "Undo",
  certain: {
    deactivate: (many: number) => `Activate the ${number(many)} that this run deactivated:`,
    activate: (many: number) => `Deactivate the ${number(many)} that this run activated:`,
  },
  certainLabel: "Changed by this run",
  uncertain: (many: number) => `${count(many, "is", "are")} not certain`,
  uncertainAdvice:
    "Most likely this run changed them, but no answer says so for certain: somebody may have done so before, for a reason. Tick those that you are sure of.",
  uncertainLabel: "Not certain",
  next: {
    deactivate: (many: number) => `Deactivate ${countSecrets(many)}…`,
    activate: (many: number) => `Activate ${countSecrets(many)}…`,
  },
};
