import { Failure } from "../failure.js";
import { problemOf, trimmed } from "./identifier.js";
import { quoted } from "./quoted.js";
import type { GivenItem } from "./reading.js";

/** What a source has in the place of an identifier. */
export interface Candidate {
  readonly text: string;
  readonly name?: string | undefined;
  /** Why it is not an identifier, if the source already knows. */
  readonly problem?: string | undefined;
}

/** The items of all candidates. None is left out: one that is not an identifier fails the whole.
 *
 * @param placeOf - The place of a candidate in the source: `line 7`. */
export function itemsOf(
  candidates: readonly Candidate[],
  placeOf: (index: number) => string,
  description: string,
): readonly GivenItem[] {
  if (candidates.length === 0) throw new Failure(`${description} has no identifiers`);
  const problems: string[] = [];
  const items = candidates.map((candidate, index) => {
    const identifier = trimmed(candidate.text);
    const name = trimmed(candidate.name ?? "");
    const problem = messageOf(identifier, candidate.problem);
    if (problem !== undefined) problems.push(`${placeOf(index)}: ${problem}`);
    return name === "" ? { identifier } : { identifier, name };
  });
  if (problems.length === 0) return items;
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more like it)` : "";
  throw new Failure(`${description}, ${problems[0]}${others}`);
}

function messageOf(identifier: string, known: string | undefined): string | undefined {
  if (known !== undefined) return known;
  if (identifier === "") return "there is no identifier";
  const problem = problemOf(identifier);
  return problem && `${quoted(identifier)} is not an identifier: ${problem}`;
}
