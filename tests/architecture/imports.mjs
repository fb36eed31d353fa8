// Which file imports which, read from the source: the `use` lines and paths of Rust, the `import` lines of TypeScript and
// JavaScript.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { at } from "../../scripts/base/project.mjs";

/** @typedef {Map<string, Set<string>>} Imports the files that each file imports, by their paths in the project */

/** @param {string} directory @param {RegExp} pattern */
const filesIn = (directory, pattern) =>
  readdirSync(at(directory), { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name) && !name.includes("node_modules") && !/(^|\/)(dist|build)\//.test(name))
    .map((name) => join(directory, name))
    .sort();

/** A file of tests alone may import all that it tests. */
const isRustTest = (/** @type {string} */ file) => /(^|[/_])tests\.rs$|\/(testing|properties)\.rs$/.test(file);

/**
 * The imports of the crate.
 * @param {string} [directory]
 * @returns {Imports}
 */
export function rustImports(directory = "src") {
  const files = filesIn(directory, /\.rs$/).filter((file) => !isRustTest(file));
  return new Map(files.map((file) => [file, new Set(pathsIn(rustCode(file)).flatMap((path) => target(file, path)))]));

  /**
   * The file of the module that a path leads through last.
   * @param {string} file
   * @param {string[]} path
   */
  function target(file, path) {
    const isModule = /(^|\/)(mod|lib)\.rs$/.test(file);
    let place = isModule ? dirname(file) : file.replace(/\.rs$/, "");
    let rest = path;
    if (rest[0] === "crate") place = directory;
    for (; ["crate", "self", "super"].includes(rest[0] ?? ""); rest = rest.slice(1)) {
      if (rest[0] === "super") place = dirname(place);
    }
    if (rest === path && !fileOf(join(place, rest[0] ?? ""))) return []; // another crate's, or a name of this file
    for (; rest[0] !== undefined && fileOf(join(place, rest[0])); rest = rest.slice(1)) place = join(place, rest[0]);
    const found = place === directory ? join(directory, "lib.rs") : fileOf(place);
    return found && found !== file ? [found] : [];
  }
}

/** @param {string} place of a module, without an extension */
const fileOf = (place) => [`${place}.rs`, join(place, "mod.rs")].find((file) => existsSync(at(file)));

/** The code of a file: without comments, strings and its tests. */
const rustCode = (/** @type {string} */ file) =>
  readFileSync(at(file), "utf8")
    .replace(/^#\[cfg\(test\)\]\nmod \w+ \{[\s\S]*?^\}/gm, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/"(?:\\.|[^"\\])*"/g, '""');

/**
 * The paths that code names: in `use` items, with their groups taken apart, and `crate::…` elsewhere.
 * @param {string} code
 * @returns {string[][]}
 */
function pathsIn(code) {
  const uses = [...code.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) => leaves(tree ?? ""));
  const inline = [...code.matchAll(/\bcrate(?:::\w+)+/g)].map(([path]) => path);
  return [...uses, ...inline].map((path) => path.replaceAll(/\s/g, "").split("::"));
}

/**
 * The paths of a `use` tree.
 * @param {string} tree
 * @returns {string[]}
 */
function leaves(tree) {
  const group = /^([\s\S]*?)\{([\s\S]*)\}\s*$/.exec(tree.trim());
  if (!group) return [tree.trim().replace(/\s+as\s+\w+$/, "")];
  const [, prefix = "", inside = ""] = group;
  let depth = 0;
  const parts = [""];
  for (const character of inside) {
    depth += character === "{" ? 1 : character === "}" ? -1 : 0;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part.trim()).flatMap((part) => leaves(part).map((leaf) => prefix + leaf));
}

/**
 * The imports of the modules below a directory, types included.
 * @param {string} directory
 * @returns {Imports}
 */
export function moduleImports(directory) {
  const files = filesIn(directory, /\.(m?js|tsx?)$/).filter((file) => !/\.d\.ts$|\.test\./.test(file));
  return new Map(
    files.map((file) => {
      const code = readFileSync(at(file), "utf8");
      const specifiers = [...code.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path]) => path ?? "");
      return [file, new Set(specifiers.flatMap((path) => resolved(join(dirname(file), path))))];
    }),
  );
}

/** @param {string} path as it is imported: TypeScript names the `.js` that it will compile to */
function resolved(path) {
  const base = normalize(path).replace(/\.jsx?$/, "");
  const found = [path, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, join(base, "index.ts")];
  return found.filter((file) => /\.\w+$/.test(file) && existsSync(at(file))).slice(0, 1);
}

/**
 * A way from a file back to itself, for each circle of imports.
 * @param {Imports} imports
 * @returns {string[][]}
 */
export function circles(imports) {
  /** @type {Map<string, number>} */
  const state = new Map();
  /** @type {string[][]} */
  const found = [];
  /** @param {string} file @param {string[]} way */
  const visit = (file, way) => {
    if (state.get(file) === 2) return;
    if (state.get(file) === 1) {
      found.push([...way.slice(way.indexOf(file)), file]);
      return;
    }
    state.set(file, 1);
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    state.set(file, 2);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
