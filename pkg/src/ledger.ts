// The record of what a call has sent and learnt. It is kept in JavaScript, where it survives a trap of the WebAssembly.
// Rust decides what is written (src/js/sink.rs); after a trap, the report is completed here.

import { MySafeError } from "./error.js";
import type { Subject } from "./kinds/kind.js";
import { type AnyOutcome, type AnyReport, outcomeOf, type RawOutcome } from "./results.js";
import type { Identifier, Many } from "./types.js";

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
  /** All items, once they are listed. */
  listed?: readonly string[];
}

/** What the facade has to know of a batch. */
export interface Batch {
  /** The method. */
  readonly operation: "activateMany" | "deactivateMany" | "find";
  /** The operation on each item. */
  readonly action: "activate" | "deactivate" | "find";
  /** The property of a report with the outcomes, and that of a progress with the latest one. */
  readonly names: readonly ["outcomes", "outcome"] | readonly ["results", "result"];
  /** The states of items, in the order of a report. */
  readonly states: readonly AnyOutcome["state"][];
  /** The state of an item that was sent, and whose answer a trap lost. */
  readonly lost: "unknown" | "unseen";
}

/** A batch that switches its items. */
export function switching(action: "activate" | "deactivate"): Batch {
  return {
    operation: `${action}Many`,
    action,
    names: ["outcomes", "outcome"],
    states: ["changed", "unchanged", "failed", "unknown", "skipped"],
    lost: "unknown",
  };
}

/** A batch that looks for values in its items. */
export const finding: Batch = {
  operation: "find",
  action: "find",
  names: ["results", "result"],
  states: ["found", "different", "unseen", "skipped"],
  lost: "unseen",
};

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
  // What a look leaves open is nothing that was done.
  const open = attempts > 0 && operation !== finding.action ? " What was sent may have been done all the same." : "";
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

/** The report of a batch that a trap ended: outcomes are kept, what was sent without an outcome is `unknown` or `unseen`, and
 * the rest is `skipped`. */
export function reportAfterTrap(
  kind: Subject,
  { operation, action, names, states, lost }: Batch,
  items: Many,
  ledger: Ledger,
  thrown: unknown,
  onProgress: ((progress: never) => void) | undefined,
): AnyReport {
  const { outcomes: known, firsts, numbers, attempts } = ledger;
  for (const identifier of itemsAfter(items, known.length)) {
    const first = numbers.get(keyOf(identifier)) ?? known.length;
    numbers.set(keyOf(identifier), first);
    firsts[known.length] = first;
    known.push(identifier);
  }
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<AnyOutcome["state"], number>;
  const outcomes: AnyOutcome[] = [];
  let done = known.filter((outcome) => typeof outcome !== "string").length;
  for (const [number, outcome] of known.entries()) {
    const first = firsts[number] ?? number;
    const concluded =
      typeof outcome !== "string"
        ? outcomeOf(outcome)
        : outcomeAfterTrap(outcome, outcomes[first], attempts[first] ?? 0, (sent) => ({
            state: lost,
            error: errorOfTrap(thrown, kind, action, sent, outcome),
          }));
    outcomes.push(concluded);
    counts[concluded.state] += 1;
    if (typeof outcome === "string") {
      done += 1;
      notify(onProgress, progressOf(names[1], done, isCounted(items) ? known.length : undefined, concluded));
    }
  }
  const error = errorOfTrap(thrown, kind, operation);
  const switched = action !== "find" && { action, total: outcomes.length };
  const report = { kind: kind.name, ...switched, ...counts, aborted: false, error, [names[0]]: outcomes };
  return report as unknown as AnyReport;
}

/** The argument of `onProgress`, with the latest outcome under its name. */
export function progressOf(name: "outcome" | "result", done: number, total: number | undefined, latest: AnyOutcome) {
  return { done, ...(total !== undefined && { total }), [name]: latest } as never;
}

/** The outcome of an item that has none: that of the same item given before, if it has one. */
function outcomeAfterTrap(
  identifier: string,
  same: AnyOutcome | undefined,
  attempts: number,
  lost: (attempts: number) => Pick<Extract<AnyOutcome, { error: unknown }>, "state" | "error">,
): AnyOutcome {
  if (same !== undefined) {
    return "change" in same ? { ...same, identifier, change: { ...same.change, identifier } } : { ...same, identifier };
  }
  return attempts > 0 ? { identifier, ...lost(attempts) } : { identifier, state: "skipped" };
}

/** Calls the callback. What it throws, or its promise rejects with, is ignored. */
function notify(onProgress: ((progress: never) => void) | undefined, progress: never): void {
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
