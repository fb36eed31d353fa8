import { itemOf } from "../item.ts";
import type { Target } from "./report.ts";

/** An item whose name has changed since a report was made. */
export interface Renamed {
  readonly identifier: string;
  readonly before: string;
  readonly now: string;
}

/** How the items of a report differ from those that are listed. */
export interface NameDifferences {
  readonly renamed: readonly Renamed[];
  /** The items that are not listed. */
  readonly unlisted: readonly Target[];
  /** The number of items whose name the report does not say. */
  readonly nameless: number;
}

/** Compares the names in a report with those listed now, of which `nameNow` tells each; `undefined`: it is not listed. Each item
 * is told once. */
export function compareNames(
  targets: readonly Target[],
  nameNow: (identifier: string) => string | undefined,
): NameDifferences {
  const renamed: Renamed[] = [];
  const unlisted: Target[] = [];
  let nameless = 0;
  for (const target of new Map(targets.map((each) => [itemOf(each.identifier), each])).values()) {
    const { identifier, name: before } = target;
    const now = nameNow(identifier);
    if (now === undefined) unlisted.push(target);
    else if (before === undefined) nameless += 1;
    else if (before !== now) renamed.push({ identifier, before, now });
  }
  return { renamed, unlisted, nameless };
}
