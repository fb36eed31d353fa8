// Texts of the confirmation and the progress of a batch.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const them = (many: number) => (many === 1 ? "it" : "them");

export const confirm = {
  title: {
    deactivate: (many: number, noun: Noun) => `Deactivate ${countItems(many, noun)}?`,
    activate: (many: number, noun: Noun) => `Activate ${countItems(many, noun)}?`,
  },
  consequence: {
    deactivate: (many: number, address: string, _noun: Noun) =>
      `MySafe at ${address} will no longer give ${them(many)} out.`,
    activate: (many: number, address: string, _noun: Noun) => `MySafe at ${address} will give ${them(many)} out again.`,
  },
  undoable: "You can undo this.",
  which: "Which",
  otherKind: ({ many }: Noun) => `These are ${many}`,
  otherKindShown: (shown: Noun) => `The list shows ${shown.many}. The same numbers mean other items there.`,
  readOnly: (many: number) => `${count(many, "is", "are")} read only for this access key`,
  readOnlyAdvice: "MySafe will refuse, and the report will say so.",
  verify: "Check before and after: three requests each",
  verifyHint: ({ one }: Noun) =>
    `Then “already” is certain, unless somebody else switches it meanwhile. MySafe may log each check as a view of the ${one}.`,
  typeNumber: (many: number, _noun: Noun) => `That’s a lot. Type ${number(many)} to continue`,
  wrongNumber: (many: number, noun: Noun) => `Type ${number(many)}, the number of ${noun.many}`,
  yes: {
    deactivate: (many: number, noun: Noun) => `Deactivate ${countItems(many, noun)}`,
    activate: (many: number, noun: Noun) => `Activate ${countItems(many, noun)}`,
  },
};

/** "35 of 37 processed": failures are among them. */
export const progress = (processed: number, total: number): string =>
  `${number(processed)} of ${number(total)} processed`;

export const run = {
  label: "Run",
  title: {
    deactivate: (many: number, noun: Noun) => `Deactivating ${countItems(many, noun)}`,
    activate: (many: number, noun: Noun) => `Activating ${countItems(many, noun)}`,
  },
  phases: {
    running: "Running",
    paused: "Paused. Calls under way are being finished.",
    signedOut: "Waiting for you to sign in",
    ending: "Cancelling…",
  },
  progressLabel: "Progress of the run",
  progress,
  rate: (perSecond: string) => `${perSecond} a second`,
  rateUnknown: "– a second",
  left: (time: string) => `${time} left`,
  leftUnknown: "– left",
  waiting: (why: string, time: string) => `${why} Next try in ${time}`,
  pause: "Pause",
  goOn: "Resume",
  cancel: "Cancel the run",
  ended: {
    deactivate: (done: number, total: number, noun: Noun) =>
      `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} inactive`,
    activate: (done: number, total: number, noun: Noun) =>
      `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} active`,
  },
  leaving: {
    question: (done: number, total: number) =>
      `A run is in progress: ${progress(done, total)}. Disconnect and leave the rest unsent?`,
    consequence:
      "Calls under way are aborted: whether they take effect won’t be known. The report stays on this page, and the rest can be sent from it later.",
    stay: "Stay",
  },
  seeReport: "See the report",
  saveJson: "Save as JSON",
  saveCsv: "Save as CSV",
};
