import { type BatchOutcome, MySafeError, type MySafeErrorFields, type StateChange } from "mysafe-wasm";
import type { Entry, Report } from "./report.ts";

/** The error of a file that is not a report. Its message is the path of the invalid value. */
export class InvalidReport extends Error {}

/** Reads a report that this page or `JSON.stringify` in a script has written. The file is untrusted: a value of a wrong
 * type is refused or replaced by a default. */
export function parseReport(text: string, file: string): Omit<Report, "number" | "undone"> {
  const content = parseJson(text);
  const { action, address, outcomes } = content;
  if (action !== "activate" && action !== "deactivate") throw new InvalidReport("action");
  if (!Array.isArray(outcomes)) throw new InvalidReport("outcomes");
  const entries = outcomes.map((outcome, index) => parseEntry(asObject(outcome, `outcomes[${index}]`), index));
  return {
    action,
    address: typeof address === "string" ? address : undefined,
    startedAt: parseDate(content.startedAt),
    endedAt: parseDate(content.endedAt),
    entries,
    aborted: content.aborted === true,
    error: content.error === undefined ? undefined : parseError(content.error, "error"),
    file,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseJson(text: string): Fields {
  try {
    return asObject(JSON.parse(text), "JSON");
  } catch {
    throw new InvalidReport("JSON");
  }
}

function parseEntry(outcome: Fields, index: number): Entry {
  const { identifier, name } = outcome;
  if (typeof identifier !== "string") throw new InvalidReport(`outcomes[${index}].identifier`);
  const known = { identifier, ...(typeof name === "string" && { name }) };
  return { ...known, outcome: parseOutcome(identifier, outcome, `outcomes[${index}]`) };
}

function parseOutcome(identifier: string, outcome: Fields, where: string): BatchOutcome {
  switch (outcome.state) {
    case "changed":
    case "unchanged":
      return {
        identifier,
        state: outcome.state,
        change: parseChange(identifier, outcome.change, `${where}.change`),
      };
    case "failed":
    case "unknown":
      return { identifier, state: outcome.state, error: parseError(outcome.error, `${where}.error`) };
    case "skipped":
      return { identifier, state: "skipped" };
    default:
      throw new InvalidReport(`${where}.state`);
  }
}

function parseChange(identifier: string, value: unknown, where: string): StateChange {
  const { active, changed, certain, verified, message, status, attempts } = asObject(value, where);
  if (typeof active !== "boolean" || typeof changed !== "boolean" || typeof certain !== "boolean") {
    throw new InvalidReport(where);
  }
  return {
    ...{ identifier, active, changed, certain },
    // Reports of older versions have no `verified`.
    verified: verified === true,
    message: typeof message === "string" ? message : "",
    status: typeof status === "number" ? status : 0,
    attempts: typeof attempts === "number" ? attempts : 0,
  };
}

function parseError(value: unknown, where: string): MySafeError {
  const { code, message, status, apiCode, requestId, retryable, attempts } = asObject(value, where);
  if (typeof code !== "string" || !isCode(code)) throw new InvalidReport(`${where}.code`);
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

function parseDate(value: unknown): Date {
  const date = new Date(typeof value === "string" ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

function asObject(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null) throw new InvalidReport(where);
  return value as Fields;
}
