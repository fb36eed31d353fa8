// Texts of the kinds of outcomes.

import type { OutcomeKind } from "../../batch/outcome-kind.js";

type Names = Record<OutcomeKind, string>;

/** The names of the outcomes of a run with this action. */
export const outcomeKinds: { readonly deactivate: Names; readonly activate: Names } = {
  deactivate: names("inactive"),
  activate: names("active"),
};

function names(state: string): Names {
  return {
    failed: "Failed",
    unknown: "Unknown",
    skipped: "Not sent",
    maybeUndone: "Perhaps put back",
    undone: "Put back",
    changedUncertain: "Done (not certain)",
    changed: "Done",
    unchangedUncertain: `Already ${state} (not certain)`,
    unchanged: `Already ${state}`,
  };
}

export const outcomeHints: Record<OutcomeKind, string> = {
  failed: "Nothing was changed",
  unknown: "It may have been changed; no answer says so",
  skipped: "The run ended first",
  maybeUndone: "An undo may have put it back since",
  undone: "An undo put it back since",
  changedUncertain: "It was in the state asked for; no answer says for certain that this run did it",
  changed: "This run changed it",
  unchangedUncertain: "It was in the state asked for; it may have been this run",
  unchanged: "It was already in this state",
};
