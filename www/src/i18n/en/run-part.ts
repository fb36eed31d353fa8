// Texts of the confirmation and the progress of a batch that are loaded with the first confirmation.

import type { Noun } from "../noun.ts";
import { count, number } from "./count.ts";

export const runPart = {
  /** While MySafe answers nothing that a run sends. */
  outage: {
    since: {
      silent: (time: string) => `MySafe has not answered this run since ${time}`,
      failing: (time: string) => `MySafe has answered this run with failures only since ${time}`,
      foreign: (time: string) => `What has answered this run since ${time} doesn’t look like MySafe`,
      asksToWait: (time: string) => `MySafe has asked this run to wait since ${time}`,
    },
    oneAtATime: ": trying one at a time.",
    ends: (time: string) =>
      `If that goes on, the run ends by itself at ${time}; what was not sent can be sent from the report.`,
    goesOn: "The run resumes by itself when MySafe answers; what is tried meanwhile may end as failed or unknown.",
    orPause: "You can pause: then nothing new is sent.",
    underWay: "That is about the calls under way.",
    over: "MySafe answers again.",
  },
  patient: "Continue through an outage",
  patientHint:
    "Otherwise the run ends by itself when nothing is answered for a minute. What is tried during an outage may end as failed or unknown; all of it can be retried.",
  undoableInPart: "What this run changes can be undone.",
  /** What the confirmation says of some of the items. */
  flags: {
    unlisted: (many: number, all: number, { many: items }: Noun) =>
      many === all && all > 1
        ? `None of them is in the list of ${items}`
        : `${count(many, "isn’t", "aren’t")} in any list of ${items}`,
    hidden: (many: number, all: number, _noun: Noun) =>
      many === all && all > 1
        ? "The search or the filters hide all of them"
        : `${count(many, "is", "are")} hidden by the search or the filters`,
    already: {
      deactivate: (many: number, all: number, _noun: Noun) =>
        `${allOr(many, all)} already inactive, as far as this page knows`,
      activate: (many: number, all: number, _noun: Noun) =>
        `${allOr(many, all)} already active, as far as this page knows`,
    },
    advice: {
      unlisted: ({ one }: Noun) =>
        `What MySafe didn’t list on this connection may not exist, or this user can’t see it. The likely answer for each such ${one} is “not found”.`,
      hidden: (_noun: Noun) => "Selected before, or pasted. That is sent, too.",
      already: (_noun: Noun) => "From a check or a run of this visit. That may have changed since.",
    },
    which: {
      unlisted: "Not listed",
      hidden: "Hidden",
      readOnly: "Read only",
      already: {
        deactivate: (_noun: Noun) => "Already inactive",
        activate: (_noun: Noun) => "Already active",
      },
    },
    show: (many: string) => `Show which (${many})`,
    leaveOut: (many: number) => (many === 1 ? "Leave it out" : `Leave these ${number(many)} out`),
    leftOut: (out: number, left: number) =>
      left === 0
        ? `All ${number(out)} are left out: nothing would be sent.`
        : `${count(out, "is", "are")} left out; ${count(left, "remains", "remain")}.`,
    putBack: "Include them again",
  },
  /** The end of a run, told by a notification and a sound. */
  tell: {
    label: "Tell me at the end",
    how: {
      sound: {
        shown: "By a notification and a sound.",
        refused: "By a sound: the browser doesn’t let this page notify. Its settings can allow it.",
        impossible: "By a sound: notifications aren’t possible here.",
      },
      silent: {
        shown: "By a notification: this browser doesn’t play sounds.",
        refused: "Not possible: the browser doesn’t let this page notify or play sounds.",
        impossible: "Not possible here: neither notifications nor sound.",
      },
    },
    example: "MySafe",
    exampleText: "You’ll be told here when the run has ended.",
  },
  newValuesFirst: (many: number) => `Store new values first (${number(many)})…`,
  newValuesAdvice: "An activated item gives out the value that it had, even if it has leaked.",
};

const allOr = (many: number, all: number) => (many === all && all > 1 ? "All of them are" : count(many, "is", "are"));
