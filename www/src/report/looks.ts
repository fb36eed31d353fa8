import type { MySafeErrorCode } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import type { Entry, Report } from "./report.ts";
import type { Look } from "./turn.ts";

/** What the last looks saw, compared with what the job asked for. Each item is in one group, once. */
export interface Comparison {
  /** The items that were in the state asked for. */
  readonly asAsked: readonly Entry[];
  /** The items that were in the other state. */
  readonly differing: readonly Entry[];
  /** The items whose state could not be seen, by reason. */
  readonly unseen: ReadonlyMap<MySafeErrorCode, readonly Entry[]>;
  /** The items without a look since their outcome. */
  readonly notLooked: readonly Entry[];
  /** The items that an undo has put back: which state they should be in is not for this report to say. */
  readonly putBack: readonly Entry[];
}

/** The last look at an item. */
export function lastLook({ looks }: Entry): Look | undefined {
  return looks?.at(-1);
}

/** Each item of a report once. */
export function itemsOf({ entries }: Report): Entry[] {
  const items = new Map<string, Entry>();
  for (const entry of entries) {
    const item = itemOf(entry.identifier);
    const known = items.get(item);
    // Of an item that was given twice, the later outcome counts: a look before it is out of date.
    if (!known || (entry.at ?? 0) > (known.at ?? 0)) items.set(item, entry);
  }
  return [...items.values()];
}

/** Compares the last looks of a report with what its job asked for. */
export function comparisonOf(report: Report): Comparison {
  const asked = report.action === "activate";
  const groups = { asAsked: [] as Entry[], differing: [] as Entry[], notLooked: [] as Entry[], putBack: [] as Entry[] };
  const unseen = new Map<MySafeErrorCode, Entry[]>();
  for (const entry of itemsOf(report)) {
    const look = lastLook(entry);
    if (report.undone.has(itemOf(entry.identifier))) groups.putBack.push(entry);
    else if (!look || (entry.at && entry.at > look.at)) groups.notLooked.push(entry);
    else if (look.active === undefined) addTo(unseen, look.why, entry);
    else groups[look.active === asked ? "asAsked" : "differing"].push(entry);
  }
  return { ...groups, unseen };
}

function addTo(groups: Map<MySafeErrorCode, Entry[]>, why: MySafeErrorCode, entry: Entry): void {
  const group = groups.get(why);
  if (group) group.push(entry);
  else groups.set(why, [entry]);
}
