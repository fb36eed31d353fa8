// Texts of a report's headline.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

export const headline = {
  /** What a report's runs have found or made so. It may have changed since. */
  result: {
    deactivate: (done: number, total: number, noun: Noun) => result(done, total, noun, "inactive"),
    activate: (done: number, total: number, noun: Noun) => result(done, total, noun, "active"),
  },
  by: ({ time, day }: { readonly time: string; readonly day: string | undefined }) =>
    day === undefined ? `by ${time}` : `by ${time} on ${day}`,
  undone: {
    deactivate: (many: number, _noun: Noun) => `Later ${count(many, "was", "were")} active again.`,
    activate: (many: number, _noun: Noun) => `Later ${count(many, "was", "were")} inactive again.`,
  },
};

function result(done: number, total: number, noun: Noun, state: string): string {
  const be = (done === total ? total : done) === 1 ? "was" : "were";
  return `${done === total ? "" : `${number(done)} of `}${countItems(total, noun)} ${be} ${state}`;
}
