/** `mysafe-wasm` for apps that load the WebAssembly themselves: from a place of their own, once for many workers, or with
 * streaming compilation. Call {@link init} before the first call.
 *
 * @module mysafe-wasm/slim */

// Everything but the WebAssembly is loaded with this module: a service worker may not import() later.

export * from "./index.js";
export type { WasmModule } from "./platform.js";
export { init, type WasmSource } from "./source/slim.js";
