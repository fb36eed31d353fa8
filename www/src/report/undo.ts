import { itemOf } from "../item.ts";
import { type Action, type Entry, outcomeKindOf, type Report } from "./report.ts";

/** The entries of a report that can be undone. */
export interface Undoable {
  /** The items that the job has certainly changed. */
  readonly certain: readonly Entry[];
  /** The items that it has most likely changed. Someone else can have done so before. */
  readonly uncertain: readonly Entry[];
}

/** Returns each item once. An item that was given twice has two outcomes. If one of them is a change, the job changed the
 * item, even if the other is `skipped`, `failed` or `unchanged`. */
export function undoable({ entries, undone }: Report): Undoable {
  const ours = new Map<string, Entry>();
  const doubtful = new Map<string, Entry>();
  for (const entry of entries) {
    const item = itemOf(entry.identifier);
    if (undone.has(item)) continue;
    const kind = outcomeKindOf(entry.outcome);
    if (kind === "changed") keepFirst(ours, item, entry);
    if (kind === "changedUncertain") keepFirst(doubtful, item, entry);
  }
  for (const item of ours.keys()) doubtful.delete(item);
  return { certain: [...ours.values()], uncertain: [...doubtful.values()] };
}

/** The action that undoes another. */
export function opposite(action: Action): Action {
  return action === "activate" ? "deactivate" : "activate";
}

function keepFirst(entries: Map<string, Entry>, item: string, entry: Entry): void {
  if (!entries.has(item)) entries.set(item, entry);
}
