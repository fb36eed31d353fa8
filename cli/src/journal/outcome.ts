import {
  type BatchOutcome,
  MySafeError,
  type MySafeErrorCode,
  type MySafeErrorFields,
  type StateChange,
} from "mysafe-wasm";
import { type Check, count, flag, Mismatch, oneOf, record, text } from "./check.js";

/** A `MySafeError` as JSON. */
export type ErrorRecord = MySafeErrorFields & {
  readonly name: "MySafeError";
  readonly retryable: boolean;
  readonly attempts: number;
};

/** A `BatchOutcome` as JSON. */
export type OutcomeRecord = { readonly identifier: string } & (
  | { readonly state: "changed" | "unchanged"; readonly change: StateChange }
  | { readonly state: "failed" | "unknown"; readonly error: ErrorRecord }
  | { readonly state: "skipped" }
);

const kind = oneOf("apiSecret", "password", "note");

// Not a list of the codes: a new one is no reason to refuse a journal.
const code: Check<MySafeErrorCode> = (value, name) => {
  if (typeof value !== "string" || !/^[A-Z_]+$/.test(value)) throw new Mismatch(`${name} is no code`);
  return value as MySafeErrorCode;
};

const errorMembers = {
  required: { name: oneOf("MySafeError"), message: text, code, retryable: flag, attempts: count },
  optional: { operation: text, kind, identifier: text, status: count, apiCode: count, requestId: text },
};

const changeMembers = {
  kind,
  identifier: text,
  active: flag,
  changed: flag,
  certain: flag,
  verified: flag,
  message: text,
  status: count,
  attempts: count,
};

/** Checks an error. */
export const checkError: Check<ErrorRecord> = record(errorMembers.required, errorMembers.optional);

const checkChange: Check<StateChange> = record(changeMembers, {});
const checkDone = record({ identifier: text, state: oneOf("changed", "unchanged"), change: checkChange }, {});
const checkOpen = record({ identifier: text, state: oneOf("failed", "unknown"), error: checkError }, {});
const checkSkipped = record({ identifier: text, state: oneOf("skipped") }, {});

/** Checks an outcome. Its state and its change have to agree. */
export const checkOutcome: Check<OutcomeRecord> = (value, name) => {
  const state = typeof value === "object" && value !== null && "state" in value ? value.state : undefined;
  if (state === "skipped") return checkSkipped(value, name);
  if (state === "failed" || state === "unknown") return checkOpen(value, name);
  const outcome = checkDone(value, name);
  if (outcome.change.changed !== (outcome.state === "changed")) {
    throw new Mismatch(`${name}.change.changed does not agree with the state`);
  }
  return outcome;
};

/** An error with its known fields, and no others: what is not known might be secret. */
export function recordOfError(error: MySafeError): ErrorRecord {
  const { required, optional } = errorMembers;
  return known(error.toJSON(), { ...required, ...optional }) as ErrorRecord;
}

/** An outcome with its known fields, and no others. */
export function recordOfOutcome(outcome: BatchOutcome): OutcomeRecord {
  const { identifier } = outcome;
  switch (outcome.state) {
    case "changed":
    case "unchanged":
      return { identifier, state: outcome.state, change: known(outcome.change, changeMembers) as StateChange };
    case "failed":
    case "unknown":
      return { identifier, state: outcome.state, error: recordOfError(outcome.error) };
    case "skipped":
      return { identifier, state: outcome.state };
  }
}

/** The outcome of a record. Its error is a `MySafeError` again. */
export function outcomeOf(outcome: OutcomeRecord): BatchOutcome {
  if (!("error" in outcome)) return outcome;
  const { name: _, ...fields } = outcome.error;
  return { identifier: outcome.identifier, state: outcome.state, error: new MySafeError(fields) };
}

function known(value: object, members: object): object {
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(members)
      .filter((key) => fields[key] !== undefined)
      .map((key) => [key, fields[key]]),
  );
}
