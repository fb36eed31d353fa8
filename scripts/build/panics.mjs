// @ts-check
// Panics without their texts. On wasm32-unknown-unknown a panic ends in a trap, and nobody ever sees the message that
// it has put together before: no hook is installed that would print it.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";

/** Functions that do not return, and those that make their messages: nothing else here formats, see `decimal`. */
const panics = [
  /^core\[\w+\]::panicking::/,
  /^core\[\w+\]::(option|result)::(expect|unwrap)_failed$/,
  /^core\[\w+\]::cell::(lazy::)?panic_/,
  /^core\[\w+\]::(slice|str)::.*_fail$/,
  /^alloc\[\w+\]::raw_vec::(capacity_overflow|handle_error)$/,
  /^alloc\[\w+\]::alloc::handle_alloc_error$/,
  /^__rustc\[\w+\]::(rust_begin_unwind|rust_panic|__rust_alloc_error_handler)$/,
  /\bcore(\[\w+\])?::fmt::/,
  /\bcore(\[\w+\])?::panic::PanicPayload>/,
  // Panics by another way: they throw their messages to JavaScript.
  /^wasm_bindgen::(throw_str|__rt::(throw_null|borrow_fail))\b/,
];

/** What those functions would say, and the digits that they would say it with. */
const texts = [
  /called `(Option|Result)::unwrap\(\)` on an? `\w+` value/g,
  /RefCell already (mutably )?borrowed/g,
  /LazyCell instance has previously been poisoned/g,
  /`async fn` resumed after completion/g,
  /internal error: entered unreachable code/g,
  /attempt to join into collection with len > usize::MAX/g,
  /assertion `left | right` failed| {2}left: | right: /g,
  /cannot access a Thread Local Storage value during or after destruction: |AccessError/g,
  /Attempted to initialize thread-local while it is being dropped|reentrant init|mid > len/g,
  /null pointer passed to rust|recursive use of an object detected which would lead to unsafe aliasing in rust/g,
  /attempted to take ownership of Rust value while it was borrowed/g,
  /called `\w+::unwrap_throw\(\)` on an? `\w+` value|closure invoked recursively or after being dropped/g,
  /Tried to shrink to a larger capacity|capacity overflow|LayoutError/g,
  /000102030405\d+|0x0123456789ABCDEF/g,
];

/** Where else globals are looked for: `globalThis` is in all that has WebAssembly as we need it, and is asked first. */
const elsewhere = /^js_sys::global::get_global_object::(GLOBAL|WINDOW|SELF)::init\b/;

/** What is exported for who unwinds. */
const forUnwinding = ["__abort_handler", "__instance_terminated"];

/**
 * Makes every function of a panic a trap, takes out the other ways that nobody goes, and leaves it to wasm-opt to remove
 * what nothing calls any more.
 * @param {string} wasm changed in place; must still hold the functions' names
 */
export async function silencePanics(wasm) {
  // Loaded only here: set-up has just installed it.
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(readFileSync(wasm));
  // @ts-expect-error: its types leave this out
  const { setBody } = binaryen.Function;
  let panic = false;
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (importedFrom) continue;
    if (panics.some((pattern) => pattern.test(name))) {
      panic ||= name.includes("::panic_fmt");
      setBody(reference, module.unreachable());
    }
    // It writes its answer, whose first word says that there is one, to where it is told to.
    if (elsewhere.test(name)) {
      setBody(reference, module.i32.store(0, 4, module.local.get(0, binaryen.i32), module.i32.const(0)));
    }
  }
  for (const name of forUnwinding) module.removeExport(name);
  if (!panic) throw new Failure(`${wasm} names no panic_fmt: has Rust changed how it names functions?`);
  binaryen.setDebugInfo(true); // keeps the names, for whoever looks into the file
  const silent = Buffer.from(module.emitBinary());
  if (forget(silent) === 0) throw new Failure(`${wasm} names no source file: has Rust changed its Location?`);
  writeFileSync(wasm, silent);
}

/**
 * Puts zeros in place of what only the functions above have made use of: the texts, and every `core::panic::Location`,
 * which is the address and length of a source file's name, a line and a column, with the names. Tells how many of these
 * there were.
 * @param {Buffer} wasm changed in place
 */
function forget(wasm) {
  const segments = dataSegments(wasm);
  /** @param {number} address @param {number} length */
  const at = (address, length) => {
    const segment = segments.find(({ start, bytes }) => start <= address && address + length <= start + bytes.length);
    return segment?.bytes.subarray(address - segment.start, address - segment.start + length);
  };
  /** @type {Set<Buffer>} */
  const names = new Set();
  let count = 0;
  for (const { start, bytes } of segments) {
    for (let offset = -start & 3; offset + 16 <= bytes.length; offset += 4) {
      const name = at(bytes.readUInt32LE(offset), bytes.readUInt32LE(offset + 4) + 1);
      if (name && /^[\w./-]+\.rs\0$/.test(name.toString("latin1"))) {
        names.add(name);
        bytes.fill(0, offset, offset + 16);
        count += 1;
      }
    }
  }
  for (const name of names) name.fill(0);
  for (const { bytes } of segments) {
    for (const { index, 0: text } of texts.flatMap((pattern) => [...bytes.toString("latin1").matchAll(pattern)])) {
      bytes.fill(0, index, index + text.length);
    }
  }
  return count;
}

/**
 * The data of a module, where it lies in the file and in memory.
 * @param {Buffer} wasm
 */
export function dataSegments(wasm) {
  let position = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm.readUInt8(position++);
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  /** @type {{ start: number, bytes: Buffer }[]} */
  const segments = [];
  while (position < wasm.length) {
    const section = number();
    const end = number() + position;
    if (section === 11) {
      for (let left = number(); left > 0; left--) {
        // Each is active, at a constant address: 0, i32.const, the address, end.
        position += 2;
        const start = number();
        position += 1;
        const length = number();
        segments.push({ start, bytes: wasm.subarray(position, position + length) });
        position += length;
      }
    }
    position = end;
  }
  return segments;
}
