import { __wbg_reset_state, Handle, initSync, onTrap } from "./wasm/glue.js";
import gzipped from "./wasm/inline.js";

/** Compiles the WebAssembly that this chunk carries, and gives what it exports. When it traps in a callback, `trapped`
 * is told. */
export async function instantiate(trapped: (thrown: unknown) => void): Promise<Instance> {
  const packed = Uint8Array.from(atob(gzipped), (char) => char.charCodeAt(0));
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  initSync({ module: await WebAssembly.compile(await bytes) });
  onTrap(trapped);
  return { Handle, reset: __wbg_reset_state };
}

/** The WebAssembly, ready for use. */
export interface Instance {
  readonly Handle: typeof Handle;
  /** Starts afresh; every handle made before is void. */
  reset(): void;
}
