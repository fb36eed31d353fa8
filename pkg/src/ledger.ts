// What a call has sent and learnt, kept in JavaScript: a trap of the WebAssembly does not reach it here. Rust decides and
// writes (src/wasm/book.rs); only after a trap, when there is no Rust to ask, is the rest concluded here.

import { MySafeError } from "./error.js";
import { type Kept, outcomeOf } from "./results.js";
import type { BatchOptions, BatchOutcome, BatchProgress, BatchReport, Identifier, Many } from "./types.js";

type Item = Identifier | { readonly identifier: Identifier };

/** What a single call writes down while it runs. */
export interface Note {
  /** How many tries were sent. */
  sent: number;
}

/** What a batch writes down while it runs. */
export interface Ledger {
  /** The outcome of each item of a batch; until there is one, the item's identifier. */
  readonly outcomes: (Kept | string)[];
  /** For an item that is the same as an earlier one, the number of the first. */
  readonly firsts: (number | undefined)[];
  /** How many tries of each item were sent. None is not there. */
  readonly attempts: (number | undefined)[];
  /** The number of the first item of each key. */
  readonly numbers: Map<string, number>;
}

/** An empty one. */
export function newLedger(): Ledger {
  return { outcomes: [], firsts: [], attempts: [], numbers: new Map() };
}

/** The error of a call that a trap has ended after so many tries. */
export function errorOfTrap(thrown: unknown, operation: string, attempts = 0, identifier?: string): MySafeError {
  const call = identifier === undefined ? operation : `${operation} "${identifier}"`;
  const open = attempts > 0 ? " What was sent may have been done all the same." : "";
  const message = `${call}: a defect of mysafe-wasm ended this call (${thrown}).${open} Please report it.`;
  return new MySafeError({
    code: "INTERNAL",
    message,
    operation,
    ...(identifier !== undefined && { identifier }),
    attempts,
  });
}

/** The report of a batch that a trap has ended: what was learnt stands, what was sent and not answered is `unknown`, and
 * the rest was never sent. */
export function reportAfterTrap(
  operation: "activateMany" | "deactivateMany",
  items: Many,
  ledger: Ledger,
  thrown: unknown,
  onProgress: BatchOptions["onProgress"],
): BatchReport {
  const { outcomes: kept, firsts, numbers, attempts } = ledger;
  for (const identifier of itemsAfter(items, kept.length)) {
    const first = numbers.get(keyOf(identifier)) ?? kept.length;
    numbers.set(keyOf(identifier), first);
    firsts[kept.length] = first;
    kept.push(identifier);
  }
  const action = operation === "activateMany" ? "activate" : "deactivate";
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  const outcomes: BatchOutcome[] = [];
  let done = kept.filter((outcome) => typeof outcome !== "string").length;
  for (const [number, outcome] of kept.entries()) {
    const first = firsts[number] ?? number;
    const concluded =
      typeof outcome !== "string"
        ? outcomeOf(outcome)
        : concludedOf(outcome, outcomes[first], attempts[first] ?? 0, (sent) =>
            errorOfTrap(thrown, action, sent, outcome),
          );
    outcomes.push(concluded);
    counts[concluded.state] += 1;
    if (typeof outcome === "string") {
      done += 1;
      tell(onProgress, { done, ...(isCounted(items) && { total: kept.length }), outcome: concluded });
    }
  }
  const error = errorOfTrap(thrown, operation);
  return { action, total: outcomes.length, ...counts, aborted: false, error, outcomes };
}

/** What is to be told of an item that has no outcome: that of the same item, if there is one. */
function concludedOf(
  identifier: string,
  same: BatchOutcome | undefined,
  attempts: number,
  error: (attempts: number) => MySafeError,
): BatchOutcome {
  if (same !== undefined) return { ...same, identifier };
  return attempts > 0 ? { identifier, state: "unknown", error: error(attempts) } : { identifier, state: "skipped" };
}

/** Tells a callback. What it throws, now or later, is ignored. */
function tell(onProgress: BatchOptions["onProgress"], progress: BatchProgress): void {
  try {
    Promise.resolve(onProgress?.(progress)).catch(() => {});
  } catch {
    // As is said of it.
  }
}

/** Whether the items are there already, and can be read again: of a list, a `Set` or a `Map`. */
function isCounted(items: Many): items is readonly Item[] | ReadonlySet<Item> {
  return Array.isArray(items) || (Symbol.iterator in items && "size" in items && typeof items.size === "number");
}

/** The identifiers of the items that the batch had not come to. */
function itemsAfter(items: Many, count: number): string[] {
  if (!isCounted(items)) return [];
  return [...items].slice(count).map((item) => String(typeof item === "object" ? item?.identifier : item));
}

/** As `Identifier::key` in src/secretapi.rs. */
function keyOf(identifier: string): string {
  const text = identifier.trim();
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : text;
}
