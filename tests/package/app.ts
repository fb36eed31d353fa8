// Code that compiles, and code that must not: under every configuration of types.test.mjs.

import {
  type AccessTokenRequest,
  type ApiSecret,
  type ApiSecretSummary,
  type ApiSecrets,
  activate,
  type BatchOutcome,
  type BatchReport,
  deactivate,
  type FindMatch,
  type FindOptions,
  type FindProgress,
  type FindReport,
  type FindResult,
  type Identifier,
  type ItemSummary,
  isMySafeError,
  type Kind,
  MySafe,
  type MySafeErrorCode,
  type MySafeEvent,
  type MySafeOptions,
  type Note,
  type NoteSummary,
  type Notes,
  type Password,
  type PasswordSummary,
  type Passwords,
  type StateChange,
} from "mysafe-wasm";
import { init, MySafe as Slim } from "mysafe-wasm/slim";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
declare function is<_T extends true>(): void;
declare function isNot<_T extends false>(): void;

const baseUrl = "https://vault.example";
const credentials = { clientId: "id", clientSecret: "secret" };
declare const outcome: BatchOutcome;
declare const event: MySafeEvent;
declare const report: BatchReport;
declare const result: FindResult;
declare const thrown: unknown;

// Exactly one kind of credentials.
export const byClient: MySafeOptions = { baseUrl, ...credentials };
export const byToken: MySafeOptions = { baseUrl, accessToken: "token" };
export const byFunction: MySafeOptions = {
  baseUrl,
  accessToken: async ({ refresh, signal }) => {
    is<Same<typeof refresh, boolean>>();
    isNot<IsAny<typeof signal>>();
    return signal.aborted ? "" : "token";
  },
};
isNot<IsAny<AccessTokenRequest["signal"]>>();
// @ts-expect-error both kinds
export const both: MySafeOptions = { baseUrl, ...credentials, accessToken: "token" };
// @ts-expect-error half of one kind
export const half: MySafeOptions = { baseUrl, clientId: "id" };
// @ts-expect-error no credentials
export const none: MySafeOptions = { baseUrl };
// @ts-expect-error no baseUrl
export const nowhere: MySafeOptions = { accessToken: "token" };
// @ts-expect-error a misspelt option
export const mistyped: MySafeOptions = { baseUrl, accessToken: "token", timout: 1 };
// @ts-expect-error not a form of the token request
export const form: MySafeOptions = { baseUrl, ...credentials, token: { credentials: "query" } };
export const never: MySafeOptions = { baseUrl, ...credentials, retry: false };
// @ts-expect-error not a value of retry
export const always: MySafeOptions = { baseUrl, ...credentials, retry: true };

// Identifiers, and objects that have one.
is<Same<Identifier, string | number | bigint>>();
const mysafe = new MySafe(byClient);
export const calls: Promise<StateChange>[] = [
  mysafe.activate("43"),
  mysafe.deactivate(43, { timeout: 1000, deadline: Number.POSITIVE_INFINITY }),
  mysafe.deactivate(43n),
  activate("43", byClient),
  deactivate("43", { baseUrl, ...credentials, deadline: 1000 }),
];
export const many: Promise<BatchReport>[] = [
  mysafe.deactivateMany(["43", 44, { identifier: 45n }]),
  mysafe.deactivateMany(new Set(["43"]), {
    concurrency: 4,
    onProgress: ({ done, outcome: { state } }) => [done, state],
  }),
  mysafe.list().then((secrets) => mysafe.activateMany(secrets)),
  mysafe.activateMany(report.outcomes.filter(({ state }) => state === "changed")),
];
export const finding: Promise<FindReport>[] = [
  mysafe.find(["a leaked value"]),
  mysafe.passwords.find(new Set(["a leaked value"]), {
    among: ["43", 44, { identifier: 45n }],
    ...{ concurrency: 4, outage: Number.POSITIVE_INFINITY, timeout: 1000 },
    onProgress: ({ done, total, result: { state } }) => [done, total, state],
  }),
  mysafe.notes.list().then((among) => mysafe.notes.find(["a leaked value"], { among })),
];
is<Same<FindProgress["result"], FindResult>>();
is<Same<FindReport["kind"], Kind>>();
export const switchedOff = finding.map(async (found) =>
  mysafe.deactivateMany((await found).results.filter(({ state }) => state === "found")),
);
// @ts-expect-error a value is a string
export const numeric = mysafe.find([43]);
// @ts-expect-error find switches nothing
export const verified: FindOptions = { verify: true };
// @ts-expect-error no identifier
export const absent = mysafe.activate();
// @ts-expect-error an object is no identifier of a single call
export const wrong = mysafe.activate({ identifier: "43" });
// @ts-expect-error required fields are missing
export const incomplete = mysafe.create({ name: "billing" });
export const changed = mysafe.update("43", { notes: "rotated" });
// @ts-expect-error no such field
export const unknownField = mysafe.update("43", { note: "rotated" });
// @ts-expect-error a filter is camelCase
export const filtered = mysafe.list({ identifier_code: "billing" });

