import type { Words } from "../words/en.js";
import { UnusableValue } from "./unusable.js";

/** A parser of whole numbers within bounds. */
export function integerFrom(least: number, most: number) {
  return (text: string, words: Words): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new UnusableValue(words.usage.notInteger(least, most));
    return value;
  };
}
