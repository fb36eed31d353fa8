import { __wbg_reset_state, Handle, initSync, onTrap } from "./wasm/glue.js";

/** The WebAssembly, ready for use. */
export interface Instance {
  readonly Handle: typeof Handle;
  /** Starts afresh; every handle made before is void. */
  reset(): void;
  /** Has `handler` told of what is thrown when it traps in a callback. */
  onTrap(handler: (thrown: unknown) => void): void;
}

/** Makes the one instance that there is. */
export function instantiate(module: WebAssembly.Module): Instance {
  initSync({ module });
  return { Handle, reset: __wbg_reset_state, onTrap };
}
