// @ts-check
// Panics without their texts. On wasm32-unknown-unknown a panic ends in a trap, and nobody ever sees the message that
// it has put together before: no hook is installed that would print it.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "./failure.mjs";

/** Functions that do not return: all that happens in them is making a message. */
const panics = [
  /^core\[\w+\]::panicking::/,
  /^core\[\w+\]::(option|result)::(expect|unwrap)_failed$/,
  /^core\[\w+\]::cell::(lazy::)?panic_/,
  /^core\[\w+\]::(slice|str)::.*_fail$/,
  /^alloc\[\w+\]::raw_vec::(capacity_overflow|handle_error)$/,
  /^alloc\[\w+\]::alloc::handle_alloc_error$/,
  /^__rustc\[\w+\]::(rust_begin_unwind|rust_panic|__rust_alloc_error_handler)$/,
];

/**
 * Makes every such function a trap, and leaves it to wasm-opt to remove what nothing calls any more.
 * @param {string} wasm changed in place; must still hold the functions' names
 */
export async function silencePanics(wasm) {
  // Loaded only here: set-up has just installed it.
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(readFileSync(wasm));
  let panic = false;
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (importedFrom) continue;
    if (panics.some((pattern) => pattern.test(name))) {
      panic ||= name.includes("::panic_fmt");
      // @ts-expect-error: its types leave this out
      binaryen.Function.setBody(reference, module.unreachable());
    }
  }
  if (!panic) throw new Failure(`${wasm} names no panic_fmt: has Rust changed how it names functions?`);
  binaryen.setDebugInfo(true); // keeps the names, for whoever looks into the file
  writeFileSync(wasm, module.emitBinary());
}
