import { Handle, initSync } from "./wasm/glue.js";
import gzipped from "./wasm/inline.js";

/** Compiles the WebAssembly that this chunk carries, and gives what it exports. */
export async function instantiate(): Promise<typeof Handle> {
  const packed = Uint8Array.from(atob(gzipped), (char) => char.charCodeAt(0));
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  initSync({ module: await WebAssembly.compile(await bytes) });
  return Handle;
}
