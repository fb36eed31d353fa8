// Texts of who, why and when: the sign-off of a run, looks after it, its printed page. They are loaded with the reports.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const was = (many: number, state: string) => count(many, `was ${state}`, `were ${state}`);

export const record = {
  signOff: {
    title: "Who and why",
    hint: "For the report and the log. All of it is optional; put nothing secret here.",
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
    none: "No matches.",
  },
  verify: {
    button: (many: number) => `Verify ${number(many)}…`,
    connectTo: (many: number) => `Connect to verify ${number(many)}`,
    signInTo: (many: number) => `Sign in to verify ${number(many)}`,
    title: (many: number, noun: Noun) => `Verify ${countItems(many, noun)}?`,
    what: (address: string, _noun: Noun) => `MySafe at ${address} is asked whether each is active.`,
    price: ({ one }: Noun) => `MySafe may log each check as a view of the ${one}.`,
    proves: "A check shows the state at that time. It may have changed since.",
    yes: (many: number) => `Verify ${number(many)}`,
    progress: (done: number, total: number) => `${number(done)} of ${number(total)} checked`,
    progressLabel: "Progress of the checks",
    stop: "Stop checking",
    elsewhere: (place: string) => `To verify its items, connect to where this report was made: ${place}.`,
    placeUnknown: "This report doesn’t say where it was made, so its items can’t be verified.",
    by: (time: string, operator: string) => `Checked ${time} · Operator: ${operator}`,
    /** The result, in one line. `asAsked`: how many were in the state asked for, of so many compared. */
    result: {
      deactivate: (asAsked: number, compared: number, _noun: Noun) => summary(asAsked, compared, "inactive"),
      activate: (asAsked: number, compared: number, _noun: Noun) => summary(asAsked, compared, "active"),
    },
    differing: {
      deactivate: (many: number, which: string, _noun: Noun) => `${was(many, "active")}: ${which}`,
      activate: (many: number, which: string, _noun: Noun) => `${was(many, "inactive")}: ${which}`,
    },
    differingTitle: {
      deactivate: (many: number, _noun: Noun) => was(many, "active"),
      activate: (many: number, _noun: Noun) => was(many, "inactive"),
    },
    unseen: (many: number, which: string, _noun: Noun) => `${number(many)} could not be checked: ${which}`,
    notLooked: (many: number, _noun: Noun) =>
      count(many, "has not been checked since its outcome", "have not been checked since their outcomes"),
    putBack: (many: number, _noun: Noun) =>
      count(many, "put back by an undo is not compared", "put back by an undo are not compared"),
    more: (many: number) => `and ${number(many)} more`,
    /** The stamp on one item. `when` is "at 17:48". */
    stamps: {
      deactivate: (_noun: Noun) => stamps("inactive", "active"),
      activate: (_noun: Noun) => stamps("active", "inactive"),
    },
    log: (report: number, text: string) => `Checked the items of report ${number(report)} again: ${text}`,
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
    looks: "Checks after the run",
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
      look: "Last check",
    },
    operatorNote: "“As entered” is what somebody typed; “signed in” is whom the server knows.",
    signature: "Checked by, date, signature",
  },
};

/** The type of these texts. */
export type RecordWords = typeof record;

function summary(asAsked: number, compared: number, state: string): string {
  if (asAsked < compared)
    return `${number(asAsked)} of ${number(compared)} ${asAsked === 1 || compared === 1 ? "was" : "were"} seen to be ${state}`;
  return compared === 1 ? `It was ${state}` : `All ${number(compared)} were ${state}`;
}

const stamps = (asked: string, other: string) => ({
  asAsked: (when: string) => `Verified ${asked} ${when}`,
  other: (when: string) => `Was ${other} ${when}`,
  unseen: (when: string) => `Could not be checked ${when}`,
});
