// @ts-check
// The files of each package: a missing one, or one too many, is found before publishing.

import { existsSync, readdirSync } from "node:fs";
import { at } from "../../base/project.mjs";
import { commonJs, declarations, modules } from "../../build/entries.mjs";

const licences = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/** @param {string} path */
const sources = (path) =>
  existsSync(at(path))
    ? readdirSync(at(path), { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name))
    : [];

/**
 * The modules of a package that tsc compiles, each with its types.
 * @param {string} name of its folder
 */
const typedModules = (name) =>
  sources(`${name}/src`).flatMap((file) => [".js", ".d.ts"].map((end) => `dist/${file.replace(/\.ts$/, end)}`));

/** @type {Record<string, () => string[]>} */
export const contents = {
  "mysafe-wasm": () => [
    ...licences,
    "README.md",
    "package.json",
    "mysafe.wasm",
    "mysafe.wasm.d.ts",
    "slim/package.json",
    `${commonJs}/package.json`,
    ...modules().map(({ path }) => path),
    ...declarations("dist").map(({ path }) => path),
  ],
  "mysafe-sandbox": () => [...licences, "README.md", "package.json", ...typedModules("sandbox")],
  "mysafe-cli": () => [
    ...licences,
    "README.md",
    "package.json",
    "man/mysafe.1",
    ...sources("cli/schema").map((file) => `schema/${file}`),
    ...sources("cli/src").map((file) => `dist/${file.replace(/\.ts$/, ".js")}`),
  ],
  "mysafe-broker": () => [
    ...licences,
    "README.md",
    "package.json",
    ...sources("broker/schema").map((file) => `schema/${file}`),
    ...typedModules("broker"),
    // The page, and the headers that it is served with.
    "page/headers.json",
    ...sources("www/dist").map((file) => `page/${file}`),
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
