import { type BatchOutcome, type Kind, MySafeError, type StateChange } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { defaultKind, isKind } from "../kinds/kinds.ts";
import { asObject, type Fields, isCode, parseDate, parseText } from "./fields.ts";
import { InvalidReport } from "./invalid.ts";
import { parseLooks, parseTurns } from "./load-turns.ts";
import type { Entry, Report } from "./report.ts";

/** A report from a file. */
export type LoadedReport = Omit<Report, "number">;

/** Reads a report that this page or `JSON.stringify` in a script has written. The file is untrusted: a value of a wrong
 * type is refused or replaced by a default. */
export function parseReport(text: string, file: string): LoadedReport {
  const content = parseJson(text);
  const { kind = defaultKind, action, address, outcomes } = content;
  if (action !== "activate" && action !== "deactivate") throw new InvalidReport("action");
  if (!isKind(kind)) throw new InvalidReport("kind");
  if (!Array.isArray(outcomes)) throw new InvalidReport("outcomes");
  const inDoubt = parseItems(content.maybeUndone, "maybeUndone");
  const runs = parseTurns(content.runs);
  const entries = outcomes.map((outcome, index) => {
    const fields = asObject(outcome, `outcomes[${index}]`);
    const entry = {
      ...parseEntry(fields, kind, index),
      run: runs?.[Number(fields.run) - 1] && Number(fields.run),
      looks: parseLooks(fields.looks),
    };
    return inDoubt.has(itemOf(entry.identifier)) ? withDoubt(entry) : entry;
  });
  return {
    kind,
    action,
    address: parseText(address),
    tenant: parseText(content.tenant),
    startedAt: parseDate(content.startedAt),
    endedAt: parseDate(content.endedAt),
    duration: parseDuration(content.duration),
    runs,
    verifications: parseTurns(content.verifications),
    entries,
    aborted: content.aborted === true,
    didNotEnd: content.ended === false,
    error: content.error === undefined ? undefined : parseError(content.error, kind, "error"),
    undone: parseItems(content.undone, "undone"),
    file,
  };
}

/** A list of identifiers that may be absent: those that an undo had put back, or may have, when the report was saved. */
function parseItems(value: unknown = [], where: string): ReadonlySet<string> {
  if (!Array.isArray(value)) throw new InvalidReport(where);
  const items = value.map((identifier, index) => {
    if (typeof identifier !== "string") throw new InvalidReport(`${where}[${index}]`);
    return itemOf(identifier);
  });
  return new Set(items);
}

/** An entry that may have been undone: that its change is still there is not certain. */
export function withDoubt(entry: Entry): Entry {
  const { outcome } = entry;
  if (!("change" in outcome)) return entry;
  return { ...entry, outcome: { ...outcome, change: { ...outcome.change, certain: false } } };
}

function parseJson(text: string): Fields {
  try {
    return asObject(JSON.parse(text), "JSON");
  } catch {
    throw new InvalidReport("JSON");
  }
}

function parseEntry(outcome: Fields, kind: Kind, index: number): Entry {
  const { identifier, name } = outcome;
  if (typeof identifier !== "string") throw new InvalidReport(`outcomes[${index}].identifier`);
  const known = { identifier, ...(typeof name === "string" && { name }), at: parseDate(outcome.at) };
  return { ...known, outcome: parseOutcome({ identifier, kind }, outcome, `outcomes[${index}]`) };
}

interface Item {
  readonly identifier: string;
  readonly kind: Kind;
}

/** Reads an outcome of an item. */
export function parseOutcome(item: Item, outcome: Fields, where: string): BatchOutcome {
  const { identifier, kind } = item;
  switch (outcome.state) {
    case "changed":
    case "unchanged":
      return {
        identifier,
        state: outcome.state,
        change: parseChange(item, outcome.change, `${where}.change`),
      };
    case "failed":
    case "unknown":
      return { identifier, state: outcome.state, error: parseError(outcome.error, kind, `${where}.error`) };
    case "skipped":
      return { identifier, state: "skipped" };
    default:
      throw new InvalidReport(`${where}.state`);
  }
}

function parseChange({ identifier, kind }: Item, value: unknown, where: string): StateChange {
  const fields = asObject(value, where);
  checkKind(fields.kind, kind, where);
  const { active, changed, certain, verified, message, status, attempts } = fields;
  if (typeof active !== "boolean" || typeof changed !== "boolean" || typeof certain !== "boolean") {
    throw new InvalidReport(where);
  }
  return {
    ...{ kind, identifier, active, changed, certain },
    // Reports of older versions have no `verified`.
    verified: verified === true,
    message: typeof message === "string" ? message : "",
    status: typeof status === "number" ? status : 0,
    attempts: typeof attempts === "number" ? attempts : 0,
  };
}

/** Reads an error. */
export function parseError(value: unknown, kind: Kind, where: string): MySafeError {
  const fields = asObject(value, where);
  checkKind(fields.kind, kind, where);
  const { code, message, status, apiCode, requestId, retryable, attempts } = fields;
  if (!isCode(code)) throw new InvalidReport(`${where}.code`);
  return new MySafeError({
    code,
    message: typeof message === "string" ? message : "",
    ...(kind !== defaultKind && { kind }), // as the client does
    ...(typeof status === "number" && { status }),
    ...(typeof apiCode === "number" && { apiCode }),
    ...(typeof requestId === "string" && { requestId }),
    retryable: retryable === true,
    attempts: typeof attempts === "number" ? attempts : 0,
  });
}

/** Refuses a part of the report that is about another kind than the report: its items are not known then. */
function checkKind(value: unknown, kind: Kind, where: string): void {
  if (value !== undefined && value !== kind) throw new InvalidReport(`${where}.kind`);
}

function parseDuration(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}
