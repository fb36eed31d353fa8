import { __wbg_reset_state, Handle, initSync, onTrap, wipe } from "./wasm/glue.js";

/** The WebAssembly, ready for use. */
export interface Instance {
  readonly Handle: typeof Handle;
  /** Overwrites the memory, in which credentials and answers stand, and starts afresh; every handle made before is void. */
  reset(): void;
  /** Has `handler` told of what is thrown when it traps in a callback. */
  onTrap(handler: (thrown: unknown) => void): void;
}

/** Makes the one instance that there is. */
export function instantiate(module: WebAssembly.Module): Instance {
  initSync({ module });
  const reset = () => {
    wipe();
    __wbg_reset_state();
  };
  return { Handle, reset, onTrap };
}
