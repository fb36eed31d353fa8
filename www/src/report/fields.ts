import type { MySafeErrorCode } from "mysafe-wasm";
import { InvalidReport } from "./invalid.ts";

/** The members of an object from a file. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value, if it is an object. */
export function asObject(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null) throw new InvalidReport(where);
  return value as Fields;
}

/** Reads a date. */
export function parseDate(value: unknown): Date | undefined {
  const date = new Date(typeof value === "string" ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The text of a field that may be absent. */
export function parseText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const codes: Record<MySafeErrorCode, true> = {
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

/** Whether a value is the code of an error. */
export function isCode(code: unknown): code is MySafeErrorCode {
  return typeof code === "string" && Object.hasOwn(codes, code);
}
