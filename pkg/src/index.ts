/** A client of MySafe that carries its WebAssembly. `mysafe-wasm/slim` is the same client without it.
 *
 * @module mysafe-wasm */

// The build makes an entry of this file for each runtime. They differ in `#source`, which is the file of the entry's
// name in source/, and in nothing else (scripts/build/bundle.mjs). To the compiler it is source/index.ts.

import { source } from "#source";
import { Client, clientOf } from "./client.js";
import type { Identifier, MySafeOptions, StateChange, SwitchOptions } from "./types.js";

export type { ApiSecrets, Notes, Passwords } from "./client.js";
export { isMySafeError, MySafeError } from "./client.js";
export type { MySafeErrorCode, MySafeErrorFields } from "./error.js";
export type { Items } from "./items.js";
export type { ApiSecret, ApiSecretSummary, ListFilter, NewApiSecret } from "./kinds/api-secret.js";
export type { ItemSummary, Kind } from "./kinds/kind.js";
export type { NewNote, Note, NoteFilter, NoteSummary } from "./kinds/note.js";
export type { NewPassword, Password, PasswordFilter, PasswordSummary } from "./kinds/password.js";
export type { GroupShare, NewShares, Shares, UserShare } from "./kinds/share.js";
export type { FetchInit, FetchResponse, Signal, Url } from "./platform.js";
export type {
  AccessTokenProvider,
  AccessTokenRequest,
  BatchOptions,
  BatchOutcome,
  BatchProgress,
  BatchReport,
  CallOptions,
  ConnectionOptions,
  FindMatch,
  FindOptions,
  FindProgress,
  FindReport,
  FindResult,
  Identifier,
  Many,
  MySafeEvent,
  MySafeEventBase,
  MySafeOptions,
  ReferrerPolicyName,
  RetryOptions,
  StateChange,
  SwitchOptions,
  TokenOptions,
} from "./types.js";

/** A client of one MySafe, with one set of credentials and one token.
 *
 * All its calls share the token, which is requested at the first call, and renewed before it expires or after MySafe
 * refused it. In `mysafe-wasm/slim`, `init` loads the WebAssembly; elsewhere the first call does.
 *
 * @example
 * ```ts
 * const mysafe = new MySafe({ baseUrl: "https://vault.example", clientId, clientSecret });
 * const { changed } = await mysafe.deactivate("43");
 * ```
 *
 * @example Closed at the end of its block
 * ```ts
 * using mysafe = new MySafe({ baseUrl: "https://vault.example", clientId, clientSecret });
 * await mysafe.deactivate("43");
 * ``` */
export class MySafe extends Client {
  /** Copies the options; sends and loads nothing, and never throws. A client may therefore be made at module scope and
   * while a page is rendered on a server. Wrong options are rejected by {@link MySafe.ready} and by each call.
   *
   * @example In a page, with a token of a broker at the page's origin, so that no client secret is in the browser. It is
   * what `brokerToken("/token")` of `mysafe-broker/browser` does
   * ```ts
   * const mysafe = new MySafe({
   *   baseUrl: "/",
   *   accessToken: async ({ signal }) => {
   *     const response = await fetch("/token", { method: "POST", signal });
   *     return (await response.json()).access_token;
   *   },
   * });
   * ``` */
  constructor(options: MySafeOptions) {
    super(options, source);
  }
}

/** Switches an API secret on, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @example
 * ```ts
 * const options = { baseUrl: "https://vault.example", clientId, clientSecret };
 * const { changed } = await activate("43", options);
 * ```
 *
 * @throws {MySafeError} As {@link MySafe.activate} does. */
export function activate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).activate(identifier, options);
}

/** Switches an API secret off, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @example
 * ```ts
 * const options = { baseUrl: "https://vault.example", clientId, clientSecret };
 * const { changed } = await deactivate("43", options);
 * ```
 *
 * @throws {MySafeError} As {@link MySafe.deactivate} does. */
export function deactivate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).deactivate(identifier, options);
}
