import type { BatchOutcome } from "mysafe-wasm";
import { itemOf } from "./item.js";
import { isSettled } from "./merge.js";
import { readJournal } from "./read.js";
import type { History, Run, UndoOfRun } from "./run.js";

/** What other runs have taken back of a run. Items are as `itemOf` gives them. */
export interface Undone {
  /** The items that are back. */
  readonly items: ReadonlySet<string>;
  /** The items that are perhaps back: no answer says so, or the journal that took them back is not there any more. */
  readonly doubtful: ReadonlySet<string>;
}

/** Looks up what was taken back of a run: the items that are marked as undone, and those that the journals of its undos
 * have as settled. An undo that was killed has not marked them yet.
 *
 * @param except the id of an undo that asks for itself */
export function undoneOf(run: History, except?: string): Undone {
  return undoneBy(run, run.undos.filter(({ id }) => id !== except).map(withJournal));
}

/** An undo with its journal, unless that is not there or is another's. */
interface ReadUndo extends UndoOfRun {
  readonly run: Run | undefined;
}

function undoneBy(run: History, undos: readonly ReadUndo[]): Undone {
  const items = new Set(run.undone);
  const doubtful = new Set<string>();
  for (const undo of undos) {
    const settled = undo.run && settledItemsOf(undo.run);
    for (const item of undo.items) {
      if (settled === undefined) doubtful.add(item);
      else if (settled.has(item)) items.add(item);
    }
  }
  for (const item of items) doubtful.delete(item);
  return { items, doubtful };
}

/** Looks up which items of a run are back now, as far as journals tell. An undo that was undone itself no longer counts.
 *
 * @param seen the ids of the journals on the way here, of which a forged file could make a circle */
export function putBackOf(run: Run, seen: ReadonlySet<string> = new Set()): Undone {
  const undos = run.undos.map(withJournal);
  const { items, doubtful } = undoneBy(run, undos);
  const back = new Set(items);
  const inDoubt = new Set(doubtful);
  const known = new Set([...seen, run.id]);
  for (const { run: own, ...undo } of undos) {
    if (own === undefined || known.has(undo.id)) continue;
    const settled = settledItemsOf(own);
    const again = putBackOf(own, known);
    for (const item of unknownItemsOf(own)) if (undo.items.has(item) && !back.has(item)) inDoubt.add(item);
    for (const item of undo.items) {
      if (!settled.has(item)) continue;
      back.delete(item);
      inDoubt.delete(item);
      if (again.doubtful.has(item)) inDoubt.add(item);
      else if (!again.items.has(item)) back.add(item);
    }
  }
  return { items: back, doubtful: inDoubt };
}

function withJournal(undo: UndoOfRun): ReadUndo {
  return { ...undo, run: journalOf(undo) };
}

function journalOf({ id, journal }: UndoOfRun): Run | undefined {
  let run: Run;
  try {
    run = readJournal(journal);
  } catch {
    return undefined;
  }
  return run.id === id ? run : undefined;
}

function settledItemsOf(run: Run): ReadonlySet<string> {
  return itemsOf(run, isSettled);
}

function unknownItemsOf(run: Run): ReadonlySet<string> {
  return itemsOf(run, ({ state }) => state === "unknown");
}

function itemsOf({ items }: Run, has: (outcome: BatchOutcome) => boolean): ReadonlySet<string> {
  return new Set(items.filter(({ outcome }) => has(outcome)).map(({ identifier }) => itemOf(identifier)));
}
