// The entry for every bundler and runtime that can compile WebAssembly: it comes along in a module of its own, loaded at
// the first call.

import { Client, clientOf } from "./client.js";
import type { Identifier, MySafeOptions, StateChange, SwitchOptions } from "./types.js";

export * from "./public.js";

/** A client of one MySafe, with one set of credentials and one token.
 *
 * ```ts
 * const mysafe = new MySafe({ baseUrl: "https://vault.example", clientId, clientSecret });
 * const { changed } = await mysafe.deactivate("43");
 * ```
 *
 * Source: "Deactivate or activate an API secret" of the MySafe API documentation. */
export class MySafe extends Client {
  /** Takes the options and does nothing yet: it never throws, so a client may stand at module scope and in server
   * rendering. What is wrong with the options, `ready` and each call say. */
  constructor(options: MySafeOptions) {
    super(options, () => import("./inline.js").then(({ inline }) => inline()));
  }
}

/** Switches an API secret on, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.activate}. */
export function activate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).activate(identifier, options);
}

/** Switches an API secret off, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.deactivate}. */
export function deactivate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).deactivate(identifier, options);
}
