import { signal } from "@preact/signals";
import type { Words } from "../i18n/en.ts";

export type Tone = "plain" | "good" | "bad" | "doubt";

/** Something that happened on this visit. What it says is found out when it is shown, in the language of then. */
export interface LogEntry {
  readonly number: number;
  readonly at: Date;
  readonly tone: Tone;
  readonly text: (words: Words) => string;
}

/** What happened on this visit, the newest first. */
export const log = signal<readonly LogEntry[]>([]);

export function record(tone: Tone, text: LogEntry["text"]): void {
  log.value = [{ number: log.value.length, at: new Date(), tone, text }, ...log.value];
}
