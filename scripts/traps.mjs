// @ts-check
// What happens when the WebAssembly traps under way. wasm-bindgen's glue lets the error pass: out of a callback it would
// end a Node process, and the call would never settle. Ours hands it to the facade, which starts a fresh instance.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "./failure.mjs";

/** @type {[string, string][]} */
const edits = [
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

/**
 * Changes the glue in place.
 * @param {string} glue
 */
export function catchTraps(glue) {
  let code = readFileSync(glue, "utf8");
  for (const [from, to] of edits) {
    if (!code.includes(from)) throw new Failure(`${glue} does not hold "${from}": has wasm-bindgen changed its glue?`);
    code = code.replaceAll(from, to);
  }
  const handler =
    "let trapped = (thrown) => { throw thrown; };\nexport function onTrap(handler) { trapped = handler; }\n";
  writeFileSync(glue, handler + code);
  const types = glue.replace(/\.js$/, ".d.ts");
  const declared =
    "/** Has `handler` told of what is thrown out of a callback. */\nexport function onTrap(handler: (thrown: unknown) => void): void;\n";
  writeFileSync(types, readFileSync(types, "utf8") + declared);
}
