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
  "mysafe-sandbox": () => [
    ...licences,
    "README.md",
    "package.json",
    ...sources("sandbox/src").flatMap((file) => [
      `dist/${file.replace(/\.ts$/, ".js")}`,
      `dist/${file.replace(/\.ts$/, ".d.ts")}`,
    ]),
  ],
  "mysafe-cli": () => [
    ...licences,
    "README.md",
    "package.json",
    "man/mysafe.1",
    ...sources("cli/schema").map((file) => `schema/${file}`),
    ...sources("cli/src").map((file) => `dist/${file.replace(/\.ts$/, ".js")}`),
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
