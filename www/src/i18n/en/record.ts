// Texts of who, why and when: the sign-off of a run, looks after it, its printed page. They are loaded with the reports.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const was = (many: number, state: string) => count(many, `was ${state}`, `were ${state}`);

export const record = {
  signOff: {
    title: "Who and why",
    hint: "For the report and the log. All of it is optional, and nothing secret belongs here.",
    operator: "Operator",
    ticket: "Ticket",
    note: "Note",
    signedIn: "Operator: ",
  },
  turns: {
    label: "Who, why and when",
    run: (which: number) => `Run ${number(which)}`,
    operator: "Operator",
    asEntered: (name: string) => `${name} (as entered)`,
    signedIn: (name: string, id: string) => (name === id ? `${id} (signed in)` : `${name} (${id}, signed in)`),
    notStated: "not stated",
    ticket: "Ticket",
    note: "Note",
    clientId: "Client ID of the access key",
    unknownTime: "time not known",
  },
  didNotEnd: "The run did not end: it was killed, or was still going on when this was read",
  search: {
    label: "Search this report: identifier, name, code, message",
    shown: (many: number, total: number) => `${number(many)} of ${number(total)} shown`,
    none: "None matches.",
  },
  verify: {
    button: (many: number) => `Look again at ${number(many)}…`,
    connectTo: (many: number) => `Connect to look again at ${number(many)}`,
    signInTo: (many: number) => `Sign in to look again at ${number(many)}`,
    title: (many: number, noun: Noun) => `Look again at ${countItems(many, noun)}?`,
    what: (address: string, _noun: Noun) => `MySafe at ${address} is asked for each whether it is active.`,
    price: ({ one }: Noun) => `MySafe may log each look as a view of the ${one}.`,
    proves: "A look shows the state at its time. It may have changed since.",
    yes: (many: number) => `Look at ${number(many)}`,
    progress: (done: number, total: number) => `${number(done)} of ${number(total)} looked at`,
    progressLabel: "Progress of the looks",
    stop: "Stop looking",
    elsewhere: (place: string) => `To look at its items again, connect to where this report was made: ${place}.`,
    placeUnknown: "This report does not say where it was made, so its items cannot be looked at again.",
    by: (time: string, operator: string) => `Looked at ${time} · Operator: ${operator}`,
    /** The result, in one line. `asAsked`: how many were in the state asked for, of so many compared. */
    result: {
      deactivate: (asAsked: number, compared: number, _noun: Noun) => summary(asAsked, compared, "off"),
      activate: (asAsked: number, compared: number, _noun: Noun) => summary(asAsked, compared, "on"),
    },
    differing: {
      deactivate: (many: number, which: string, _noun: Noun) => `${was(many, "on")}: ${which}`,
      activate: (many: number, which: string, _noun: Noun) => `${was(many, "off")}: ${which}`,
    },
    differingTitle: {
      deactivate: (many: number, _noun: Noun) => was(many, "on"),
      activate: (many: number, _noun: Noun) => was(many, "off"),
    },
    unseen: (many: number, which: string, _noun: Noun) => `${number(many)} could not be seen: ${which}`,
    notLooked: (many: number, _noun: Noun) =>
      count(many, "has not been looked at since its outcome", "have not been looked at since their outcomes"),
    putBack: (many: number, _noun: Noun) =>
      count(many, "that an undo has put back is not compared", "that an undo has put back are not compared"),
    more: (many: number) => `and ${number(many)} more`,
    /** The stamp on one item. `when` is "at 17:48". */
    stamps: {
      deactivate: (_noun: Noun) => stamps("off", "on"),
      activate: (_noun: Noun) => stamps("on", "off"),
    },
    log: (report: number, text: string) => `Looked again at the items of report ${number(report)}: ${text}`,
  },
  print: {
    button: "Print",
    address: "MySafe",
    tenant: "Tenant",
    times: "When",
    end: "Ended early",
    zone: "Time zone",
    printed: "Printed",
    file: "File",
    result: "Result",
    runs: "Runs",
    looks: "Looks after the run",
    items: "Items",
    columns: {
      run: "Run",
      from: "From",
      to: "To",
      identifier: "Identifier",
      name: "Name",
      outcome: "Outcome",
      time: "Time",
      answer: "Reason or answer",
      look: "Last look",
    },
    operatorNote: "“As entered” is what somebody typed; “signed in” is whom the server knows.",
    signature: "Checked by, date, signature",
  },
};

/** The type of these texts. */
export type RecordWords = typeof record;

function summary(asAsked: number, compared: number, state: string): string {
  if (asAsked < compared) return `${number(asAsked)} of ${count(compared, "was", "were")} seen to be ${state}`;
  return compared === 1 ? `It was ${state}` : `All ${number(compared)} were ${state}`;
}

const stamps = (asked: string, other: string) => ({
  asAsked: (when: string) => `Verified ${asked} ${when}`,
  other: (when: string) => `Was ${other} ${when}`,
  unseen: (when: string) => `Could not be seen ${when}`,
});
