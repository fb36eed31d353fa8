import { basename, dirname, isAbsolute, join, resolve } from "node:path";

/** How a journal names another one: by its name in the same folder, so that the folder can be moved; else by its absolute
 * path. */
export function placeOf(other: string, journal: string): string {
  const path = resolve(other);
  return dirname(path) === dirname(resolve(journal)) ? basename(path) : path;
}

/** The absolute path of a journal that another one names. */
export function pathOf(place: string, journal: string): string {
  return isAbsolute(place) ? place : join(dirname(resolve(journal)), place);
}
