// The entry for those who load the WebAssembly themselves: from a place of their own, once for many workers, or as
// streaming compilation. All but the WebAssembly comes at once: a service worker may not import() the rest later.

import { Client, clientOf } from "./client.js";
import { MySafeError } from "./error.js";
import { type Instance, instantiate } from "./instance.js";
import { notCompiledRemedy, notLoaded } from "./load.js";
import type { FetchResponse, Url, WasmModule } from "./platform.js";
import type { Identifier, MySafeOptions, StateChange, SwitchOptions } from "./types.js";

export type { WasmModule } from "./platform.js";
export * from "./public.js";

/** Where {@link init} has the WebAssembly from: `mysafe-wasm/mysafe.wasm`, compiled, as bytes, as an answer to a request
 * for it, or as its address. */
export type WasmSource = WasmModule | ArrayBuffer | ArrayBufferView | FetchResponse | Url | string;

let given: Promise<Instance> | undefined;

/** Loads the WebAssembly. Calls wait for it while it is under way; without it they are refused. Once one `init` has
 * succeeded, another does nothing; after one that failed, the next tries afresh.
 *
 * An answer of the type `application/wasm` is compiled while it arrives, any other once it is whole.
 *
 * @throws {MySafeError} `INVALID_ARGUMENT` or `INTERNAL`, with what to do about it. */
export async function init(source: WasmSource | Promise<WasmSource>): Promise<void> {
  const earlier = given ?? Promise.reject();
  const attempt = earlier.catch(async () => {
    const module = await compile(await settled(source));
    try {
      return instantiate(module);
    } catch (thrown) {
      return notCompiled("what is given to init")(thrown); // Safari looks at the policy only now
    }
  });
  given = attempt;
  try {
    await attempt;
  } catch (thrown) {
    if (given === attempt) {
      given = undefined;
    }
    throw thrown;
  }
}

/** A client of one MySafe, as `mysafe-wasm` has it, for which {@link init} has to be called once. */
export class MySafe extends Client {
  /** Takes the options and does nothing yet: it never throws, and may come before {@link init}. */
  constructor(options: MySafeOptions) {
    super(options, () => given ?? Promise.reject(notGiven()));
  }
}

/** Switches an API secret on, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.activate}. */
export function activate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).activate(identifier, options);
}

/** Switches an API secret off, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.deactivate}. */
export function deactivate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).deactivate(identifier, options);
}

function notGiven(): MySafeError {
  const message =
    "mysafe-wasm/slim has no WebAssembly yet: call `init(…)` with mysafe-wasm/mysafe.wasm before the first call, or " +
    "import mysafe-wasm, which brings its own.";
  return new MySafeError({ code: "INTERNAL", message, retryable: true });
}

async function settled(source: WasmSource | Promise<WasmSource>): Promise<WasmSource> {
  try {
    return await source;
  } catch (thrown) {
    throw notLoaded(thrown, "That is what the promise given to init was rejected with.");
  }
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  const kind = Object.prototype.toString.call(source); // of this realm or another
  if (kind === "[object WebAssembly.Module]") {
    return source as WebAssembly.Module;
  }
  if (kind === "[object ArrayBuffer]" || ArrayBuffer.isView(source)) {
    return compileBytes(source as BufferSource, "these bytes");
  }
  if (typeof source === "string" || kind === "[object URL]") {
    return compileAnswer(await fetched(String(source)));
  }
  if (typeof (source as Response)?.arrayBuffer === "function") {
    return compileAnswer(source as Response);
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

async function compileAnswer(response: Response): Promise<WebAssembly.Module> {
  const { ok, status, url, headers } = response;
  const from = url || "the server";
  if (!ok) {
    throw notLoaded(`HTTP ${status} from ${from}`, "Copy mysafe-wasm/mysafe.wasm to where it is asked for.");
  }
  const type = headers.get("content-type") ?? "no content type";
  // A stream of any other type is refused, as is one that is not the platform's own.
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
