import { type Instance, instantiate } from "./instance.js";
import gzipped from "./wasm/inline.js";

/** The parts of Node, Deno and Bun that are used here. Their web streams take longer to load than all the rest. */
interface Server {
  readonly Buffer?: { from(text: string, encoding: "base64"): Uint8Array };
  readonly process?: {
    getBuiltinModule?(
      name: "zlib",
    ): { gunzipSync(packed: Uint8Array, options: { chunkSize: number }): Uint8Array<ArrayBuffer> } | undefined;
  };
}

/** Newer than the compiler's types of a browser. */
interface FromBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

/** Instantiates the WebAssembly that this module carries. It needs no path, no bundler's plugin and no MIME type. */
export async function inline(): Promise<Instance> {
  const { Buffer, process } = globalThis as Server;
  const zlib = process?.getBuiltinModule?.("zlib");
  return instantiate(
    zlib && Buffer
      ? // In one chunk and compiled on this thread: the way to another thread and back takes longer than it saves.
        new WebAssembly.Module(zlib.gunzipSync(Buffer.from(gzipped, "base64"), { chunkSize: 131_072 }))
      : await WebAssembly.compile(await unpacked()),
  );
}

async function unpacked(): Promise<BufferSource> {
  // A tenth of the time that atob takes.
  let packed = (Uint8Array as FromBase64).fromBase64?.(gzipped);
  if (!packed) {
    const text = atob(gzipped);
    packed = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index += 1) {
      packed[index] = text.charCodeAt(index);
    }
  }
  // The body of a Response, not the stream of a Blob: jsdom, in which many apps are tested, has a Blob without stream().
  const stream = new Response(packed).body as ReadableStream<BufferSource>;
  return new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
