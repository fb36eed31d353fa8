// Results, from the objects that the WebAssembly returns: each error becomes a MySafeError.

import { MySafeError, type MySafeErrorFields } from "./error.js";
import type { Flag, ItemSummary, KindOf } from "./kinds/kind.js";
import type { BatchOutcome, BatchReport, StateChange } from "./types.js";

/** An outcome of a batch whose error is a plain object. */
export interface RawOutcome {
  readonly identifier: string;
  readonly state: BatchOutcome["state"];
  readonly change?: StateChange;
  readonly error?: MySafeErrorFields;
}

/** A report whose errors are plain objects. */
export type RawReport = Omit<BatchReport, "error" | "outcomes"> & {
  readonly error?: MySafeErrorFields;
  readonly outcomes: RawOutcome[];
};

/** An outcome of its own, which shares no object with `raw`. */
export function outcomeOf({ change, error, ...raw }: RawOutcome): BatchOutcome {
  return {
    ...raw,
    ...(change && { change: { ...change } }),
    ...(error && { error: new MySafeError(error) }),
  } as BatchOutcome;
}

/** A report. It is made of `raw` in place: a second array of a long batch would take much memory. For the same reason equal
 * texts become one: most items have the same message, and each has its identifier twice. */
export function reportOf(raw: RawReport): BatchReport {
  const { kind } = raw;
  const messages = new Map<string, string>();
  for (const part of [raw, ...raw.outcomes]) {
    if (part.error) Object.assign(part, { error: new MySafeError(part.error) });
  }
  for (const { identifier, change } of raw.outcomes) {
    if (!change) continue;
    const message = messages.get(change.message) ?? change.message;
    messages.set(message, message);
    Object.assign(change, { kind, identifier, message });
  }
  return raw as unknown as BatchReport;
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
