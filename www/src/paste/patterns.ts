import type { Reason } from "./mention.ts";
import * as words from "./vocabulary.ts";

/** A pattern for numbers that are not identifiers. */
export interface Pattern {
  readonly reason: Reason;
  readonly pattern: RegExp;
}

const raw = String.raw;
const number = raw`\d+(?:[.,]\d+)*`;
const day = raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = raw`(?:0?[1-9]|1[0-2])`;
const monthName = raw`${words.months}\b\.?`;
const currency = raw`(?:R\$|US\$|[$€£¥]|\b${words.currencies}\b)`;
const currencyAfter = raw`(?:[$€£¥]|(?:${words.currencies}|${words.currencyNouns})\b)`;

/** Boundaries: not inside another word or number. */
const start = raw`(?<![\p{L}\p{N}_./:,-])`;
const end = raw`(?![\p{L}\p{N}_]|[.,:/-]\d)`;
const gap = raw`[ \t]*`;
const space = raw`[ \t]+`;
/** A blank that can contain a line break: running text can wrap between a number and its noun. */
const fold = raw`(?:[ \t]+|[ \t]*\n[ \t]*)`;

function make(reason: Reason, ...sources: readonly string[]): readonly Pattern[] {
  return sources.map((source) => ({ reason, pattern: new RegExp(source, "giu") }));
}

/** Patterns for all numbers in running text that are not identifiers, in order of precedence. Each takes linear time. */
export const patterns: readonly Pattern[] = [
  ...make(
    "link",
    raw`\b[a-z][a-z0-9+.-]{0,20}://[^\s<>"]+`,
    raw`\bwww\.[^\s<>"]+`,
    raw`[^\s<>"@,;]{1,64}@[\w-]{1,64}\.[\w.-]+`,
  ),
  ...make(
    "date",
    raw`${start}\d{4}([/.-])${month}\1${day}(?:T[\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?${end}`,
    raw`${start}${day}([/.-])${gap}${month}\1${gap}(?:\d{4}|\d{2})${end}`,
    raw`${start}${month}([/.-])${day}\1(?:\d{4}|\d{2})${end}`,
    raw`${start}(?:${day}/${month}|${month}/${day}|${month}/\d{4})${end}`,
    raw`${start}${day}(?:st|nd|rd|th|[ºª.])?${space}(?:of${space}|de${space})?${monthName}(?:,?${space}(?:de${space})?\d{4})?${end}`,
    raw`${start}${day}${space}(?:de${space})?${words.ambiguousMonths}\b\.?${space}(?:de${space})?\d{4}${end}`,
    raw`${start}(?:${monthName}|may)${space}${day}(?:st|nd|rd|th)?(?:,?${space}\d{4})?${end}`,
    raw`${start}(?:${monthName}|may),?${space}(?:de${space})?\d{4}${end}`,
    raw`\b${words.yearMarks}${space}(?:19|20)\d\d${end}`,
  ),
  ...make(
    "time",
    raw`${start}(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:[.,]\d+)?(?:${gap}(?:[ap]\.?m\b\.?|uhr\b|hrs?\b))?${end}`,
    raw`${start}(?:[01]?\d|2[0-4])${gap}(?:h(?:[0-5]\d)?(?:min)?|[ap]\.?m\.?|uhr|o'clock)${end}`,
  ),
  ...make(
    "address",
    raw`${start}\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5}|/\d{1,2})?${end}`,
    raw`(?<![\w:])(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?:[\da-f]{1,4}:){1,7}:[\da-f:]*`,
    raw`\b${words.streets}${space}[^\n,;]{1,40},${gap}(?:n[º°o.]*${gap})?\d+${end}`,
  ),
  ...make("version", raw`\bv\.?${gap}\d+(?:\.\d+)*[\w.-]*`, raw`${start}\d+(?:\.\d+){2,}[\w.+-]*`),
  ...make(
    "phone",
    raw`(?<![\w+])\+\d{1,3}[ .-]?\(?\d(?:[).-]? ?\d){5,12}${end}`,
    raw`(?<!\w)\(\d{2,3}\)${gap}\d{3,5}[ .-]\d{4}${end}`,
    raw`${start}(?:\d{2,3}[ .-])?\d{3,5}-\d{4}${end}`,
    raw`${start}0[389]00[ -]?\d{3}[ -]?\d{3,4}${end}`,
    raw`\b${words.phones}\b[.:]?${gap}[+(]?\d(?:[).-]? ?\d){2,14}${end}`,
  ),
  ...make(
    "price",
    raw`${currency}${gap}${number}(?:${gap}(?:k|m|mil|mi)\b)?`,
    raw`${start}${number}${gap}${currencyAfter}`,
  ),
  ...make("percentage", raw`${start}${number}${gap}(?:[%‰]|(?:percent|per cent|por cento|prozent)\b)`),
  ...make(
    "quantity",
    raw`${start}${number}${fold}(?:${words.qualities}${fold})?${words.units}\b(?!=)`,
    raw`${start}\d+${space}(?:of|out of|de|von)${space}(?:the${space})?\d+${end}`,
    raw`\b${words.measures}${gap}:?${gap}${number}${end}`,
    raw`\b${words.introductions}${space}\d+${gap}:`,
  ),
  ...make(
    "range",
    raw`${start}\d+${gap}(?:[-–—]|\.{2,3}|…)${gap}\d+${end}`,
    raw`${start}\d+${space}(?:to|through|thru|a|at[eé]|bis)${space}\d+${end}`,
  ),
  ...make("label", raw`\b${words.labels}${gap}[:#=]?${gap}(?:(?:n[º°o.]+|no\.|number)${gap})?#?\d+${end}`),
  ...make("decimal", raw`${start}[+-]?\d+\.\d+${end}`),
];

/** "43,44", which can be a list or a decimal number. Among words it is ambiguous. */
export const commaBetweenDigits: Pattern = {
  reason: "decimal",
  pattern: new RegExp(raw`${start}\d+(?:\.\d+)*,\d+(?:[.,]\d+)*(?!\d)`, "giu"),
};
