// @ts-check
// The files of each package: a missing one, or one too many, is found before publishing.

import { existsSync, readdirSync } from "node:fs";
import { at } from "../../base/project.mjs";

const licences = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/** Modules, those whose types are public, and types whose modules are part of another: see scripts/build/bundle.mjs. */
const modules = ["client", "index", "inline", "slim", "wasm/glue"];
const typed = ["client", "error", "index", "platform", "public", "slim", "types"];
/** Entries that are ECMAScript modules alone. */
const modulesOnly = ["edge-light", "node", "workerd"];

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
      ...modules.map((name) => `${directory}/${name}.js`),
      ...typed.map((name) => `${directory}/${name}.d.ts`),
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
