import type { BatchOutcome, MySafeError } from "mysafe-wasm";
import type { History } from "../journal/run.js";
import { itemsToUndo } from "../journal/undo.js";
import { options } from "../options/options.js";
import type { Values } from "../options/values.js";
import { saidIn } from "../output/said.js";
import { shellQuoted } from "../output/shell-quote.js";
import { padded, widthOf } from "../output/table.js";
import type { Paint } from "../terminal/colour.js";
import { printable } from "../terminal/printable.js";
import type { Reason } from "../words/en/errors.js";
import type { Words } from "../words/en.js";
import { kindsIn, openIn, type ReportDocument, settledIn } from "./document.js";
import { nextCommand } from "./next.js";
import { type OutcomeKind, outcomeKinds } from "./outcome-kind.js";
import { itemLines } from "./preview.js";
import { turnLines } from "./turn-lines.js";

/** The number of items that each reason names. */
const shown = 5;

/** How a summary is set, and what it can point to. */
export interface SummaryOptions {
  readonly words: Words;
  readonly paint: Paint;
  /** The options to repeat in what to type next. */
  readonly values: Values;
  /** The journal or report that has all of it. */
  readonly file?: string | undefined;
  /** What is known of the items and of undos, which tells what is left to undo. */
  readonly history: History;
  /** Whether every item is named, not only the first of each reason. */
  readonly isWhole?: boolean;
}

type Unsettled = Extract<BatchOutcome, { readonly error: MySafeError }> & { readonly name?: string };

/** The summary of a run as lines: how many, what failed and why, what to type next. */
export function summaryOf(document: ReportDocument, setting: SummaryOptions): string[] {
  const { words, paint } = setting;
  const { action, kind, total, address } = document;
  const settled = settledIn(document);
  const title = words.batch.ended[action](settled, total, words.nouns[kind]);
  const colour = settled === total ? paint.good : paint.bad;
  return [
    colour(paint.strong(title)) + (address === undefined ? "" : ` · ${printable(address)}`),
    ...turnLines(document, words),
    ...endOf(document, setting),
    ...countLines(document, setting),
    ...reasonLines("failed", document, setting),
    ...reasonLines("unknown", document, setting),
    ...nextLines(document, setting),
  ];
}

function endOf(document: ReportDocument, { words, paint }: SummaryOptions): string[] {
  const { kind, aborted, ended, dryRun, error, journalFailure } = document;
  const lines: string[] = [];
  if (dryRun) return lines;
  if (aborted) lines.push(paint.bad(words.batch.interrupted));
  else if (!ended) lines.push(paint.bad(words.batch.notEnded));
  // A journal that fails ends the run, whose error then says no more than that.
  if (journalFailure !== undefined) {
    lines.push(paint.bad(words.batch.endedEarly(printable(journalFailure))));
  } else if (error) {
    const reason = reasonOf(error, words.reasons(words.nouns[kind]));
    lines.push(paint.bad(words.batch.endedEarly(reason)), paint.faint(printable(saidIn(error))));
  }
  return lines;
}

/** What happened and what to do. A journal of a later version can have a code that is not known here. */
function reasonOf({ code }: { readonly code: string }, reasons: Readonly<Record<string, Reason>>): string {
  const { what = "", advice = "" } = reasons[code] ?? {};
  return `${what} ${advice}`.trim();
}

function countLines(document: ReportDocument, { words, paint }: SummaryOptions): string[] {
  const kinds = kindsIn(document);
  const names = words.outcomeKinds[document.action];
  const rows = outcomeKinds
    .map((kind) => ({ kind, count: kinds.filter((other) => other === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => ({ kind, count: words.number(count) }));
  const width = Math.max(0, ...rows.map(({ kind }) => widthOf(names[kind])));
  const digits = Math.max(0, ...rows.map(({ count }) => count.length));
  return rows.map(({ kind, count }) => {
    const label = colourOf(kind, paint)(padded(names[kind], width));
    return `  ${label}  ${count.padStart(digits)}  ${paint.faint(words.outcomeHints[kind])}`;
  });
}

function colourOf(kind: OutcomeKind, { good, doubtful, bad }: Paint): (text: string) => string {
  if (kind === "changed" || kind === "unchanged") return good;
  return kind === "failed" || kind === "unknown" ? bad : doubtful;
}

/** The reasons of one state, each with what to do, an example of what MySafe said, and the first items. */
function reasonLines(state: "failed" | "unknown", document: ReportDocument, setting: SummaryOptions): string[] {
  const { words, paint, file, isWhole = false } = setting;
  const reasons = words.reasons(words.nouns[document.kind]);
  const groups = new Map<string, Unsettled[]>();
  const kinds = kindsIn(document);
  for (const [index, outcome] of document.outcomes.entries()) {
    if (outcome.state !== state || kinds[index] !== state) continue;
    const { code, apiCode } = outcome.error;
    const key = [code, apiCode].join();
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  const sorted = [...groups.values()].sort((one, other) => other.length - one.length);
  return sorted.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const more = isWhole ? 0 : group.length - shown;
    const command = file === undefined ? "--json" : `mysafe report ${shellQuoted(file)}`;
    const names = group.slice(0, shown).map(({ identifier, name = "" }) => printable(`${identifier} ${name}`).trim());
    return [
      "",
      `${paint.bad(words.outcomeKinds[document.action][state])} · ${first.error.code} · ${words.number(group.length)}`,
      `  ${reasonOf(first.error, reasons)}`,
      `  ${paint.faint(printable(saidIn(first.error)))}`,
      ...(isWhole ? itemLines(group, group.length) : [names.join(", ")]).map((line) => `  ${line}`),
      ...(more > 0 ? [`  ${paint.faint(words.batch.andMoreIn(more, command))}`] : []),
    ];
  });
}

function nextLines(document: ReportDocument, setting: SummaryOptions): string[] {
  const { words, paint, values, file, history } = setting;
  if (file === undefined || document.dryRun) return [];
  const { action, kind } = document;
  const { certain, uncertain } = itemsToUndo([history]);
  const { next } = words.batch;
  const rows: [command: string, effect: string][] = [];
  if (openIn(document) > 0) rows.push([nextCommand("resume", file, values), next.resume]);
  const undo = nextCommand("undo", file, values);
  if (certain.length > 0) rows.push([undo, next.undo[action](certain.length, words.nouns[kind])]);
  if (uncertain.length > 0) {
    rows.push([`${undo} ${options.includeUncertain.long}`, next.undoUncertain(uncertain.length)]);
  }
  if (rows.length === 0) return [];
  return [
    "",
    paint.strong(`${next.title}:`),
    ...rows.flatMap(([command, effect]) => [`  ${command}`, `      ${effect}`]),
  ];
}
