import { counter } from "../count.js";
import type { Noun } from "../noun.js";

export const { number, count } = counter("pt-BR");

/** A number of items, with the noun. */
export const countItems = (amount: number, { one, many }: Noun): string => count(amount, one, many);

/** A number of items, with the noun and an adjective that agrees with it: "1 nota inativa", "3 segredos de API inativos". */
export const countItemsThat = (amount: number, { one, many, ending }: Noun, adjective: string): string =>
  count(amount, `${one} ${adjective}${ending}`, `${many} ${adjective}${ending}s`);
