// @ts-check
// wasm-opt: it optimises the `.wasm` for size, and shortens the names of its imports and exports. wasm-bindgen's names are
// descriptive and end in a hash. No bundler can shorten them, because half of each pair is inside the `.wasm`: they cost 3 kB
// of the gzipped app.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { output } from "../base/run.mjs";

/**
 * Optimises a `.wasm` for size and renames its imports and exports, in the glue too.
 * @param {string} from the `.wasm` as wasm-bindgen writes it
 * @param {string} to the `.wasm` to write
 * @param {string} glue changed in place
 */
export function optimise(from, to, glue) {
  // wasm-opt prints the new names as JSON. It reads the features that it may use from the module itself.
  const printed = output("wasm-opt", ["-Oz", "--minify-imports-and-exports-and-modules", from, "-o", to]);
  if (!printed) throw new Failure(`\`wasm-opt -Oz ${from}\` failed: run it to see why.`);
  renameInGlue(glue, JSON.parse(printed));
}

/**
 * @param {string} glue
 * @param {{ imports: [module: string, from: string, to: string][], exports: [from: string, to: string][] }} names
 */
function renameInGlue(glue, { imports, exports }) {
  let code = readFileSync(glue, "utf8");
  /** @param {string} from @param {string} to */
  const rename = (from, to) => {
    const renamed = code.replaceAll(from, () => to);
    if (renamed === code) throw new Failure(`${glue} does not contain "${from}": has wasm-bindgen changed its glue?`);
    code = renamed;
  };
  rename('"./mysafe_bg.js": ', "a: "); // wasm-opt's name for the one module that is imported from
  for (const [, from, to] of imports) rename(` ${from}: function(`, ` ${to}: function(`);
  for (const [from, to] of exports) {
    code = code.replaceAll(new RegExp(`\\bwasm\\.${from}\\b`, "g"), `wasm.${to}`);
  }
  writeFileSync(glue, code);
}
