// The WebAssembly of `mysafe-wasm/slim`: what the app gives to `init`.

import { MySafeError, notCompiledRemedy, notLoaded } from "../client.js";
import { type Instance, instantiate } from "../instance.js";
import type { Source } from "../load.js";
import type { FetchResponse, Url, WasmModule } from "../platform.js";

/** What {@link init} loads the WebAssembly from: `mysafe-wasm/mysafe.wasm`, compiled, as bytes, as the response to a
 * request for it, or as its URL. */
export type WasmSource = WasmModule | ArrayBuffer | ArrayBufferView | FetchResponse | Url | string;

let loading: Promise<Instance> | undefined;

/** @internal */
export const source: Source = () => loading ?? Promise.reject(notInitialized());

/** Loads the WebAssembly, once for all clients. Calls wait while it is loading; without it they reject with `INTERNAL`.
 *
 * After a success, another `init` does nothing; after a failure, the next one tries again. A response of the type
 * `application/wasm` is compiled while it arrives, any other once it is complete.
 *
 * @example In a page: streamed
 * ```ts
 * import { init, MySafe } from "mysafe-wasm/slim";
 *
 * await init(fetch("/assets/mysafe.wasm"));
 * const mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: "token" });
 * ```
 *
 * @example In a worker: compiled by its page
 * ```ts
 * import { init } from "mysafe-wasm/slim";
 *
 * addEventListener("message", ({ data }: MessageEvent<WebAssembly.Module>) => init(data), { once: true });
 * ```
 *
 * @throws {MySafeError} `INVALID_ARGUMENT` when `source` is nothing to load from, `INTERNAL` when it cannot be loaded or
 * compiled; the message says what to do. */
export async function init(source: WasmSource | Promise<WasmSource>): Promise<void> {
  const earlier = loading ?? Promise.reject();
  const attempt = earlier.catch(async () => {
    const module = await compile(await resolved(source));
    try {
      return instantiate(module);
    } catch (thrown) {
      // Safari applies the page's policy only here.
      return notCompiled("what is given to init")(thrown);
    }
  });
  loading = attempt;
  try {
    await attempt;
  } catch (thrown) {
    if (loading === attempt) {
      loading = undefined;
    }
    throw thrown;
  }
}

function notInitialized(): MySafeError {
  const message =
    "mysafe-wasm/slim has no WebAssembly yet: call `init(…)` with mysafe-wasm/mysafe.wasm before the first call, or " +
    "import mysafe-wasm, which brings its own.";
  return new MySafeError({ code: "INTERNAL", message, retryable: true });
}

async function resolved(source: WasmSource | Promise<WasmSource>): Promise<WasmSource> {
  try {
    return await source;
  } catch (thrown) {
    throw notLoaded(thrown, "That is what the promise given to init was rejected with.");
  }
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  // Unlike instanceof, the tag is the same in every realm.
  const tag = Object.prototype.toString.call(source);
  if (tag === "[object WebAssembly.Module]") {
    return source as WebAssembly.Module;
  }
  if (tag === "[object ArrayBuffer]" || ArrayBuffer.isView(source)) {
    return compileBytes(source as BufferSource, "these bytes");
  }
  if (typeof source === "string" || tag === "[object URL]") {
    return compileResponse(await fetched(String(source)));
  }
  if (typeof (source as Response)?.arrayBuffer === "function") {
    return compileResponse(source as Response);
  }
  const message = "init: give the WebAssembly as a WebAssembly.Module, as bytes, as a Response, or as its URL.";
  throw new MySafeError({ code: "INVALID_ARGUMENT", message });
}

async function fetched(url: string): Promise<Response> {
  try {
    return await fetch(url);
  } catch (thrown) {
    const remedy = url.startsWith("file:")
      ? "fetch reads no files: read it yourself, and give init its bytes."
      : `${url} has to be an address that answers, and that connect-src and CORS allow.`;
    throw notLoaded(thrown, remedy);
  }
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  const { ok, status, url, headers } = response;
  const from = url || "the server";
  if (!ok) {
    throw notLoaded(`HTTP ${status} from ${from}`, "Copy mysafe-wasm/mysafe.wasm to where it is asked for.");
  }
  const type = headers.get("content-type") ?? "no content type";
  // compileStreaming refuses any other type, and a Response that is not the platform's own.
  if (/^application\/wasm$/i.test(type) && response instanceof Response && "compileStreaming" in WebAssembly) {
    return WebAssembly.compileStreaming(response).catch(notCompiled(from));
  }
  return compileBytes(await response.arrayBuffer(), `what ${from} answers with (${type})`);
}

function compileBytes(bytes: BufferSource, what: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(bytes).catch(notCompiled(what));
}

function notCompiled(what: string): (thrown: unknown) => never {
  return (thrown) => {
    throw notLoaded(thrown, notCompiledRemedy(what));
  };
}
