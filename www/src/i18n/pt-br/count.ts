import { counter } from "../count.ts";
import type { Noun } from "../noun.ts";

export const { number, count } = counter("pt-BR");

/** Whether words that go with this number are in the plural: of 0 and 1 they are not. */
export const plural = (many: number): boolean => count(many, "", "s").endsWith("s");

/** The article of a time of day, contracted with "a": "às 17:48", but "à 01:05". */
export const at = (time: string): string => `${/^0?1\b/.test(time) ? "à" : "às"} ${time}`;

/** "desde as 17:48", but "desde a 01:05". */
export const since = (time: string): string => `desde ${/^0?1\b/.test(time) ? "a" : "as"} ${time}`;

/** A number of items, with the noun. */
export const countItems = (amount: number, { one, many }: Noun): string => count(amount, one, many);

/** A number of items, with the noun and an adjective that agrees with it: "1 nota inativa", "3 segredos de API inativos". */
export const countItemsThat = (amount: number, { one, many, ending }: Noun, adjective: string): string =>
  count(amount, `${one} ${adjective}${ending}`, `${many} ${adjective}${ending}s`);
