import { defaultKind } from "../kinds/kinds.ts";
import { isIdentifierName, isNumber } from "./cell.ts";
import type { IsListed, Mentions, Passed, Taken } from "./mention.ts";
import type { Row } from "./table.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The content of JSON: a list of identifiers, or a table of objects with fields as columns. */
export type Json =
  | { readonly kind: "list"; readonly mentions: Mentions }
  | { readonly kind: "objects"; readonly rows: readonly Row[] }
  /** It starts like JSON but cannot be parsed, or has no list or several. */
  | { readonly kind: "unclear" };

/** Reads JSON or JSON Lines. Returns `undefined` for any other text. */
export function jsonIn(text: string, isListed: IsListed): Json | undefined {
  const start = text.trim();
  if (!/^[[{]/.test(start)) return undefined;
  const value = tryParse(start) ?? parseLines(start);
  if (value === undefined) return /^[[{]\s*[{"]/.test(start) && /"\s*:/.test(start) ? { kind: "unclear" } : undefined;
  if (Array.isArray(value) && !value.some(isObject)) return { kind: "list", mentions: mentionsInList(value, isListed) };
  const objects = objectsIn(value);
  return objects ? { kind: "objects", rows: rowsOf(objects) } : { kind: "unclear" };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parses JSON Lines: one object a line. */
function parseLines(text: string): unknown[] | undefined {
  const values = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(tryParse);
  return values.length > 1 && values.every(isObject) ? values : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Objects {
  readonly list: readonly Fields[];
  /** The kind of the report that they are the outcomes of. */
  readonly kind: string | undefined;
}

/** The objects of a list, of the only list in an object (a report's outcomes, an answer's entries), or an object with an
 * identifier itself. Returns `undefined` if there is none, or more than one list. */
function objectsIn(value: unknown, kind?: string): Objects | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? { list: value, kind } : undefined;
  if (!isObject(value)) return undefined;
  if (Object.keys(value).some(isIdentifierName)) return { list: [value], kind };
  const lists = Object.values(value).flatMap((part) => {
    const objects = Array.isArray(part) || isObject(part) ? objectsIn(part, kindOfReport(value) ?? kind) : undefined;
    return objects ? [objects] : [];
  });
  return lists.length === 1 ? lists[0] : undefined;
}

function rowsOf({ list, kind }: Objects): readonly Row[] {
  const columns = [...new Set(list.flatMap(Object.keys))];
  const rows = list.map((object) => ({
    cells: columns.map((column) => toText(object[column])),
    kind: kindOfOutcome(object) ?? kind,
  }));
  return [{ cells: columns }, ...rows];
}

/** The kind of a report, by which its outcomes are known. */
function kindOfReport({ kind = defaultKind, action, outcomes }: Fields): string | undefined {
  return typeof action === "string" && Array.isArray(outcomes) ? String(kind) : undefined;
}

/** The kind that an outcome of a batch names in its change or its error. */
function kindOfOutcome({ change, error }: Fields): string | undefined {
  for (const part of [change, error]) if (isObject(part) && typeof part.kind === "string") return part.kind;
  return undefined;
}

function mentionsInList(values: readonly unknown[], isListed: IsListed): Mentions {
  const taken: Taken[] = [];
  const passed: Passed[] = [];
  for (const [index, value] of values.entries()) {
    const text = toText(value);
    const neighbour = (at: number) => (at in values ? toText(values[at]) : "");
    const [before, after] = [neighbour(index - 1), neighbour(index + 1)];
    const place = { text, before: before && `${before}, `, after: after && `, ${after}` };
    if (isNumber(text) || isListed(text)) taken.push({ ...place, identifier: text });
    else passed.push({ ...place, reason: "cell" });
  }
  return { taken, passed };
}

/** A value as text. An integer that JavaScript cannot represent exactly gets a `≈`, so that it is not an identifier. */
function toText(value: unknown): string {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) return `≈${value}`;
  if (typeof value === "string") return value.trim();
  return value === undefined || value === null ? "" : isObject(value) || Array.isArray(value) ? "…" : String(value);
}
