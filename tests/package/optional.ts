// An option that is there and undefined is one that is left out: an app under exactOptionalPropertyTypes may hand on what
// it was given, or was not.

import {
  activate,
  type BatchOptions,
  type CallOptions,
  type ConnectionOptions,
  MySafe,
  type MySafeOptions,
  type RetryOptions,
  type SwitchOptions,
  type TokenOptions,
} from "mysafe-wasm";

/** The same with `undefined` allowed in whatever may be left out. */
type Loose<T> = { [Name in keyof T]: Record<never, never> extends Pick<T, Name> ? T[Name] | undefined : T[Name] };
type Takes<T> = Loose<T> extends T ? true : false;
declare function is<_T extends true>(): void;

is<Takes<ConnectionOptions>>();
is<Takes<TokenOptions>>();
is<Takes<RetryOptions>>();
is<Takes<CallOptions>>();
is<Takes<SwitchOptions>>();
is<Takes<BatchOptions>>();
// The check is one: there are types that it refuses.
is<Takes<{ one?: string }> extends true ? false : true>();

declare const tenant: string | undefined;
declare const signal: CallOptions["signal"];
declare const timeout: number | undefined;
const baseUrl = "https://vault.example";

export const byClient: MySafeOptions = {
  ...{ baseUrl, tenant, timeout, fetch: undefined, onEvent: undefined },
  ...{ clientId: "id", clientSecret: "secret", accessToken: undefined },
};
export const byToken: MySafeOptions = { baseUrl, accessToken: "token", clientId: undefined, clientSecret: undefined };
// @ts-expect-error no credentials
export const none: MySafeOptions = { baseUrl, accessToken: undefined, clientId: undefined, clientSecret: undefined };

const mysafe = new MySafe(byClient);
export const calls = [
  mysafe.deactivate("43", { signal, timeout, verify: undefined }),
  mysafe.list({}, { signal }),
  mysafe.deactivateMany(["43"], { signal, concurrency: undefined, onProgress: undefined }),
  activate("43", { ...byClient, signal }),
];

// What is no option stays exact. A filter that is undefined would list every secret, and a change would change nothing.
// @ts-expect-error no tag
export const all = mysafe.list({ tag: undefined });
// @ts-expect-error no value
export const unchanged = mysafe.update("43", { clientSecret: undefined });
