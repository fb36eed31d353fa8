import { Failure } from "../failure.js";
import { askedColumn, type ColumnOptions, givenColumn } from "./column.js";
import { type Candidate, itemsOf } from "./given.js";
import { isIdentifierName, isKindColumn, isNameColumn } from "./heading.js";
import { parseJson } from "./json-document.js";
import { kindOfCells } from "./kind-column.js";
import { quoted } from "./quoted.js";
import type { Reading } from "./reading.js";
import { isReport, reportOf } from "./report.js";

/** An element of a list in JSON. */
interface Element {
  readonly value: unknown;
  readonly place: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads JSON or JSON Lines: identifiers, objects with a field `identifier`, or a report with all its items. */
export async function readJson(text: string, options: ColumnOptions): Promise<Reading> {
  const { description } = options;
  const document = parseJson(text, description);
  if (document.isLines) {
    return readElements(
      document.lines.map(({ value, number }) => ({ value, place: `line ${number}` })),
      options,
    );
  }
  const { value } = document;
  if (Array.isArray(value)) {
    return readElements(
      value.map((element, index) => ({ value: element, place: `[${index}]` })),
      options,
    );
  }
  if (!isReport(value)) return readElements([{ value, place: "the object" }], options);
  if (options.column !== undefined) throw noColumns(description);
  const { kind, outcomes } = reportOf(value, description);
  if (outcomes.length === 0) throw new Failure(`${description} has no identifiers`);
  const items = outcomes.map(({ identifier, name }) => ({ identifier, ...(name !== undefined && { name }) }));
  return { items, kind, description };
}

async function readElements(elements: readonly Element[], options: ColumnOptions): Promise<Reading> {
  const { description } = options;
  const objects = elements.flatMap(({ value }) => (isObject(value) ? [value] : []));
  const names = [...new Set(objects.flatMap(Object.keys))];
  const field = await fieldOf(names, objects.length > 0, options);
  const nameField = names.find((name) => name !== field && isNameColumn(name));
  const placeOf = (index: number) => elements[index]?.place ?? "";
  const items = itemsOf(
    elements.map(({ value }) => candidateOf(value, field, nameField)),
    placeOf,
    description,
  );
  const kindField = names.find(isKindColumn);
  const kinds = elements.map(({ value }) => textOf(isObject(value) ? valueIn(value, kindField) : undefined) ?? "");
  const kind = kindOfCells(kinds, placeOf, description);
  return { items, description, ...(kind && { kind }) };
}

/** The field with the identifiers. `identifier` is the name in every document of MySafe's clients. */
async function fieldOf(
  names: readonly string[],
  hasObjects: boolean,
  options: ColumnOptions,
): Promise<string | undefined> {
  const { column, description } = options;
  if (!hasObjects) {
    if (column === undefined) return undefined;
    throw noColumns(description);
  }
  if (names.length === 0) return undefined;
  if (column !== undefined) return names[givenColumn(names, column, description)];
  const known = names.includes("identifier") ? ["identifier"] : names.filter(isIdentifierName);
  return known.length === 1 ? known[0] : names[await askedColumn(names, options)];
}

function noColumns(description: string): Failure {
  return new Failure(`${description} has no columns: leave out --column`);
}

function candidateOf(element: unknown, field: string | undefined, nameField: string | undefined): Candidate {
  const value = isObject(element) ? valueIn(element, field) : element;
  if (isObject(element) && (value === undefined || value === null)) {
    return { text: "", problem: field === undefined ? "there is no identifier" : `there is no ${quoted(field)}` };
  }
  const name = isObject(element) ? textOf(valueIn(element, nameField)) : undefined;
  // Of these, JavaScript has only the nearest number: another item.
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return { text: "", problem: "the number is too great to be read exactly: put it in quotes" };
  }
  const text = textOf(value);
  return text === undefined ? { text: "", problem: "it is neither a text nor a number" } : { text, name };
}

/** The value of a field of the object itself: `__proto__` and `constructor` are names like others. */
function valueIn(object: Fields, field: string | undefined): unknown {
  return field !== undefined && Object.hasOwn(object, field) ? object[field] : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
