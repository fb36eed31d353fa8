import { type BatchOutcome, MySafeError, type MySafeErrorFields, type StateChange } from "mysafe-wasm";
import type { Entry, Report } from "./report.ts";

/** A file that is no report. */
export class NoReport extends Error {}

/** Reads a report that this page, or `JSON.stringify` in a script, has written. The file may be anybody's: what does
 * not fit is refused, and nothing in it is believed beyond the form that it must have. */
export function reportIn(text: string, file: string): Omit<Report, "number" | "undone"> {
  const content = parsed(text);
  const { action, address, outcomes } = content;
  if (action !== "activate" && action !== "deactivate") throw new NoReport("action");
  if (!Array.isArray(outcomes)) throw new NoReport("outcomes");
  const entries = outcomes.map((outcome, index) => entryOf(fields(outcome, `outcomes[${index}]`), index));
  return {
    action,
    address: typeof address === "string" ? address : undefined,
    startedAt: dateOf(content.startedAt),
    endedAt: dateOf(content.endedAt),
    entries,
    aborted: content.aborted === true,
    error: content.error === undefined ? undefined : errorOf(content.error, "error"),
    file,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string): Fields {
  try {
    return fields(JSON.parse(text), "JSON");
  } catch {
    throw new NoReport("JSON");
  }
}

function entryOf(outcome: Fields, index: number): Entry {
  const { identifier, name } = outcome;
  if (typeof identifier !== "string") throw new NoReport(`outcomes[${index}].identifier`);
  const known = { identifier, ...(typeof name === "string" && { name }) };
  return { ...known, outcome: outcomeOf(identifier, outcome, `outcomes[${index}]`) };
}

function outcomeOf(identifier: string, outcome: Fields, where: string): BatchOutcome {
  switch (outcome.state) {
    case "changed":
    case "unchanged":
      return {
        identifier,
        state: outcome.state,
        change: changeOf(identifier, outcome.change, `${where}.change`),
      };
    case "failed":
    case "unknown":
      return { identifier, state: outcome.state, error: errorOf(outcome.error, `${where}.error`) };
    case "skipped":
      return { identifier, state: "skipped" };
    default:
      throw new NoReport(`${where}.state`);
  }
}

function changeOf(identifier: string, value: unknown, where: string): StateChange {
  const { active, changed, certain, verified, message, status, attempts } = fields(value, where);
  if (typeof active !== "boolean" || typeof changed !== "boolean" || typeof certain !== "boolean") {
    throw new NoReport(where);
  }
  return {
    ...{ identifier, active, changed, certain },
    // A report of an older version does not say so.
    verified: verified === true,
    message: typeof message === "string" ? message : "",
    status: typeof status === "number" ? status : 0,
    attempts: typeof attempts === "number" ? attempts : 0,
  };
}

function errorOf(value: unknown, where: string): MySafeError {
  const { code, message, status, apiCode, requestId, retryable, attempts } = fields(value, where);
  if (typeof code !== "string" || !isCode(code)) throw new NoReport(`${where}.code`);
  return new MySafeError({
    code,
    message: typeof message === "string" ? message : "",
    ...(typeof status === "number" && { status }),
    ...(typeof apiCode === "number" && { apiCode }),
    ...(typeof requestId === "string" && { requestId }),
    retryable: retryable === true,
    attempts: typeof attempts === "number" ? attempts : 0,
  });
}

const codes: Record<MySafeErrorFields["code"], true> = {
  INVALID_ARGUMENT: true,
  NOT_FOUND: true,
  ACCESS_DENIED: true,
  INACTIVE: true,
  INVALID_IDENTIFIER: true,
  INVALID_PARAMETER: true,
  UNAUTHORIZED: true,
  ROUTE_NOT_FOUND: true,
  RATE_LIMITED: true,
  SERVER: true,
  API: true,
  INVALID_RESPONSE: true,
  NETWORK: true,
  TIMEOUT: true,
  CLOSED: true,
  INTERNAL: true,
};

function isCode(code: string): code is MySafeErrorFields["code"] {
  return Object.hasOwn(codes, code);
}

function dateOf(value: unknown): Date {
  const date = new Date(typeof value === "string" ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

function fields(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null) throw new NoReport(where);
  return value as Fields;
}
