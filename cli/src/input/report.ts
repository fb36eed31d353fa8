import { type BatchOutcome, type Kind, MySafeError, type MySafeErrorFields, type StateChange } from "mysafe-wasm";
import { Failure } from "../failure.js";
import type { Timing } from "../journal/turn.js";
import { kinds } from "../kinds.js";
import type { ReadReport } from "./reading.js";
import { looksOf, turnsOf } from "./turns.js";

type Fields = Readonly<Record<string, unknown>>;
type Action = ReadReport["action"];
type ReadOutcome = ReadReport["outcomes"][number];

/** What the parts of a report have to agree with. */
interface Context {
  readonly kind: Kind;
  readonly action: Action;
  readonly description: string;
}

/** Whether a value from JSON is a report, or means to be one. */
export function isReport(value: unknown): value is Fields {
  return isObject(value) && Object.hasOwn(value, "outcomes");
}

/** Checks a report: of `JSON.stringify` in a script, of the admin page, or of this command. The file is untrusted: a field
 * that decides about an item must be there and agree with the others, and a field for information may be absent. */
export function reportOf(value: unknown, description: string): ReadReport {
  if (!isObject(value)) throw new Failure(`${description} is not a report`);
  const { action, address, outcomes } = value;
  if (!isAction(action)) throw wrong(description, "action", 'is not "activate" or "deactivate"');
  // Reports of 0.1.0 name no kind.
  const kind = Object.hasOwn(value, "kind") ? value.kind : "apiSecret";
  if (!isKind(kind)) throw wrong(description, "kind", "is not the name of a kind");
  if (!Array.isArray(outcomes)) throw wrong(description, "outcomes", "is not a list");
  const text = (name: string) => known(name, optional(value[name], "string", description, name));
  const place = optional(address, "string", description, "address");
  const runs = turnsOf(value.runs);
  const context: Context = { kind, action, description };
  return {
    kind,
    action,
    ...(place !== undefined && { address: place }),
    ...text("tenant"),
    ...text("startedAt"),
    ...text("endedAt"),
    ...known("duration", optional(value.duration, "number", description, "duration")),
    ...known("runs", runs),
    ...known("verifications", turnsOf(value.verifications)),
    ...known("aborted", optional(value.aborted, "boolean", description, "aborted")),
    ...known("ended", optional(value.ended, "boolean", description, "ended")),
    ...known("error", endOf(value.error, context)),
    ...known("undone", identifiersOf(value.undone, description, "undone")),
    ...known("maybeUndone", identifiersOf(value.maybeUndone, description, "maybeUndone")),
    outcomes: outcomes.map((outcome, index) => {
      const read = outcomeOf(outcome, context, `outcomes[${index}]`);
      return { ...read, ...timingOf(outcome, runs?.length ?? 0) };
    }),
  };
}

/** Why the run ended early, if it did. */
function endOf(error: unknown, context: Context): ReadReport["error"] {
  if (error === undefined || error === null) return undefined;
  const { code, message } = errorOf(error, context, "error");
  return { code, message };
}

/** When an outcome came, and what later looks saw. That is for information: what is none of these is left out. */
function timingOf(value: unknown, runs: number): Timing {
  const { at, run, looks } = value as Fields;
  return {
    ...(typeof at === "string" && { at }),
    ...(typeof run === "number" && Number.isInteger(run) && run >= 1 && run <= runs && { run }),
    ...known("looks", looksOf(looks)),
  };
}

/** The identifiers of a list that may be absent. */
function identifiersOf(value: unknown, description: string, path: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrong(description, path, "is not a list");
  return value.map((identifier, index) => {
    if (typeof identifier !== "string") throw wrong(description, `${path}[${index}]`, "is not a text");
    return identifier;
  });
}

function outcomeOf(value: unknown, context: Context, path: string): ReadOutcome {
  const { description } = context;
  if (!isObject(value)) throw wrong(description, path, "is not an object");
  const { identifier } = value;
  if (typeof identifier !== "string") throw wrong(description, `${path}.identifier`, "is not a text");
  const name = optional(value.name, "string", description, `${path}.name`);
  return { ...stateOf(identifier, value, context, path), ...(name !== undefined && { name }) };
}

