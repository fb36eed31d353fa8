// The record of what a call has sent and learnt. It is kept in JavaScript, where it survives a trap of the WebAssembly.
// Rust decides what is written (src/js/sink.rs); after a trap, the report is completed here.

import { MySafeError } from "./error.js";
import type { Subject } from "./kinds/kind.js";
import { outcomeOf, type RawOutcome } from "./results.js";
import type { BatchOptions, BatchOutcome, BatchProgress, BatchReport, Identifier, Many } from "./types.js";

type Item = Identifier | { readonly identifier: Identifier };

/** The record of a single call. */
export interface Note {
  /** The number of tries that were sent. */
  sent: number;
}

/** The record of a batch. */
export interface Ledger {
  /** The outcome of each item; until there is one, the item's identifier. */
  readonly outcomes: (RawOutcome | string)[];
  /** For an item that was given before, the number of the first such item. */
  readonly firsts: (number | undefined)[];
  /** The number of tries that were sent of each item; absent for none. */
  readonly attempts: (number | undefined)[];
  /** The number of the first item with each key. */
  readonly numbers: Map<string, number>;
}

/** The record of a batch that has not begun. */
export function newLedger(): Ledger {
  return { outcomes: [], firsts: [], attempts: [], numbers: new Map() };
}

/** The error of a call that a trap ended, after `attempts` tries were sent. */
export function errorOfTrap(
  thrown: unknown,
  kind: Subject,
  operation: string,
  attempts = 0,
  identifier?: string,
): MySafeError {
  const name = kind.collection === undefined ? operation : `${kind.collection}.${operation}`;
  const call = identifier === undefined ? name : `${name} "${identifier}"`;
  const open = attempts > 0 ? " What was sent may have been done all the same." : "";
  const message = `${call}: a defect of mysafe-wasm ended this call (${thrown}).${open} Please report it.`;
  return new MySafeError({
    code: "INTERNAL",
    message,
    operation,
    ...(kind.collection !== undefined && { kind: kind.name }),
    ...(identifier !== undefined && { identifier }),
    attempts,
  });
}

/** The report of a batch that a trap ended: outcomes are kept, what was sent without an outcome is `unknown`, and the
 * rest is `skipped`. */
export function reportAfterTrap(
  kind: Subject,
  operation: "activateMany" | "deactivateMany",
  items: Many,
  ledger: Ledger,
  thrown: unknown,
  onProgress: BatchOptions["onProgress"],
): BatchReport {
  const { outcomes: known, firsts, numbers, attempts } = ledger;
  for (const identifier of itemsAfter(items, known.length)) {
    const first = numbers.get(keyOf(identifier)) ?? known.length;
    numbers.set(keyOf(identifier), first);
    firsts[known.length] = first;
    known.push(identifier);
  }
  const action = operation === "activateMany" ? "activate" : "deactivate";
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  const outcomes: BatchOutcome[] = [];
  let done = known.filter((outcome) => typeof outcome !== "string").length;
  for (const [number, outcome] of known.entries()) {
    const first = firsts[number] ?? number;
    const concluded =
      typeof outcome !== "string"
        ? outcomeOf(outcome)
        : outcomeAfterTrap(outcome, outcomes[first], attempts[first] ?? 0, (sent) =>
            errorOfTrap(thrown, kind, action, sent, outcome),
          );
    outcomes.push(concluded);
    counts[concluded.state] += 1;
    if (typeof outcome === "string") {
      done += 1;
      notify(onProgress, { done, ...(isCounted(items) && { total: known.length }), outcome: concluded });
    }
  }
  const error = errorOfTrap(thrown, kind, operation);
  return { kind: kind.name, action, total: outcomes.length, ...counts, aborted: false, error, outcomes };
}

/** The outcome of an item that has none: that of the same item given before, if it has one. */
function outcomeAfterTrap(
  identifier: string,
  same: BatchOutcome | undefined,
  attempts: number,
  error: (attempts: number) => MySafeError,
): BatchOutcome {
  if (same !== undefined) {
    return "change" in same ? { ...same, identifier, change: { ...same.change, identifier } } : { ...same, identifier };
  }
  return attempts > 0 ? { identifier, state: "unknown", error: error(attempts) } : { identifier, state: "skipped" };
}

/** Calls the callback. What it throws, or its promise rejects with, is ignored. */
function notify(onProgress: BatchOptions["onProgress"], progress: BatchProgress): void {
  try {
    Promise.resolve(onProgress?.(progress)).catch(() => {});
  } catch {
    // Documented: see BatchOptions.
  }
}

/** Whether the items can be counted and read again: those of an array, a `Set` or a `Map`. */
function isCounted(items: Many): items is readonly Item[] | ReadonlySet<Item> {
  return Array.isArray(items) || (Symbol.iterator in items && "size" in items && typeof items.size === "number");
}

/** The identifiers of the items after the first `count`, which the batch did not reach. */
function itemsAfter(items: Many, count: number): string[] {
  if (!isCounted(items)) return [];
  return [...items].slice(count).map((item) => String(typeof item === "object" ? item?.identifier : item));
}

/** The key that the same identifiers share, as by `Identifier::key` in src/api/identifier.rs. */
function keyOf(identifier: string): string {
  const text = identifier.trim();
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : text;
}
