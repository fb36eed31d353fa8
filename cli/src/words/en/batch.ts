// Texts of the preview, the progress and the summary of a batch.

import type { Noun } from "../noun.js";
import { count, countItems, number } from "./count.js";

export const batch = {
  what: {
    deactivate: (many: number, noun: Noun, address: string) => `Deactivate ${countItems(many, noun)} at ${address}`,
    activate: (many: number, noun: Noun, address: string) => `Activate ${countItems(many, noun)} at ${address}`,
  },
  consequence: {
    deactivate: (many: number, _noun: Noun) => `MySafe will no longer give ${them(many)} out. You can undo this.`,
    activate: (many: number, _noun: Noun) => `MySafe will give ${them(many)} out again. You can undo this.`,
  },
  question: {
    deactivate: (many: number, noun: Noun, address: string) => `Deactivate ${countItems(many, noun)} at ${address}?`,
    activate: (many: number, noun: Noun, address: string) => `Activate ${countItems(many, noun)} at ${address}?`,
  },
  andMore: (many: number) => `… and ${number(many)} more`,
  andMoreIn: (many: number, command: string) => `… and ${number(many)} more: ${command}`,
  from: (source: string, column?: string) => `From ${source}${column === undefined ? "" : `, column ${column}`}`,
  readOnly: (many: number) =>
    `${count(many, "is", "are")} read only for this access key. MySafe will refuse, and the report will say so.`,
  unknownAddress: ({ many }: Noun) =>
    `The report does not say where it was made. The same numbers mean other ${many} elsewhere.`,
  journal: (file: string) => `Journal: ${file}`,
  dryRun: "Nothing was sent: this was a dry run.",
  declined: "Nothing was sent.",
  nothing: {
    tagged: (noun: Noun) => `There are no ${noun.many} to switch with this tag.`,
    settled: "All are in the state asked for: there is nothing to resume.",
    left: "There is nothing to resume.",
    undone: "There is nothing to undo.",
  },
  putBack: (many: number) => `${count(many, "was", "were")} put back since by an undo.`,
  maybePutBack: (many: number) =>
    `${count(many, "was", "were")} perhaps put back since by an undo: no answer and no journal says so for certain.`,
  goesOn: (settled: number, all: number) => `${number(settled)} of ${number(all)} are settled already.`,
  uncertain: (many: number) =>
    `${count(many, "is", "are")} not certain: most likely the run changed them, but somebody may have done so before, for a reason.`,
  uncertainLeft: "They stay as they are. To put them back too, give --include-uncertain.",
  uncertainTaken: "They are put back too.",
  /** Failures are among what is processed. */
  progress: (processed: number, total: number) => `${number(processed)} of ${number(total)} processed`,
  rate: (perSecond: string) => `${perSecond} a second`,
  left: (time: string) => `${time} left`,
  waiting: (why: string, time: string) => `${why} Next try in ${time}`,
  ending: "Ending: requests under way are given up. Once more ends at once.",
  endedAtOnce: (resume: string) => `Ended at once. To go on: ${resume}`,
  ended: {
    deactivate: (done: number, total: number, noun: Noun) =>
      `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} inactive`,
    activate: (done: number, total: number, noun: Noun) =>
      `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} active`,
  },
  endedEarly: (why: string) => `The run ended early. ${why}`,
  interrupted: "The run was interrupted.",
  notEnded: "The run did not end: it was killed, or is still going on.",
  runBy: (run: number, said: string) => `Run ${number(run)}: ${said}`,
  asEntered: (name: string) => `${name} (as entered)`,
  signedIn: (name: string, id: string) => (name === id ? `${id} (signed in)` : `${name} (${id}, signed in)`),
  accessKey: (clientId: string) => `access key ${clientId}`,
  looked: (
    { off, on, unseen }: { readonly off: number; readonly on: number; readonly unseen: number },
    time: string,
    by: string,
  ) => `Last looks: ${number(off)} off, ${number(on)} on, ${number(unseen)} could not be seen${aside(time, by)}`,
  undoneWith: (file: string) => `It undoes ${file}`,
  message: (text: string) => `MySafe: ${text}`,
  next: {
    title: "Next",
    resume: "ask again what failed or is not known, and send the rest",
    undoUncertain: (many: number) => `the same, and ${count(many, "that is not certain", "that are not certain")}`,
    undo: {
      deactivate: (many: number, noun: Noun) => `activate ${theItems(many, noun)} that this run deactivated`,
      activate: (many: number, noun: Noun) => `deactivate ${theItems(many, noun)} that this run activated`,
    },
  },
};

/** "the 3 passwords", "the password". */
const theItems = (many: number, noun: Noun): string => `the ${many === 1 ? noun.one : countItems(many, noun)}`;

const them = (many: number) => (many === 1 ? "it" : "them");

/** When it was, and who it was, in brackets. */
function aside(...parts: readonly string[]): string {
  const known = parts.filter((part) => part !== "");
  return known.length > 0 ? ` (${known.join("; ")})` : "";
}
