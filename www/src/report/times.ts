import { dayAndTime, duration, moment } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Report } from "./report.ts";

/** When its runs were, and how long they took together. A pause between two of them, such as a night, is part of neither. */
export function timesOf({ startedAt, endedAt, duration: length }: Report): string {
  const { times: t } = words.value.report;
  if (!endedAt) return t.unknown;
  if (!startedAt) return t.until(dayAndTime(endedAt));
  const isOneRun = length !== undefined && startedAt.getTime() + length >= endedAt.getTime();
  if (isOneRun) return `${dayAndTime(startedAt)} (${duration(length)})`;
  const isSameDay = startedAt.toDateString() === endedAt.toDateString();
  const end = isSameDay ? moment(endedAt).time : dayAndTime(endedAt);
  return t.between(dayAndTime(startedAt), end, length === undefined ? undefined : duration(length));
}
