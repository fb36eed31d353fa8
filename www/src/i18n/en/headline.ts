// Texts of a report's headline.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

/** A time, with its day unless that is today. */
export interface Moment {
  readonly time: string;
  readonly day: string | undefined;
}

export const headline = {
  /** What a report's runs have found or made so, by when they ended, if that is known. It may have changed since. */
  result: {
    deactivate: (done: number, total: number, noun: Noun, end?: Moment) => result(done, total, noun, "inactive", end),
    activate: (done: number, total: number, noun: Noun, end?: Moment) => result(done, total, noun, "active", end),
  },
  undone: {
    deactivate: (many: number, _noun: Noun) => `Later ${count(many, "was", "were")} active again.`,
    activate: (many: number, _noun: Noun) => `Later ${count(many, "was", "were")} inactive again.`,
  },
};

function result(done: number, total: number, noun: Noun, state: string, end?: Moment): string {
  const be = done === 1 ? "was" : "were";
  const by = end ? ` by ${end.time}${end.day === undefined ? "" : ` on ${end.day}`}` : "";
  return `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} ${be} ${state}${by}.`;
}
