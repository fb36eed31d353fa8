import { normalized } from "../items/text.ts";
import type { Entry } from "./report.ts";

/** The entries that have all these words in their identifier, name, code or message. Without words, all have. */
export function found(entries: readonly Entry[], search: string): readonly Entry[] {
  const wanted = normalized(search).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return entries;
  return entries.filter((entry) => {
    const text = textOf(entry);
    return wanted.every((word) => text.includes(word));
  });
}

/** Entries do not change: one that changes is another object. */
const texts = new WeakMap<Entry, string>();

function textOf(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const { identifier, name = "", outcome } = entry;
  const text = normalized([identifier, name, ...answerOf(outcome)].join("\n"));
  texts.set(entry, text);
  return text;
}

function answerOf(outcome: Entry["outcome"]): readonly (string | number)[] {
  if ("change" in outcome) return [outcome.change.message];
  if (!("error" in outcome)) return [];
  // Not the request id: its digits would match identifiers.
  const { code, apiCode = "", message } = outcome.error;
  return [code, apiCode, message];
}
