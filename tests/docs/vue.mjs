// Compiles Vue's single-file components for esbuild with Vue's own compiler.

import { readFileSync } from "node:fs";
import { compileScript, parse } from "vue/compiler-sfc";

/** Compiles a single-file component to a module in TypeScript. */
export function compileVue(source) {
  const { descriptor, errors } = parse(source);
  if (errors.length > 0) throw errors[0];
  return compileScript(descriptor, { id: "recipe", inlineTemplate: true }).content;
}

/** @type {import("esbuild").Plugin} */
export const vue = {
  name: "vue",
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, ({ path }) => ({
      contents: compileVue(readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
};
