/** The WebAssembly of `mysafe-wasm/slim`, as bundlers of workers import it: compiled. Other tools give its address or
 * nothing at all; then copy the file, and give `init` what you have. */
declare const module: typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : object;
export default module;
