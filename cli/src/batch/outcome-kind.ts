import type { BatchOutcome } from "mysafe-wasm";

/** The kinds of outcomes. Those that need attention come first. `changedUncertain`: the item is in the state asked for, most
 * likely because of this run. `unchangedUncertain`: MySafe says that it already was. `undone`: another run has put the item back
 * since; `maybeUndone`: it may have. */
export const outcomeKinds = [
  "failed",
  "unknown",
  "skipped",
  "maybeUndone",
  "undone",
  "changedUncertain",
  "changed",
  "unchangedUncertain",
  "unchanged",
] as const;

/** The kind of an outcome. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What came of an item since its run, if anything: it goes before what the run did. */
export type Since = Extract<OutcomeKind, "maybeUndone" | "undone">;

/** The kind of an outcome, from its state and certainty. */
export function outcomeKindOf(outcome: BatchOutcome): Exclude<OutcomeKind, Since> {
  switch (outcome.state) {
    case "changed":
      return outcome.change.certain ? "changed" : "changedUncertain";
    case "unchanged":
      return outcome.change.certain ? "unchanged" : "unchangedUncertain";
    default:
      return outcome.state;
  }
}
