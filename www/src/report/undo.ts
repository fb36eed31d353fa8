import { itemOf } from "../item.ts";
import { type Action, type Entry, kindOf, type Report } from "./report.ts";

/** What a report's job may be taken back of. */
export interface Undoable {
  /** Those that it has certainly changed. */
  readonly ours: readonly Entry[];
  /** Those that it most likely has. They may have been so for somebody else's reason. */
  readonly doubtful: readonly Entry[];
}

/** An item that was given twice has two outcomes. What either says that the job changed, it changed: also if another
 * says that it was not sent, that it failed, or that the item already was so. */
export function undoable({ entries, undone }: Report): Undoable {
  const ours = new Map<string, Entry>();
  const doubtful = new Map<string, Entry>();
  for (const entry of entries) {
    const item = itemOf(entry.identifier);
    if (undone.has(item)) continue;
    const kind = kindOf(entry.outcome);
    if (kind === "changed") keepFirst(ours, item, entry);
    if (kind === "changedUncertain") keepFirst(doubtful, item, entry);
  }
  for (const item of ours.keys()) doubtful.delete(item);
  return { ours: [...ours.values()], doubtful: [...doubtful.values()] };
}

export function opposite(action: Action): Action {
  return action === "activate" ? "deactivate" : "activate";
}

function keepFirst(entries: Map<string, Entry>, item: string, entry: Entry): void {
  if (!entries.has(item)) entries.set(item, entry);
}
