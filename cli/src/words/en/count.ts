import { counter } from "../count.js";
import type { Noun } from "../noun.js";

export const { number, count } = counter("en");

/** A number of items, with the noun. */
export const countItems = (amount: number, { one, many }: Noun): string => count(amount, one, many);
