import type { Words } from "../words/en.js";
import { UnusableValue } from "./unusable.js";

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest time that the client takes. */
const longest = 2 ** 31 - 1;

/** Milliseconds of a time such as `60s`, `500ms` or `2m`. */
export function durationOf(text: string, words: Words): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Math.round(Number(digits) * (units[unit] ?? Number.NaN));
  if (!(milliseconds >= 1 && milliseconds <= longest)) throw new UnusableValue(words.usage.notDuration);
  return milliseconds;
}

/** The time that an option without end takes too: `never`. */
export function durationOrNever(text: string, words: Words): number {
  return text === "never" ? Number.POSITIVE_INFINITY : durationOf(text, words);
}
