import type { Kind } from "mysafe-wasm";
import { Failure } from "../failure.js";
import { nameOf } from "../kinds.js";
import { kindNamed } from "./heading.js";

/** The kind that all cells name. `undefined` if one cell names none: then the column is about something else.
 *
 * @param placeOf - The place of a cell in the source: `line 7`. */
export function kindOfCells(
  cells: readonly string[],
  placeOf: (index: number) => string,
  description: string,
): Kind | undefined {
  const kinds = cells.map(kindNamed);
  const [first] = kinds;
  if (first === undefined || kinds.includes(undefined)) return undefined;
  const other = kinds.findIndex((kind) => kind !== first);
  if (other < 0) return first;
  const [one, two] = [first, kinds[other] ?? first].map(nameOf);
  throw new Failure(
    `${description} has items of two kinds: ${placeOf(0)} says ${one}, ${placeOf(other)} ${two}. Give one kind at a time`,
  );
}