// Each kind of item has its own types, and MySafe's own methods are those of API secrets.
is<Same<Kind, "apiSecret" | "password" | "note">>();
is<Same<MySafe["apiSecrets"], ApiSecrets>>();
is<Same<MySafe["passwords"], Passwords>>();
is<Same<MySafe["notes"], Notes>>();
is<Same<ReturnType<MySafe["get"]>, Promise<ApiSecret>>>();
is<Same<ReturnType<MySafe["list"]>, Promise<ApiSecretSummary[]>>>();
is<Same<ReturnType<ApiSecrets["get"]>, Promise<ApiSecret>>>();
is<Same<ReturnType<Passwords["get"]>, Promise<Password>>>();
is<Same<ReturnType<Passwords["list"]>, Promise<PasswordSummary[]>>>();
is<Same<ReturnType<Passwords["create"]>, Promise<Password>>>();
is<Same<ReturnType<Notes["update"]>, Promise<Note>>>();
is<Same<ReturnType<Notes["list"]>, Promise<NoteSummary[]>>>();
is<Same<ReturnType<Notes["deactivate"]>, Promise<StateChange>>>();
is<Same<StateChange["kind"], Kind>>();
is<Same<BatchReport["kind"], Kind>>();
is<Same<Password["totp"], string | undefined>>();
is<Same<keyof PasswordSummary, keyof ItemSummary | "url" | "username" | "tags">>();
is<Same<keyof NoteSummary, keyof ItemSummary | "tags">>();
export const items: Promise<unknown>[] = [
  mysafe.passwords.list({ tag: "t", name: "n", username: "u", url: "https://mail.example" }),
  mysafe.passwords.create({ name: "n", username: "u", password: "p", secretKey: "JBSWY3DP", notes: "n", tags: "t" }),
  mysafe.passwords.update("43", { password: "p", usersAllowed: [] }),
  mysafe.notes.list({ tag: "t", name: "n" }),
  mysafe.notes.create({ name: "n", note: "n" }),
];
// Code for any kind.
export async function switchOff(items: ApiSecrets | Passwords | Notes): Promise<BatchReport> {
  return items.deactivateMany(await items.list({ tag: "leaked" }));
}
export const everything = [mysafe, mysafe.apiSecrets, mysafe.passwords, mysafe.notes].map(switchOff);
// @ts-expect-error a filter of passwords
export const byUser = mysafe.list({ username: "ana" });
// @ts-expect-error a filter of API secrets
export const byCode = mysafe.passwords.list({ identifierCode: "x" });
// @ts-expect-error a filter of passwords
export const byUrl = mysafe.notes.list({ url: "x" });
// @ts-expect-error a password is missing
export const noPassword = mysafe.passwords.create({ name: "n", username: "u" });
// @ts-expect-error a one-time code is made by MySafe
export const ownCode = mysafe.passwords.update("43", { totp: "123456" });
// @ts-expect-error a password has notes
export const otherNote = mysafe.passwords.update("43", { note: "x" });
// @ts-expect-error the text is missing
export const noText = mysafe.notes.create({ name: "n" });
// @ts-expect-error an entry of a list holds no value
export const valued = mysafe.passwords.list().then(([first]) => first?.password);
// @ts-expect-error only a client is closed
mysafe.passwords.close();

// The state of an outcome narrows its other fields.
export function narrowed(): string {
  switch (outcome.state) {
    case "changed":
    case "unchanged":
      is<Same<typeof outcome.change, StateChange>>();
      // @ts-expect-error no error
      return outcome.error;
    case "failed":
    case "unknown":
      is<Same<typeof outcome.error.code, MySafeErrorCode>>();
      // @ts-expect-error no change
      return outcome.change;
    case "skipped":
      // @ts-expect-error no error
      return outcome.error;
  }
}

// The state of a result narrows its other fields.
export function known(): string | readonly FindMatch[] {
  switch (result.state) {
    case "found":
      is<Same<keyof FindMatch, "value" | "field">>();
      return result.matches;
    case "unseen":
      is<Same<typeof result.error.code, MySafeErrorCode>>();
      // @ts-expect-error nothing was found
      return result.matches;
    case "different":
    case "skipped":
      // @ts-expect-error no error
      return result.error;
  }
}

// The codes are a closed union.
if (isMySafeError(thrown)) {
  isNot<IsAny<typeof thrown>>();
  is<Same<typeof thrown.code, MySafeErrorCode>>();
  is<Same<typeof thrown.retryable, boolean>>();
  // @ts-expect-error no such code
  if (thrown.code === "NOTFOUND") console;
  if (thrown.code === "NOT_FOUND" || thrown.code === "RATE_LIMITED") {
    is<Same<typeof thrown.code, "NOT_FOUND" | "RATE_LIMITED">>();
  }
}

// The type of an event narrows its other fields.
if (event.type === "retry") {
  is<Same<typeof event.delay, number>>();
} else {
  // @ts-expect-error only a retry has a delay
  event.delay;
}

// The slim entry has the same client, and `init` takes what WebAssembly can be loaded from.
export const slim: Promise<StateChange> = new Slim(byClient).activate("43");
export const loading: Promise<void>[] = [init("/mysafe.wasm"), init(new ArrayBuffer(8)), init(new Uint8Array(8))];
// @ts-expect-error no argument
export const empty = init();

mysafe.close();

/** Results are read-only. */
export function cannot(change: StateChange): void {
  // @ts-expect-error read only
  change.active = true;
  // @ts-expect-error read only
  report.outcomes.push(outcome);
  // @ts-expect-error read only
  result.state = "different";
  // @ts-expect-error read only
  if (isMySafeError(thrown)) thrown.code = "API";
}
