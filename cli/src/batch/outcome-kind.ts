import type { BatchOutcome } from "mysafe-wasm";

/** The kinds of outcomes. Those that need attention come first. `changedUncertain`: the item is in the state asked for, most
 * likely because of this run. `unchangedUncertain`: MySafe says that it already was. */
export const outcomeKinds = [
  "failed",
  "unknown",
  "skipped",
  "changedUncertain",
  "changed",
  "unchangedUncertain",
  "unchanged",
] as const;

/** The kind of an outcome. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** The kind of an outcome, from its state and certainty. */
export function outcomeKindOf(outcome: BatchOutcome): OutcomeKind {
  switch (outcome.state) {
    case "changed":
      return outcome.change.certain ? "changed" : "changedUncertain";
    case "unchanged":
      return outcome.change.certain ? "unchanged" : "unchangedUncertain";
    default:
      return outcome.state;
  }
}
