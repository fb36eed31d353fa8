// @ts-check
// Applies the edits of glue-edits.mjs to wasm-bindgen's glue.

import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { edits } from "./glue-edits.mjs";

/**
 * Edits the glue and its types in place.
 * @param {string} glue
 * @param {string} types
 */
export function editGlue(glue, types) {
  writeFileSync(glue, edited(readFileSync(glue, "utf8"), edits));
  const declared = edits.map(({ declare = "" }) => declare).join("");
  writeFileSync(types, readFileSync(types, "utf8") + declared);
}

/**
 * @param {string} code
 * @param {import("./glue-edits.mjs").Edit[]} edits
 */
export function edited(code, edits) {
  for (const { name, reason, replace = [] } of edits) {
    for (const [from, to] of replace) {
      const changed = code.replaceAll(from, to);
      if (changed === code) {
        throw new Failure(
          `The glue edit "${name}" (scripts/build/glue-edits.mjs) does not apply: the glue does not contain\n\n${from}\n\n` +
            `If another version of wasm-bindgen made the edit needless, remove it; otherwise adapt it. Why it is there: ${reason}`,
        );
      }
      code = changed;
    }
  }
  return edits.map(({ prepend = "" }) => prepend).join("") + code;
}
