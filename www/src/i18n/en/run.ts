// Texts of the confirmation and the progress of a batch.

import { count, countSecrets, number } from "./count.ts";

export const confirm = {
  title: {
    deactivate: (many: number) => `Deactivate ${countSecrets(many)}?`,
    activate: (many: number) => `Activate ${countSecrets(many)}?`,
  },
  consequence: {
    deactivate: (address: string) => `MySafe at ${address} will no longer give them out. You can undo this.`,
    activate: (address: string) => `MySafe at ${address} will give them out again. You can undo this.`,
  },
  which: "Which",
  otherMySafe: "This report may be of another MySafe",
  otherAddress: (address: string) => `It was made at ${address}. The same numbers mean other secrets elsewhere.`,
  unknownAddress: "It does not say where it was made. The same numbers mean other secrets elsewhere.",
  readOnly: (many: number) => `${count(many, "of them is", "of them are")} read only for this access key`,
  readOnlyAdvice: "MySafe will refuse to change those, and the report will say so.",
  verify: "Look before and after: three requests each",
  verifyHint:
    "Then “already so” is certain, unless somebody else switches it meanwhile. MySafe may log each look as a view of the secret.",
  typeNumber: (many: number) => `That is many. Type ${number(many)} to go on`,
  wrongNumber: (many: number) => `Type ${number(many)}, the number of secrets`,
  yes: {
    deactivate: (many: number) => `Deactivate ${countSecrets(many)}`,
    activate: (many: number) => `Activate ${countSecrets(many)}`,
  },
};

export const run = {
  label: "Batch",
  title: {
    deactivate: (many: number) => `Deactivating ${countSecrets(many)}`,
    activate: (many: number) => `Activating ${countSecrets(many)}`,
  },
  phases: { running: "Running", paused: "Paused. Calls under way are finished.", ending: "Cancelling…" },
  progressLabel: "Progress of the batch",
  progress: (done: number, total: number) => `${number(done)} of ${number(total)} done`,
  rate: (perSecond: string) => `${perSecond} a second`,
  rateUnknown: "– a second",
  left: (time: string) => `${time} left`,
  leftUnknown: "– left",
  waiting: (why: string, time: string) => `${why} Next try in ${time}`,
  pause: "Pause",
  goOn: "Go on",
  cancel: "Cancel the batch",
  ended: {
    deactivate: (done: number, total: number) =>
      done === total ? `${countSecrets(total)} inactive` : `${number(done)} of ${countSecrets(total)} inactive`,
    activate: (done: number, total: number) =>
      done === total ? `${countSecrets(total)} active` : `${number(done)} of ${countSecrets(total)} active`,
  },
  seeReport: "See the report",
};
