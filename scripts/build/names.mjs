// @ts-check
// Short names between a `.wasm` and its glue. wasm-bindgen's say what they are and end in a hash; no bundler may
// rename them, because half of each pair stands inside the `.wasm`.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { output } from "../base/run.mjs";

/**
 * Renames what `wasm` imports and exports, and `glue` with it. Both files are changed in place.
 * @param {string} wasm
 * @param {string} glue
 */
export function shortenNames(wasm, glue) {
  const passes = ["--minify-imports-and-exports-and-modules", "--strip-producers", "--strip-target-features"];
  // The levels of -Oz: code written without them is longer.
  const printed = output("wasm-opt", [...passes, "--optimize-level=2", "--shrink-level=2", wasm, "-o", wasm]);
  if (!printed) throw new Failure(`wasm-opt could not shorten the names in ${wasm}.`);
  /** @type {{ imports: [string, string, string][], exports: [string, string][] }} */
  const { imports, exports } = JSON.parse(printed);

  let code = readFileSync(glue, "utf8");
  /** @param {string} from @param {string} to */
  const rename = (from, to) => {
    const parts = code.split(from);
    if (parts.length === 1) throw new Failure(`${glue} does not hold "${from}": has wasm-bindgen changed its glue?`);
    code = parts.join(to);
  };
  // The one module that it imports from; wasm-opt calls it "a".
  rename('"./mysafe_bg.js": ', "a: ");
  // What the wasm does not import any more, nobody calls.
  const kept = new Set(imports.map(([, from]) => from));
  code = code.replaceAll(/^ {8}(__wb\w+): function\([\s\S]*?\n {8}\},\n/gm, (all, name) => (kept.has(name) ? all : ""));
  for (const [, from, to] of imports) rename(` ${from}: function(`, ` ${to}: function(`);
  for (const [from, to] of exports) {
    code = code.replaceAll(new RegExp(`\\bwasm\\.${from}\\b`, "g"), `wasm.${to}`);
  }
  writeFileSync(glue, code);
}
