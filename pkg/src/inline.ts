import { type Instance, instantiate } from "./instance.js";
import gzipped from "./wasm/inline.js";

/** What Node, Deno and Bun have at hand: to load their streams would take longer than all the rest. */
interface BuiltIn {
  readonly Buffer?: { from(text: string, encoding: "base64"): Uint8Array };
  readonly process?: {
    getBuiltinModule?(name: "zlib"): { gunzipSync(packed: Uint8Array): Uint8Array<ArrayBuffer> } | undefined;
  };
}

/** Compiles the WebAssembly that this module carries in itself: no path, no plugin, no MIME type can be wrong. */
export async function inline(): Promise<Instance> {
  return instantiate(await WebAssembly.compile(await unpacked()));
}

async function unpacked(): Promise<BufferSource> {
  const { Buffer, process } = globalThis as BuiltIn;
  const zlib = process?.getBuiltinModule?.("zlib");
  if (zlib && Buffer) {
    return zlib.gunzipSync(Buffer.from(gzipped, "base64"));
  }
  const text = atob(gzipped);
  const packed = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    packed[index] = text.charCodeAt(index);
  }
  // Not by way of a Blob: that of jsdom, in which many apps are tested, cannot be streamed.
  const stream = new Response(packed).body as ReadableStream<BufferSource>;
  return new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
