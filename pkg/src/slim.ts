// The public API for apps that load the WebAssembly themselves: from a place of their own, once for many workers, or with
// streaming compilation. Everything but the WebAssembly is loaded with the module: a service worker may not import() later.

export * from "./index.js";
export type { WasmModule } from "./platform.js";
export { init, type WasmSource } from "./source/slim.js";
