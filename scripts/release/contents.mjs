// @ts-check
// What each package holds, file by file: whatever gets in beside it, or is missing, is seen before it is published.

import { existsSync, readdirSync } from "node:fs";
import { at } from "../project.mjs";

const licences = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/** Modules whose types are public, as both kinds of module. */
const typed = ["client", "error", "index", "platform", "public", "slim", "types"];
/** Modules that no public type reaches, and those that only runtimes with ECMAScript modules take. */
const untyped = ["inline", "instance", "load", "wasm/glue", "wasm/inline"];
const modulesOnly = ["edge-light", "workerd"];

/** @param {string} path */
const sources = (path) =>
  existsSync(at(path))
    ? readdirSync(at(path), { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name))
    : [];

/** @type {Record<string, () => string[]>} */
export const contents = {
  "mysafe-wasm": () => [
    ...licences,
    "README.md",
    "package.json",
    "mysafe.wasm",
    "mysafe.wasm.d.ts",
    "slim/package.json",
    "dist/cjs/package.json",
    "dist/cjs/mysafe.wasm.d.ts",
    ...["dist", "dist/cjs"].flatMap((directory) => [
      ...typed.flatMap((name) => [`${directory}/${name}.js`, `${directory}/${name}.d.ts`]),
      ...untyped.map((name) => `${directory}/${name}.js`),
    ]),
    ...modulesOnly.map((name) => `dist/${name}.js`),
  ],
  "mysafe-sandbox": () => [
    ...licences,
    "README.md",
    "package.json",
    ...sources("sandbox/src").flatMap((file) => [
      `dist/${file.replace(/\.ts$/, ".js")}`,
      `dist/${file.replace(/\.ts$/, ".d.ts")}`,
    ]),
  ],
  "the crate": () => [
    ...licences,
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "docs/crate.md",
    ...sources("src").map((file) => `src/${file}`),
  ],
};
