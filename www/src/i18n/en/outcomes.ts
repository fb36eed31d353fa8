// Texts of the kinds of outcomes.

import type { OutcomeKind } from "../../report/report.ts";

type Names = (many: number) => Record<OutcomeKind, string>;

/** The names of so many outcomes of a run with this action. */
export const outcomeKinds: { readonly deactivate: Names; readonly activate: Names } = {
  deactivate: (_many) => names("inactive"),
  activate: (_many) => names("active"),
};

const names = (state: string): Record<OutcomeKind, string> => ({
  failed: "Failed",
  unknown: "Unknown",
  skipped: "Not sent",
  changedUncertain: "Done (not certain)",
  changed: "Done",
  unchangedUncertain: `Already ${state} (not certain)`,
  unchanged: `Already ${state}`,
});

export const outcomeHints: Record<OutcomeKind, string> = {
  failed: "Nothing was changed",
  unknown: "It may have been changed; no answer says so",
  skipped: "The run ended first",
  changedUncertain: "It was in the state asked for; no answer says for certain that this run did it",
  changed: "This run changed it",
  unchangedUncertain: "MySafe says that it already was; your browser may have sent the request twice",
  unchanged: "It was already in this state",
};
