import type { Plan, PlannedItem } from "../journal/run.js";
import { padded, widthOf } from "../output/table.js";
import { printable } from "../terminal/printable.js";
import type { Terminal } from "../terminal/terminal.js";

/** The number of items that a preview names. */
const shown = 10;

/** What a batch will do, as lines: to how many, at which address, and the first of them.
 *
 * @param left the items that are to be sent */
export function previewOf(plan: Plan, left: readonly PlannedItem[], { words, paint }: Terminal): string[] {
  const { kind, action, address } = plan;
  const noun = words.nouns[kind];
  return [
    paint.strong(words.batch.what[action](left.length, noun, address)),
    ...itemLines(left).map((line) => `  ${line}`),
    ...(left.length > shown ? [`  ${paint.faint(words.batch.andMore(left.length - shown))}`] : []),
    words.batch.consequence[action](left.length, noun),
  ];
}

/** The first items, with their names. */
export function itemLines(items: readonly PlannedItem[], limit = shown): string[] {
  const first = items.slice(0, limit);
  const width = first.reduce((widest, { identifier }) => Math.max(widest, widthOf(identifier)), 0);
  return first.map(({ identifier, name = "" }) =>
    `${padded(printable(identifier), width)}  ${printable(name)}`.trimEnd(),
  );
}
