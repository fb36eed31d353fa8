// Vue's single files, for esbuild: its own compiler, and nothing of a build tool.

import { readFileSync } from "node:fs";
import { compileScript, parse } from "vue/compiler-sfc";

/** The module that a single file is compiled to, in TypeScript. */
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