function stateOf(identifier: string, value: Fields, context: Context, path: string): BatchOutcome {
  const { state } = value;
  switch (state) {
    case "changed":
    case "unchanged":
      return {
        identifier,
        state,
        change: changeOf(value.change, { identifier, isChanged: state === "changed" }, context, `${path}.change`),
      };
    case "failed":
    case "unknown":
      return { identifier, state, error: errorOf(value.error, context, `${path}.error`) };
    case "skipped":
      return { identifier, state };
    default:
      throw wrong(context.description, `${path}.state`, "is not the name of a state");
  }
}

interface Expected {
  readonly identifier: string;
  readonly isChanged: boolean;
}

/** Checks a change. An undo depends on it, so it may not contradict its outcome. */
function changeOf(value: unknown, expected: Expected, context: Context, path: string): StateChange {
  const { description, kind, action } = context;
  if (!isObject(value)) throw wrong(description, path, "is not an object");
  const { identifier } = expected;
  checkKind(value, context, path);
  if (value.identifier !== undefined && value.identifier !== identifier) {
    throw wrong(description, `${path}.identifier`, "is not the identifier of its outcome");
  }
  const active = required(value.active, description, `${path}.active`);
  if (active !== (action === "activate")) throw wrong(description, `${path}.active`, `contradicts "${action}"`);
  const changed = required(value.changed, description, `${path}.changed`);
  if (changed !== expected.isChanged) throw wrong(description, `${path}.changed`, "contradicts the state");
  return {
    ...{ kind, identifier, active, changed },
    certain: required(value.certain, description, `${path}.certain`),
    // Reports of 0.1.0 have no `verified`.
    verified: optional(value.verified, "boolean", description, `${path}.verified`) ?? false,
    message: optional(value.message, "string", description, `${path}.message`) ?? "",
    status: optional(value.status, "number", description, `${path}.status`) ?? 0,
    attempts: optional(value.attempts, "number", description, `${path}.attempts`) ?? 0,
  };
}

function errorOf(value: unknown, context: Context, path: string): MySafeError {
  const { description } = context;
  if (!isObject(value)) throw wrong(description, path, "is not an object");
  checkKind(value, context, path);
  const { code } = value;
  if (!isCode(code)) throw wrong(description, `${path}.code`, "is not a code of an error");
  const text = (name: string) => known(name, optional(value[name], "string", description, `${path}.${name}`));
  const number = (name: string) => known(name, optional(value[name], "number", description, `${path}.${name}`));
  return new MySafeError({
    ...{ code, message: "" },
    ...(context.kind !== "apiSecret" && { kind: context.kind }), // as the client does
    ...text("message"),
    ...text("operation"),
    ...text("identifier"),
    ...text("requestId"),
    ...number("status"),
    ...number("apiCode"),
    ...number("attempts"),
    retryable: optional(value.retryable, "boolean", description, `${path}.retryable`) ?? false,
  });
}

/** Refuses a part of the report that is about another kind than the report: its items are not known then. */
function checkKind(value: Fields, { kind, description }: Context, path: string): void {
  if (value.kind !== undefined && value.kind !== kind) throw wrong(description, `${path}.kind`, "is not the report's");
}

const codes: Readonly<Record<MySafeErrorFields["code"], true>> = {
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

function isCode(value: unknown): value is MySafeErrorFields["code"] {
  return typeof value === "string" && Object.hasOwn(codes, value);
}

function isAction(value: unknown): value is Action {
  return value === "activate" || value === "deactivate";
}

function isKind(value: unknown): value is Kind {
  return Object.values(kinds).some((kind) => kind === value);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function required(value: unknown, description: string, path: string): boolean {
  if (typeof value !== "boolean") throw wrong(description, path, "is not true or false");
  return value;
}

interface Types {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

function optional<T extends keyof Types>(
  value: unknown,
  type: T,
  description: string,
  path: string,
): Types[T] | undefined {
  // JSON of other languages has `null` for what is absent.
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type) throw wrong(description, path, `is not a ${type}`);
  return value as Types[T];
}

function known<T>(name: string, value: T | undefined): Readonly<Record<string, T>> {
  return value === undefined ? {} : { [name]: value };
}

function wrong(description: string, path: string, problem: string): Failure {
  return new Failure(`${description} is not a report that can be used: ${path} ${problem}`);
}
