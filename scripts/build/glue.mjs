// @ts-check
// What we change in wasm-bindgen's glue: what happens when the WebAssembly traps under way, what each call costs,
// and what nobody uses.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { dataSegments } from "./panics.mjs";

/** @typedef {[string | RegExp, string]} Edit */

/**
 * The glue lets the error of a trap pass: out of a callback it would end a Node process, and the call would never settle.
 * Ours hands it to the facade, which starts a fresh instance.
 * @type {Edit[]}
 */
const traps = [
  // A callback of an instance that is gone has nobody to tell.
  ["throw new Error('Cannot invoke closure from previous WASM instance');", "return;"],
  [
    "return f(a, state.b, ...args);\n        } finally {",
    "return f(a, state.b, ...args);\n        } catch (thrown) {\n            trapped(thrown);\n        } finally {",
  ],
  // Nothing of an instance that is gone can be freed.
  ["if (--state.cnt === 0) {", "if (--state.cnt === 0 && state.instance === __wbg_instance_id) {"],
  // Ours is always compiled; but where another realm did it, as for the edge functions of Next.js, that is not seen.
  ["    if (!(module instanceof WebAssembly.Module)) {\n        module = new WebAssembly.Module(module);\n    }\n", ""],
];

/** @type {Edit[]} */
const costs = [
  // Catch where it is thrown: a function of its own for each call, and its arguments as an object, cost more than the
  // call does.
  [
    /function\(\) \{ return handleError\(function \(([^)]*)\) \{\n([\s\S]*?)\n {8}\}, arguments\); \}/g,
    "function($1) {\n            try {\n$2\n            } catch (e) { handleError(e); }\n        }",
  ],
  [
    "function handleError(f, args) {\n    try {\n        return f.apply(this, args);\n    } catch (e) {\n",
    "function handleError(e) {\n",
  ],
  [
    "        const idx = addToExternrefTable0(e);\n        wasm.__wbindgen_exn_store(idx);\n    }\n}",
    "    wasm.__wbindgen_exn_store(addToExternrefTable0(e));\n}",
  ],
  // To ask the memory for its buffer takes longer than to read from it. Its two views come and go together.
  [
    /(function getDataViewMemory0\(\) \{\n)[\s\S]*?( {4}return cachedDataViewMemory0;)/g,
    "$1    getUint8ArrayMemory0();\n$2",
  ],
  [
    "cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);",
    "cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);\n        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);",
  ],
  // Node makes a resource of its own for each microtask that is queued by name.
  ["            queueMicrotask(arg0);", "            ready.then(arg0);"],
];

/**
 * What nobody comes by: the facade disposes of handles itself, each platform that has WebAssembly as we need it has
 * `encodeInto`, and texts always come with a way to make more room for them.
 * @type {Edit[]}
 */
const unused = [
  ["if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;\n", ""],
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[\s\S]*?\n\}\n/g, ""],
  [/ {4}if \(realloc === undefined\) \{\n[\s\S]*?\n {4}\}\n/g, ""],
  // Nobody schedules a fresh start: the facade makes it.
  [/ {4,8}__wbg_call_guard\(\);\n/g, ""],
  [/function __wbg_call_guard\(\) \{\n[\s\S]*?\n\}\n/g, ""],
  ["let __wbg_reinit_scheduled = false;\n", ""],
  ["    __wbg_reinit_scheduled = false;\n", ""],
  // The last of these that src/fetch.rs sends.
  [/(enum_RequestCache = \["default", "no-store")[^\]]*/g, "$1"],
  [/(enum_RequestCredentials = \["omit")[^\]]*/g, "$1"],
];

/**
 * The program's own texts, such as the names of what it asks for, lie where its data lies and never change: each is read
 * once.
 * @param {{ start: number, bytes: Buffer }[]} data
 * @returns {Edit}
 */
function texts(data) {
  const start = Math.min(...data.map(({ start }) => start));
  const end = Math.max(...data.map(({ start, bytes }) => start + bytes.length));
  return [
    "function getStringFromWasm0(ptr, len) {\n    ptr = ptr >>> 0;\n    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));\n}",
    `const texts = new Map();
function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    const key = ptr >= ${start} && ptr < ${end} ? (ptr - ${start}) * 65536 + len : undefined;
    let text = texts.get(key);
    if (text === undefined) {
        text = decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
        if (key !== undefined) texts.set(key, text);
    }
    return text;
}`,
  ];
}

/**
 * The jsdom of Jest hides these two of Node's globals. They are looked for here alone: to define them would be seen by the
 * whole app.
 */
const coders =
  'const { TextDecoder, TextEncoder } = globalThis.TextDecoder || !globalThis.process ? globalThis : globalThis.process.getBuiltinModule("util");';

/**
 * Changes the glue in place.
 * @param {string} glue
 * @param {string} wasm that it goes with
 */
export function adaptGlue(glue, wasm) {
  let code = readFileSync(glue, "utf8");
  for (const [from, to] of [...traps, ...costs, ...unused, texts(dataSegments(readFileSync(wasm)))]) {
    const changed = code.replaceAll(from, to);
    if (changed === code) throw new Failure(`${glue} does not hold "${from}": has wasm-bindgen changed its glue?`);
    code = changed;
  }
  const head = `let trapped = (thrown) => { throw thrown; };
${coders}
export function onTrap(handler) { trapped = handler; }
export function wipe() { new Uint8Array(wasm.memory.buffer).fill(0); }
const ready = Promise.resolve();
`;
  writeFileSync(glue, head + code);
  const types = glue.replace(/\.js$/, ".d.ts");
  const declared =
    "/** Has `handler` told of what is thrown out of a callback. */\nexport function onTrap(handler: (thrown: unknown) => void): void;\n" +
    "/** Overwrites the memory of the instance, which cannot be used any more then. */\nexport function wipe(): void;\n";
  writeFileSync(types, readFileSync(types, "utf8").replace("    [Symbol.dispose](): void;\n", "") + declared);
}
