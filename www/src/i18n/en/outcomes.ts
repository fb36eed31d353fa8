// Texts of the kinds of outcomes.

import type { OutcomeKind } from "../../report/report.ts";

export const outcomeKinds: Record<OutcomeKind, string> = {
  failed: "Failed",
  unknown: "Unknown",
  skipped: "Not sent",
  changedUncertain: "Done, not certain",
  changed: "Done",
  unchangedUncertain: "Already so, not certain",
  unchanged: "Already so",
};

export const outcomeHints: Record<OutcomeKind, string> = {
  failed: "Nothing was changed",
  unknown: "It may have been changed; no answer says so",
  skipped: "The run ended before",
  changedUncertain: "It was in the state asked for; no answer says for certain that this run did it",
  changed: "This run changed it",
  unchangedUncertain: "MySafe says that it already was; your browser may have sent the request twice",
  unchanged: "It was in this state already",
};
