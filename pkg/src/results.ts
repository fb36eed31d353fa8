// Results, from the lists by which the WebAssembly returns them: one crossing from Rust to JavaScript for all fields of a
// result, rather than one for each.

import { MySafeError, type MySafeErrorFields } from "./error.js";
import type { ApiSecretSummary, BatchOutcome, BatchReport, StateChange } from "./types.js";

/** The fields of a change, in the order of src/wasm/outcome.rs. */
export type Done = readonly [
  identifier: string,
  state: "changed" | "unchanged",
  active: boolean,
  changed: boolean,
  certain: boolean,
  verified: boolean,
  message: string,
  status: number,
  attempts: number,
];

/** The fields of an outcome of a batch, in the order of src/wasm/book.rs. */
export type Kept =
  | Done
  | readonly [identifier: string, state: "failed" | "unknown", error: MySafeErrorFields]
  | readonly [identifier: string, state: "skipped", error: undefined];

/** A report whose outcomes are lists of fields. */
export type KeptReport = Omit<BatchReport, "error" | "outcomes"> & {
  readonly error?: MySafeErrorFields;
  readonly outcomes: Kept[];
};

/** A change. */
export function changeOf(done: Done): StateChange {
  const [identifier, , active, changed, certain, verified, message, status, attempts] = done;
  return { identifier, active, changed, certain, verified, message, status, attempts };
}

/** One outcome of a batch. */
export function outcomeOf(kept: Kept): BatchOutcome {
  const [identifier, state] = kept;
  switch (state) {
    case "skipped":
      return { identifier, state };
    case "failed":
    case "unknown":
      return { identifier, state, error: new MySafeError(kept[2]) };
    default:
      return { identifier, state, change: changeOf(kept) };
  }
}

/** A report. */
export function reportOf(kept: KeptReport): BatchReport {
  const outcomes: (Kept | BatchOutcome)[] = kept.outcomes;
  // In place: a second array of a long batch would take much memory.
  for (const [index, one] of kept.outcomes.entries()) {
    outcomes[index] = outcomeOf(one);
  }
  const { error } = kept;
  return Object.assign(kept, error && { error: new MySafeError(error) }) as unknown as BatchReport;
}

/** The entries of a list, from the texts of `ApiSecretSummary::read_texts` (src/record/summary.rs). */
export function listOf(texts: string[]): ApiSecretSummary[] {
  const flags = texts.pop() as string;
  const entries: ApiSecretSummary[] = [];
  for (let index = 0; index < flags.length; index++) {
    const bits = flags.charCodeAt(index);
    entries.push({
      identifier: texts[2 * index] as string,
      name: texts[2 * index + 1] as string,
      needJustify: (bits & 1) > 0,
      needApproval: (bits & 2) > 0,
      canView: (bits & 4) > 0,
      canWrite: (bits & 8) > 0,
    });
  }
  return entries;
}
