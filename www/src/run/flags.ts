import { itemOf } from "../item.ts";
import type { State } from "../items/states.ts";
import type { Summary } from "../kinds/kind.ts";
import type { Action, Target } from "../report/report.ts";

/** What a visitor has to know of some items before they confirm. `hidden`: the search or a filter hides them. `unlisted`: no
 * list has them. `readOnly`: this key may not change them. `already`: they are known to be in the requested state. */
export type FlagName = "unlisted" | "hidden" | "readOnly" | "already";

/** The items of a job that something has to be said of. */
export interface Flag {
  readonly name: FlagName;
  readonly targets: readonly Target[];
}

/** What the page knows of the items of the job's kind. */
export interface Known {
  /** The item, if a list of this connection had it. */
  readonly find: (identifier: string) => Summary | undefined;
  /** Whether there was a list at all. */
  readonly isListed: boolean;
  /** The items that are not hidden. `undefined`: what is on screen has nothing to do with the job. */
  readonly inSight: readonly Summary[] | undefined;
  readonly stateOf: (identifier: string) => State;
}

/** The flags of some items, without those that are about none. */
export function flagsOf(action: Action, targets: readonly Target[], known: Known): Flag[] {
  const inSight = known.inSight && new Set(known.inSight.map(({ identifier }) => itemOf(identifier)));
  const wanted = action === "activate" ? "active" : "inactive";
  const applies: Record<FlagName, (identifier: string) => boolean> = {
    unlisted: (identifier) => known.isListed && !known.find(identifier),
    hidden: (identifier) =>
      inSight !== undefined && !inSight.has(itemOf(identifier)) && known.find(identifier) !== undefined,
    readOnly: (identifier) => known.find(identifier)?.canWrite === false,
    already: (identifier) => known.stateOf(identifier) === wanted,
  };
  const flags = (Object.keys(applies) as FlagName[]).map((name) => ({
    name,
    targets: targets.filter(({ identifier }) => applies[name](identifier)),
  }));
  return flags.filter((flag) => flag.targets.length > 0);
}

/** How much of a job an undo could put back: all, what it changes, or nothing, as far as the page knows. */
export function undoableOf(targets: readonly Target[], flags: readonly Flag[]): "all" | "some" | "none" {
  const never = new Set(
    flags.filter(({ name }) => name === "readOnly" || name === "already").flatMap((flag) => flag.targets),
  );
  if (never.size === targets.length) return "none";
  return never.size === 0 && !flags.some(({ name }) => name === "unlisted") ? "all" : "some";
}
