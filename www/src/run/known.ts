import type { BatchOutcome } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { isUnsettled, mergeRetry, type Target } from "../report/report.ts";

/** What is known of the items of a run. A run takes several batches when the sign-in ends during it. */
export class Known {
  readonly #targets: readonly Target[];
  /** By key: an item that was given twice has one outcome. */
  readonly #byItem = new Map<string, BatchOutcome>();

  constructor(targets: readonly Target[]) {
    this.#targets = targets;
  }

  /** Adds the outcomes of a batch, in the order of what it was given. It has none for the items that it had not taken.
   *
   * @param wasSignedOut whether the sign-in ended during the batch */
  add(given: readonly Target[], outcomes: readonly BatchOutcome[], wasSignedOut: boolean): void {
    for (const [index, answered] of outcomes.entries()) {
      const outcome = wasSignedOut && hadNoToken(answered) ? unsent(answered.identifier) : answered;
      const item = itemOf(given[index]?.identifier ?? outcome.identifier);
      const before = this.#byItem.get(item);
      if (!before) this.#byItem.set(item, outcome);
      else if (isUnsettled(before)) this.#byItem.set(item, mergeRetry(before, outcome));
    }
  }

  /** The items for the next batch: those that were not sent, and those whose failure passes. */
  get left(): readonly Target[] {
    return this.#targets.filter(({ identifier }) => isLeft(this.#byItem.get(itemOf(identifier))));
  }

  /** The outcome of each item, in its own spelling. */
  get outcomes(): readonly BatchOutcome[] {
    return this.#targets.map(({ identifier }) => spelled(this.#byItem.get(itemOf(identifier)), identifier));
  }
}

/** Whether the broker refused the only try for want of a token, and passed nothing on to MySafe. */
function hadNoToken(outcome: BatchOutcome): boolean {
  return outcome.state === "failed" && outcome.error.code === "UNAUTHORIZED" && outcome.error.attempts <= 1;
}

function unsent(identifier: string): BatchOutcome {
  return { identifier, state: "skipped" };
}

function isLeft(outcome: BatchOutcome | undefined): boolean {
  if (!outcome || outcome.state === "skipped") return true;
  return "error" in outcome && (outcome.error.code === "UNAUTHORIZED" || outcome.error.retryable);
}

function spelled(outcome: BatchOutcome = unsent(""), identifier: string): BatchOutcome {
  if ("change" in outcome) return { ...outcome, identifier, change: { ...outcome.change, identifier } };
  return { ...outcome, identifier };
}
