import { Failure } from "../failure.js";
import { normalized } from "./heading.js";
import { isNumber, trimmed } from "./identifier.js";
import { printable, quoted } from "./quoted.js";

/** How the column of identifiers is chosen. */
export interface ColumnOptions {
  readonly description: string;
  /** The name of the column, or its number from 1. */
  readonly column?: string | undefined;
  /** Asks which column has the identifiers, where there is a terminal. It resolves with the index of one. */
  readonly choose?: ((columns: readonly string[]) => Promise<number>) | undefined;
}

/** The greatest number of columns that a message lists. */
const limit = 20;

/** The index of the column that `column` names among `names`, or numbers. Digits are always a number, so that a record is
 * not taken for the heading. */
export function givenColumn(names: readonly string[], column: string, description: string): number {
  const wanted = trimmed(column);
  if (isNumber(wanted)) {
    const index = Number(wanted) - 1;
    if (index in names) return index;
    throw new Failure(`${description} has no column ${quoted(wanted)}: it has ${names.length}`);
  }
  const exact = indexesOf(names, (name) => trimmed(name) === wanted);
  const found = exact.length > 0 ? exact : indexesOf(names, (name) => isLike(name, wanted));
  const [index] = found;
  if (index === undefined) {
    throw new Failure(`${description} has no column ${quoted(wanted)}. Its columns are ${listOf(names)}`);
  }
  if (found.length > 1) {
    const numbers = found.map((other) => other + 1).join(" and ");
    throw new Failure(`${description} has several columns ${quoted(wanted)}: give --column a number, of ${numbers}`);
  }
  return index;
}

/** Asks for the column of identifiers. Without a terminal it fails with the list of columns. */
export async function askedColumn(names: readonly string[], options: ColumnOptions): Promise<number> {
  const { description, choose } = options;
  if (!choose) {
    throw new Failure(
      `${description}: it is not plain which column has the identifiers. Give --column and a name or number of ${listOf(names)}`,
    );
  }
  const index = await choose(names.map((name) => printable(trimmed(name))));
  if (!(index in names)) throw new Failure(`${description} has no column ${index + 1}`);
  return index;
}

function listOf(names: readonly string[]): string {
  const listed = names.slice(0, limit).map((name, index) => `${index + 1} ${quoted(trimmed(name))}`);
  return listed.join(", ") + (names.length > limit ? ` and ${names.length - limit} more` : "");
}

function isLike(name: string, wanted: string): boolean {
  return normalized(wanted) !== "" && normalized(name) === normalized(wanted);
}

function indexesOf(names: readonly string[], matches: (name: string) => boolean): readonly number[] {
  return names.flatMap((name, index) => (matches(name) ? [index] : []));
}
