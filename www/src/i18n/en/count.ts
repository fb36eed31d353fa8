import { counter } from "../count.ts";

export const { number, count } = counter("en");

/** A number of secrets, with the noun. */
export const countSecrets = (amount: number): string => count(amount, "secret", "secrets");
