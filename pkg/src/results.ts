// Results, from the objects that the WebAssembly returns: each error becomes a MySafeError.

import { MySafeError, type MySafeErrorFields } from "./error.js";
import type { Flag, ItemSummary, KindOf } from "./kinds/kind.js";
import type { BatchOutcome, BatchReport, FindMatch, FindReport, FindResult, StateChange } from "./types.js";

/** The reports of batches. */
export type AnyReport = BatchReport | FindReport;

/** The outcomes in the reports of batches. */
export type AnyOutcome = BatchOutcome | FindResult;

/** An outcome of a batch whose error is a plain object. */
export interface RawOutcome {
  readonly identifier: string;
  readonly state: AnyOutcome["state"];
  readonly change?: StateChange;
  readonly matches?: readonly FindMatch[];
  readonly error?: MySafeErrorFields;
}

/** A report whose errors are plain objects. */
export type RawReport = Pick<AnyReport, "kind"> & { readonly error?: MySafeErrorFields } & {
  readonly [list in "outcomes" | "results"]?: RawOutcome[];
};

/** An outcome of its own, which shares no object with `raw`. */
export function outcomeOf({ change, matches, error, ...raw }: RawOutcome): AnyOutcome {
  return {
    ...raw,
    ...(change && { change: { ...change } }),
    ...(matches && { matches: matches.map((match) => ({ ...match })) }),
    ...(error && { error: new MySafeError(error) }),
  } as AnyOutcome;
}

/** A report. It is made of `raw` in place: a second array of a long batch would take much memory. For the same reason equal
 * texts become one: most items have the same message, and each has its identifier twice. */
export function reportOf(raw: RawReport): AnyReport {
  const { kind, outcomes = [], results = outcomes } = raw;
  const messages = new Map<string, string>();
  for (const part of [raw, ...results]) {
    if (part.error) Object.assign(part, { error: new MySafeError(part.error) });
  }
  for (const { identifier, change } of outcomes) {
    if (!change) continue;
    const message = messages.get(change.message) ?? change.message;
    messages.set(message, message);
    Object.assign(change, { kind, identifier, message });
  }
  return raw as unknown as AnyReport;
}

/** The entries of a list, from the strings of `read_strings` (src/api/summary.rs). */
export function listOf<Summary extends ItemSummary>(kind: KindOf<Summary>, texts: string[]): Summary[] {
  const flags = texts.pop() as string;
  const entries: Summary[] = [];
  for (let index = 0; index < flags.length; index++) {
    const bits = flags.charCodeAt(index);
    // One object for each entry: a copy of it would double the time of a long list.
    const entry = kind.entry(texts, kind.columns * index) as Record<Flag, boolean>;
    entry.needJustify = (bits & 1) > 0;
    entry.needApproval = (bits & 2) > 0;
    entry.canView = (bits & 4) > 0;
    entry.canWrite = (bits & 8) > 0;
    entries.push(entry as unknown as Summary);
  }
  return entries;
}
