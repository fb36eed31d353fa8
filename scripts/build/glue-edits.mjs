// @ts-check
// Every change to the glue that wasm-bindgen 0.2.130 generates, with its reason. An entry goes when wasm-bindgen no longer
// needs it.
//
// The costs are of one call after another over HTTP, in Node 20 on two busy cores: the package without the entry against the
// package with all, in turn, medians of four runs. Without all three entries that begin with "cost", a call takes 32 to 40 µs
// more, where 80 µs on top of plain `fetch` is usual there. No other part of the glue is measurable.

/**
 * @typedef {object} Edit
 * @property {string} name
 * @property {string} reason the harm or the cost without it
 * @property {string} since the first version of wasm-bindgen that needs it, by its changelog and history
 * @property {string} upstream the issue that would make it needless, as it could be filed
 * @property {[from: string | RegExp, to: string][]} [replace] each must match
 * @property {string} [prepend] code before the glue
 * @property {string} [declare] types after the glue's
 */

/** @type {Edit[]} */
export const edits = [
  {
    name: "trap: report a trap in a callback",
    reason:
      "A trap in a promise's or a timer's callback is an uncaught error: it ends a Node process, and the call that waited " +
      "never settles. The handler rejects the calls in flight and starts a fresh instance.",
    since: "the first version",
    upstream:
      "With panic=abort, a panic or trap inside a Closure called by JavaScript is rethrown into the event loop, where the " +
      "embedder cannot catch it: Node exits, and promises that depend on the instance stay pending. Please let the " +
      "embedder register one handler for what is thrown out of a closure's invocation (set_on_abort needs panic=unwind).",
    replace: [
      [
        "return f(a, state.b, ...args);\n        } finally {",
        "return f(a, state.b, ...args);\n        } catch (thrown) {\n            handleTrap(thrown);\n        } finally {",
      ],
    ],
    prepend:
      "let handleTrap = (thrown) => { throw thrown; };\nexport function onTrap(handler) { handleTrap = handler; }\n",
    declare:
      "/** Registers the handler of errors that a callback throws. */\nexport function onTrap(handler: (thrown: unknown) => void): void;\n",
  },
  {
    name: "trap: ignore a callback of an earlier instance",
    reason:
      "After `__wbg_reset_state`, timers and promises still call the callbacks of the instance that trapped. Each throws " +
      "into the event loop, which ends a Node process.",
    since: "0.2.109, the first with --experimental-reset-state-function for the target `web`",
    upstream:
      "After __wbg_reset_state(), pending timers and promises invoke closures of the previous instance, and every one of " +
      "them throws 'Cannot invoke closure from previous WASM instance' with no caller who could catch it. Please make this " +
      "a no-op, or an option.",
    replace: [["throw new Error('Cannot invoke closure from previous WASM instance');", "return;"]],
  },
  {
    name: "trap: free no closure of an earlier instance",
    reason:
      "A callback that runs during the trap frees its closure afterwards, by an address of the old memory in the new " +
      "instance: that corrupts the heap of the new instance.",
    since: "0.2.109, as above",
    upstream:
      "_wbg_cb_unref() calls __wbindgen_destroy_closure without comparing state.instance to __wbg_instance_id, unlike the " +
      "FinalizationRegistry callback. When __wbg_reset_state() ran during the closure's invocation, the pointer of the old " +
      "instance is freed in the new one.",
    replace: [["if (--state.cnt === 0) {", "if (--state.cnt === 0 && state.instance === __wbg_instance_id) {"]],
  },
  {
    name: "trap: overwrite the memory of an abandoned instance",
    reason: "The memory holds credentials, and stays readable until the garbage collector frees it.",
    since: "the first version",
    upstream:
      "Please export the instance's memory from the glue, or let __wbg_reset_state() overwrite the memory that it abandons.",
    prepend: "export function wipe() { new Uint8Array(wasm.memory.buffer).fill(0); }\n",
    declare:
      "/** Overwrites the memory of the instance, which is unusable afterwards. */\nexport function wipe(): void;\n",
  },
  {
    name: "platform: take a module of another realm",
    reason:
      "Next.js compiles the module of an edge function in another realm. `instanceof` is false there, and to compile a " +
      "module a second time throws.",
    since: "0.2.83",
    upstream:
      "initSync() recognises a compiled module by `instanceof WebAssembly.Module`, which is false for a module of another " +
      "realm (Next.js edge functions, node:vm). Please check Object.prototype.toString, or instantiate what is no buffer.",
    replace: [
      [
        "    if (!(module instanceof WebAssembly.Module)) {\n        module = new WebAssembly.Module(module);\n    }\n",
        "",
      ],
    ],
  },
  {
    name: "platform: find TextDecoder in Jest's jsdom",
    reason:
      "jsdom hides Node's TextDecoder and TextEncoder, so the glue throws when it is imported. They are looked up for the " +
      "glue alone: a definition would be visible to the whole app.",
    since: "the first version",
    upstream:
      "The glue constructs TextDecoder while it is imported, which throws in Jest's jsdom environment. Please construct it " +
      "on first use, or fall back to node:util where process.getBuiltinModule exists.",
    prepend:
      "const { TextDecoder, TextEncoder } = globalThis.TextDecoder || !globalThis.process ? globalThis : " +
      'globalThis.process.getBuiltinModule("util");\n',
  },
  {
    name: "cost: catch errors in place",
    reason:
      "A new function and an `arguments` object for each call of an import that may throw cost more than the call: 26 to " +
      "31 µs.",
    since: "0.2.61",
    upstream:
      "Imports with `catch` are generated as `function() { return handleError(function (…) {…}, arguments); }`, which " +
      "allocates a closure and an arguments object for each call. A try/catch in the import itself is several times faster " +
      "in V8, and compresses to the same size.",
    replace: [
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
    ],
  },
  {
    name: "cost: renew both views of the memory together",
    reason:
      "`buffer.detached` takes longer than the read that follows: up to 12 µs, not distinguishable in one run of four.",
    since: "0.2.93",
    upstream:
      "getDataViewMemory0() evaluates `buffer.detached` at each access, which is slower than the access. When the memory " +
      "grows, the byteLength of the cached Uint8Array becomes 0: please renew the DataView by that test, together with it.",
    replace: [
      [
        /(function getDataViewMemory0\(\) \{\n)[\s\S]*?( {4}return cachedDataViewMemory0;)/g,
        "$1    getUint8ArrayMemory0();\n$2",
      ],
      [
        "cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);",
        "cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);\n        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);",
      ],
    ],
  },
  {
    name: "cost: queue microtasks by a promise",
    reason:
      "Node creates an async resource for each callback of `queueMicrotask`, and none for a promise's: up to 12 µs, not " +
      "distinguishable in two runs of four.",
    since: "0.2.88",
    upstream:
      "The executor of futures schedules its queue by queueMicrotask(), for which Node allocates an AsyncResource. " +
      "Promise.resolve().then(callback), the former fall-back, is faster there.",
    replace: [["            queueMicrotask(arg0);", "            resolved.then(arg0);"]],
    prepend: "const resolved = Promise.resolve();\n",
  },
];
