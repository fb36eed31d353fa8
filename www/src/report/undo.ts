import { type Action, type Entry, kindOf, type Report } from "./report.ts";

/** What a report's job may be taken back of. */
export interface Undoable {
  /** Those that it has certainly changed. */
  readonly ours: readonly Entry[];
  /** Those that it most likely has. They may have been so for somebody else's reason. */
  readonly doubtful: readonly Entry[];
}

export function undoable({ entries, undone }: Report): Undoable {
  const left = once(entries).filter(({ identifier }) => !undone.has(identifier));
  return {
    ours: left.filter((entry) => kindOf(entry) === "changed"),
    doubtful: left.filter((entry) => kindOf(entry) === "doubtful"),
  };
}

export function opposite(action: Action): Action {
  return action === "activate" ? "deactivate" : "activate";
}

/** An identifier that was given twice has two outcomes and is one secret. */
function once(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.identifier, entry])).values()];
}
