import { isIdentifierName, isNumber } from "./cell.ts";
import type { IsListed, Mentions, Passed, Taken } from "./mention.ts";
import type { Row } from "./table.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What JSON holds: a list of identifiers, or objects, whose fields are the columns of a table. */
export type Json =
  | { readonly kind: "list"; readonly mentions: Mentions }
  | { readonly kind: "objects"; readonly rows: readonly Row[] }
  /** It begins as JSON does and cannot be read, or has no list that is plain. */
  | { readonly kind: "unclear" };

/** Reads JSON, or JSON in lines; `undefined` of a text that is something else. */
export function jsonIn(text: string, isListed: IsListed): Json | undefined {
  const start = text.trim();
  if (!/^[[{]/.test(start)) return undefined;
  const value = parsed(start) ?? lines(start);
  if (value === undefined) return /^[[{]\s*[{"]/.test(start) && /"\s*:/.test(start) ? { kind: "unclear" } : undefined;
  if (Array.isArray(value) && !value.some(isObject)) return { kind: "list", mentions: listed(value, isListed) };
  const objects = objectsIn(value);
  return objects ? { kind: "objects", rows: rowsOf(objects) } : { kind: "unclear" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON of one object a line, as logs and exports have it. */
function lines(text: string): unknown[] | undefined {
  const values = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parsed);
  return values.length > 1 && values.every(isObject) ? values : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list, of the one list in an object, or the object itself when it has an identifier: a report has
 * its outcomes, and an answer of MySafe its entries. `undefined`: which are meant is not plain. */
function objectsIn(value: unknown): readonly Fields[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : undefined;
  if (!isObject(value)) return undefined;
  if (Object.keys(value).some(isIdentifierName)) return [value];
  const lists = Object.values(value).flatMap((part) => {
    const objects = Array.isArray(part) || isObject(part) ? objectsIn(part) : undefined;
    return objects ? [objects] : [];
  });
  return lists.length === 1 ? lists[0] : undefined;
}

function rowsOf(objects: readonly Fields[]): readonly Row[] {
  const columns = [...new Set(objects.flatMap(Object.keys))];
  const rows = objects.map((object) => ({ cells: columns.map((column) => shown(object[column])) }));
  return [{ cells: columns }, ...rows];
}

function listed(values: readonly unknown[], isListed: IsListed): Mentions {
  const taken: Taken[] = [];
  const passed: Passed[] = [];
  for (const [index, value] of values.entries()) {
    const text = shown(value);
    const neighbour = (at: number) => (at in values ? shown(values[at]) : "");
    const [before, after] = [neighbour(index - 1), neighbour(index + 1)];
    const place = { text, before: before && `${before}, `, after: after && `, ${after}` };
    if (isNumber(text) || isListed(text)) taken.push({ ...place, identifier: text });
    else passed.push({ ...place, reason: "cell" });
  }
  return { taken, passed };
}

/** A value as text. A number that JavaScript does not know exactly is none that could be taken. */
function shown(value: unknown): string {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) return `≈${value}`;
  if (typeof value === "string") return value.trim();
  return value === undefined || value === null ? "" : isObject(value) || Array.isArray(value) ? "…" : String(value);
}
