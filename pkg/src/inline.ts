import { type Instance, instantiate } from "./instance.js";
import gzipped from "./wasm/inline.js";

/** Compiles the WebAssembly that this module carries in itself: no path, no plugin, no MIME type can be wrong. */
export async function inline(): Promise<Instance> {
  const packed = Uint8Array.from(atob(gzipped), (char) => char.charCodeAt(0));
  // Not by way of a Blob: that of jsdom, in which many apps are tested, cannot be streamed.
  const stream = new Response(packed).body as ReadableStream<BufferSource>;
  const bytes = new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  return instantiate(await WebAssembly.compile(await bytes));
}
