// Edge functions (of Next.js and Vercel) compile no bytes: there the WebAssembly is imported as a module, in the one
// way that their bundlers know. What it exports is documented in index.ts.

import module from "../mysafe.wasm?module";
import { Client, clientOf } from "./client.js";
import { instantiate } from "./instance.js";
import type { Identifier, MySafeOptions, StateChange, SwitchOptions } from "./types.js";

export * from "./public.js";

export class MySafe extends Client {
  constructor(options: MySafeOptions) {
    super(options, async () => instantiate(module));
  }
}

export function activate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).activate(identifier, options);
}

export function deactivate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).deactivate(identifier, options);
}
