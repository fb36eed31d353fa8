import { signal } from "@preact/signals";
import type { Words } from "../i18n/en.ts";

/** The colour and icon of an event: neutral, a success, a failure, or an uncertain result. */
export type Tone = "plain" | "good" | "bad" | "doubt";

/** An event of this visit. `text` is called when the entry is shown, so that it follows the current language. */
export interface LogEntry {
  readonly number: number;
  readonly at: Date;
  readonly tone: Tone;
  readonly text: (words: Words) => string;
}

/** The events of this visit, newest first. */
export const log = signal<readonly LogEntry[]>([]);

/** Adds an event, for example `addLogEntry("plain", ({ log }) => log.exported("report.json"))`. */
export function addLogEntry(tone: Tone, text: LogEntry["text"]): void {
  log.value = [{ number: log.value.length, at: new Date(), tone, text }, ...log.value];
}
