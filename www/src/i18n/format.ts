import { computed } from "@preact/signals";
import { language } from "./language.ts";

const digits = computed(() => new Intl.NumberFormat(language.value));
const clock = computed(() => new Intl.DateTimeFormat(language.value, { timeStyle: "medium", hourCycle: "h23" }));
const calendar = computed(
  () => new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }),
);
const exact = computed(
  () => new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }),
);
const minutes = computed(() => new Intl.DateTimeFormat(language.value, { timeStyle: "short", hourCycle: "h23" }));
const days = computed(() => new Intl.DateTimeFormat(language.value, { dateStyle: "medium" }));

/** A number in the current language: 1,204 or 1.204. */
export const number = (value: number): string => digits.value.format(value);
/** A time of day: 14:05:09. */
export const timeOfDay = (date: Date): string => clock.value.format(date);
/** A date and time: Nov 23, 2026, 10:00. */
export const dayAndTime = (date: Date): string => calendar.value.format(date);

/** A date and time to the second: Nov 23, 2026, 10:00:09. */
export const exactTime = (date: Date): string => exact.value.format(date);

/** A time of day to the minute, with its day unless that is today: 14:05, or 14:05 of Nov 23, 2026. */
export function moment(date: Date): { readonly time: string; readonly day: string | undefined } {
  const isToday = date.toDateString() === new Date().toDateString();
  return { time: minutes.value.format(date), day: isToday ? undefined : days.value.format(date) };
}

/** A duration such as 0:07, 12:30 or 1:05:00. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
}
