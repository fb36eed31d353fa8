import type { BatchOutcome, BatchReport } from "mysafe-wasm";

/** How many outcomes there are, and how many of each state: the numbers of a report. */
export function countsOf(
  outcomes: readonly BatchOutcome[],
): Pick<BatchReport, "total" | "changed" | "unchanged" | "failed" | "unknown" | "skipped"> {
  const count = (state: BatchOutcome["state"]): number => outcomes.filter((outcome) => outcome.state === state).length;
  return {
    total: outcomes.length,
    changed: count("changed"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    unknown: count("unknown"),
    skipped: count("skipped"),
  };
}
