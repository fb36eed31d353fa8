import { itemOf } from "./item.js";
import { isSettled } from "./merge.js";
import { readJournal } from "./read.js";
import type { Run, UndoOfRun } from "./run.js";

/** What other runs have taken back of a run. Items are as `itemOf` gives them. */
export interface Undone {
  /** The items that are back. */
  readonly items: ReadonlySet<string>;
  /** The items that a run was about to take back whose journal is not there any more, so that it is not known. */
  readonly doubtful: ReadonlySet<string>;
}

/** Looks up what was taken back of a run: the items that are marked as undone, and those that the journals of its undos
 * have as settled. An undo that was killed has not marked them yet.
 *
 * @param except the id of an undo that asks for itself */
export function undoneOf(run: Run, except?: string): Undone {
  const items = new Set(run.undone);
  const doubtful = new Set<string>();
  for (const undo of run.undos) {
    if (undo.id === except) continue;
    const settled = settledBy(undo);
    for (const item of undo.items) {
      if (settled === undefined) doubtful.add(item);
      else if (settled.has(item)) items.add(item);
    }
  }
  for (const item of items) doubtful.delete(item);
  return { items, doubtful };
}

/** The items that an undo has settled; nothing if its journal is not there or is another's. */
function settledBy({ id, journal }: UndoOfRun): ReadonlySet<string> | undefined {
  let run: Run;
  try {
    run = readJournal(journal);
  } catch {
    return undefined;
  }
  if (run.id !== id) return undefined;
  return new Set(run.items.filter(({ outcome }) => isSettled(outcome)).map(({ identifier }) => itemOf(identifier)));
}
