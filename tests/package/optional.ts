// An option may be undefined: an app under exactOptionalPropertyTypes passes on its own optional settings.

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

/** T with `undefined` allowed in its optional properties. */
type Loose<T> = { [Name in keyof T]: Record<never, never> extends Pick<T, Name> ? T[Name] | undefined : T[Name] };
type Takes<T> = Loose<T> extends T ? true : false;
declare function is<_T extends true>(): void;

is<Takes<ConnectionOptions>>();
is<Takes<TokenOptions>>();
is<Takes<RetryOptions>>();
is<Takes<CallOptions>>();
is<Takes<SwitchOptions>>();
is<Takes<BatchOptions>>();
// The check can fail.
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

// Arguments other than options are exact: an undefined filter would list every secret, an undefined change nothing.
// @ts-expect-error no tag
export const all = mysafe.list({ tag: undefined });
// @ts-expect-error no value
export const unchanged = mysafe.update("43", { clientSecret: undefined });
