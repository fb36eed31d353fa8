// @ts-check
// The files of the npm package, derived from `exports` in pkg/package.json. A new entry is an entry there,
// and a file of its name in pkg/src/source/.

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path/posix";
import { at, read } from "../base/project.mjs";

/**
 * A published module.
 * @typedef {object} Module
 * @property {string} name without directory and extension
 * @property {"esm" | "cjs"} format
 * @property {string} path in the package
 */

/**
 * What `exports` names for a subpath under a condition.
 * @typedef {{ types: string, default: string }} Target
 */

/** The modules beside the entries: the client, which all of them share, and the inline WebAssembly, loaded at a first call. */
export const apart = ["client", "inline"];

/**
 * The published modules: the entries, and the modules that they import.
 * @returns {Module[]}
 */
export function modules() {
  const entries = targets()
    .map((target) => join(target.default))
    .filter((path) => path.endsWith(".js"));
  const directories = new Set(entries.map((path) => dirname(path)));
  const paths = [
    ...entries,
    ...[...directories].flatMap((directory) => apart.map((name) => `${directory}/${name}.js`)),
  ];
  return [...new Set(paths)].map((path) => ({
    name: basename(path, ".js"),
    format: dirname(path) === commonJs ? "cjs" : "esm",
    path,
  }));
}

/** The directory of the CommonJS modules. */
export const commonJs = "dist/cjs";

/**
 * The published declarations: those of the entries, and those that they import.
 * @param {string} from the directory of the compiled sources, or of their copies, below pkg
 * @returns {{ path: string, source: string }[]} their paths in the package, and in that directory
 */
export function declarations(from) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @param {string} directory @param {string} source */
  const add = (directory, source) => {
    const path = join(directory, source);
    if (found.has(path)) return;
    found.set(path, source);
    for (const imported of importsOf(join("pkg", from, source))) add(directory, join(dirname(source), imported));
  };
  for (const { types } of targets()) {
    const directory = dirname(join(types));
    if (directory !== ".") add(directory, basename(types));
  }
  return [...found].map(([path, source]) => ({ path, source }));
}

/**
 * The relative imports of a file of declarations.
 * @param {string} path
 */
function importsOf(path) {
  if (!existsSync(at(path))) return [];
  const specifiers = readFileSync(at(path), "utf8").matchAll(/\b(?:from |import\()"(\.[^"]+)\.js"/g);
  return [...specifiers].map(([, specifier]) => `${specifier}.d.ts`);
}

/**
 * All targets of `exports`.
 * @returns {Target[]}
 */
function targets() {
  /** @type {{ exports: Record<string, string | Record<string, Target>> }} */
  const { exports } = JSON.parse(read("pkg/package.json"));
  return Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [] : Object.values(entry)));
}
