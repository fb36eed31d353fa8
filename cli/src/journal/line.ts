import type { Kind } from "mysafe-wasm";
import { type Check, count, flag, listOf, Mismatch, oneOf, record, text, time } from "./check.js";
import { checkError, checkOutcome, type ErrorRecord, type OutcomeRecord } from "./outcome.js";
import type { PlannedItem } from "./run.js";

/** The version of the format. A change that an older reader would misread gets the next number. */
export const version = 1;

/** The first line: the plan without its items. */
export interface HeaderLine {
  readonly type: "header";
  readonly format: "mysafe-journal";
  readonly version: typeof version;
  /** A random id, by which other journals name this one. */
  readonly id: string;
  readonly kind: Kind;
  readonly action: "activate" | "deactivate";
  readonly address: string;
  readonly tenant?: string;
  readonly verify: boolean;
  readonly started: string;
  readonly undoes?: readonly string[];
  /** The number of items in the lines that follow. */
  readonly total: number;
}

/** Some of the items. The whole list is on disk before anything is sent. */
export interface ItemsLine {
  readonly type: "items";
  readonly items: readonly PlannedItem[];
}

/** An item is about to be sent for the first time in this run. */
export interface SentLine {
  readonly type: "sent";
  readonly at: string;
  readonly identifier: string;
}

/** The outcome of an item in this run. */
export interface OutcomeLine {
  readonly type: "outcome";
  readonly at: string;
  readonly outcome: OutcomeRecord;
}

/** The run ended. */
export interface EndLine {
  readonly type: "end";
  readonly at: string;
  readonly aborted: boolean;
  readonly error?: ErrorRecord;
}

/** A further run begins. What the earlier one left without an outcome is not known. */
export interface ResumedLine {
  readonly type: "resumed";
  readonly at: string;
}

/** Another run is about to undo these items. */
export interface UndoingLine {
  readonly type: "undoing";
  readonly at: string;
  /** The id of its journal. */
  readonly id: string;
  /** Its journal: a name in the same folder, or an absolute path. */
  readonly journal: string;
  readonly items: readonly string[];
}

/** Another run has undone these items. */
export interface UndoneLine {
  readonly type: "undone";
  readonly at: string;
  /** The id of its journal. */
  readonly id: string;
  readonly items: readonly string[];
}

/** A line of a journal. */
export type Line = HeaderLine | ItemsLine | SentLine | OutcomeLine | EndLine | ResumedLine | UndoingLine | UndoneLine;

const checks: { readonly [Type in Line["type"]]: Check<Extract<Line, { readonly type: Type }>> } = {
  header: record(
    {
      type: oneOf("header"),
      format: oneOf("mysafe-journal"),
      version: oneOf(version),
      id: text,
      kind: oneOf("apiSecret", "password", "note"),
      action: oneOf("activate", "deactivate"),
      address: text,
      verify: flag,
      started: time,
      total: count,
    },
    { tenant: text, undoes: listOf(text) },
  ),
  items: record({ type: oneOf("items"), items: listOf(record({ identifier: text }, { name: text })) }, {}),
  sent: record({ type: oneOf("sent"), at: time, identifier: text }, {}),
  outcome: record({ type: oneOf("outcome"), at: time, outcome: checkOutcome }, {}),
  end: record({ type: oneOf("end"), at: time, aborted: flag }, { error: checkError }),
  resumed: record({ type: oneOf("resumed"), at: time }, {}),
  undoing: record({ type: oneOf("undoing"), at: time, id: text, journal: text, items: listOf(text) }, {}),
  undone: record({ type: oneOf("undone"), at: time, id: text, items: listOf(text) }, {}),
};

/** A text is no JSON: the rest of a line of which a part was written. */
export class TornLine extends Mismatch {}

/** The line of a text.
 *
 * @throws {TornLine} For what is no JSON.
 * @throws {Mismatch} For what is no line of this version. */
export function lineOf(json: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new TornLine("it is no JSON");
  }
  if (typeof value !== "object" || value === null) throw new Mismatch("it is no object");
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields.type === "header" && fields.format === "mysafe-journal" && fields.version !== version) {
    const which = typeof fields.version === "number" ? `version ${fields.version}` : "another version";
    throw new Mismatch(
      `it is of ${which} of the format, and this command reads version ${version}: use the command that wrote it`,
    );
  }
  const type = typeof fields.type === "string" && Object.hasOwn(checks, fields.type) ? fields.type : undefined;
  if (type === undefined) throw new Mismatch("it is of no type that is known");
  return checks[type as Line["type"]](value, type);
}

/** The text of a line, with its end. */
export function textOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
