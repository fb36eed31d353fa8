import { __wbg_reset_state, Handle, initSync, onTrap, wipe } from "./wasm/glue.js";

/** An instance of the WebAssembly. */
export interface Instance {
  readonly Handle: typeof Handle;
  /** Overwrites the memory, which holds credentials and answers, and starts anew. Earlier handles are void. */
  reset(): void;
  /** Sets the handler of a trap in a callback: it is given what was thrown. */
  onTrap(handler: (thrown: unknown) => void): void;
}

/** Instantiates the WebAssembly. The glue has one instance at a time. */
export function instantiate(module: WebAssembly.Module): Instance {
  initSync({ module });
  const reset = () => {
    wipe();
    __wbg_reset_state();
  };
  return { Handle, reset, onTrap };
}
