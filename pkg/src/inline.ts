import { type Instance, instantiate } from "./instance.js";
import gzipped from "./wasm/inline.js";

/** What Node, Deno and Bun have at hand: to load their streams would take longer than all the rest. */
interface BuiltIn {
  readonly Buffer?: { from(text: string, encoding: "base64"): Uint8Array };
  readonly process?: {
    getBuiltinModule?(
      name: "zlib",
    ): { gunzipSync(packed: Uint8Array, options: { chunkSize: number }): Uint8Array<ArrayBuffer> } | undefined;
  };
}

/** Younger than the compiler's idea of a browser. */
interface FromBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

/** Compiles the WebAssembly that this module carries in itself: no path, no plugin, no MIME type can be wrong. */
export async function inline(): Promise<Instance> {
  const { Buffer, process } = globalThis as BuiltIn;
  const zlib = process?.getBuiltinModule?.("zlib");
  return instantiate(
    zlib && Buffer
      ? // In one piece, and compiled here and now: the way to another thread and back takes longer than it saves.
        new WebAssembly.Module(zlib.gunzipSync(Buffer.from(gzipped, "base64"), { chunkSize: 131_072 }))
      : await WebAssembly.compile(await unpacked()),
  );
}

async function unpacked(): Promise<BufferSource> {
  // Takes a tenth of the time, where the browser has it.
  let packed = (Uint8Array as FromBase64).fromBase64?.(gzipped);
  if (!packed) {
    const text = atob(gzipped);
    packed = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index += 1) {
      packed[index] = text.charCodeAt(index);
    }
  }
  // Not by way of a Blob: that of jsdom, in which many apps are tested, cannot be streamed.
  const stream = new Response(packed).body as ReadableStream<BufferSource>;
  return new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
