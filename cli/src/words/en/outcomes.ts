// Texts of the kinds of outcomes.

import type { OutcomeKind } from "../../batch/outcome-kind.js";

export const outcomeKinds: Record<OutcomeKind, string> = {
  failed: "Failed",
  unknown: "Unknown",
  skipped: "Not sent",
  maybeUndone: "Perhaps put back",
  undone: "Put back",
  changedUncertain: "Done, not certain",
  changed: "Done",
  unchangedUncertain: "Already so, not certain",
  unchanged: "Already so",
};

export const outcomeHints: Record<OutcomeKind, string> = {
  failed: "Nothing was changed",
  unknown: "It may have been changed; no answer says so",
  skipped: "The run ended before",
  maybeUndone: "An undo may have put it back since",
  undone: "An undo put it back since",
  changedUncertain: "It is in the state asked for; no answer says for certain that this run did it",
  changed: "This run changed it",
  unchangedUncertain: "It is in the state asked for; it may have been this run",
  unchanged: "It was in this state already",
};
