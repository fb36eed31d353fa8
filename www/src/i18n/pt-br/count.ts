import { counter } from "../count.ts";

export const { number, count } = counter("pt-BR");

/** A number of secrets, with the noun. */
export const countSecrets = (amount: number): string => count(amount, "segredo", "segredos");
