// @ts-check
// The project's paths, and the versions of the tools that it requires.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts */
export const at = (...parts) => join(root, ...parts);

/** The folders of the npm packages, in the order in which they are published: each after those that it depends on. */
export const packages = ["pkg", "sandbox", "cli", "broker"];

export const wasmTarget = "wasm32-unknown-unknown";
/** An app in Rust with a workspace of its own. */
export const exampleManifest = "examples/wasm-bindgen/Cargo.toml";

export const minimumNode = "20.19.0";
export const wasmPackVersion = "0.15.1";
export const geckodriverVersion = "0.37.1";

/** The version in rust-toolchain.toml. */
export const rustVersion = () => versionIn("rust-toolchain.toml", /^channel = "([^"]+)"$/m);

/** The version of the crate in Cargo.lock. wasm-bindgen's command line must have exactly the same. */
export const wasmBindgenVersion = () => versionIn("Cargo.lock", /\nname = "wasm-bindgen"\nversion = "([^"]+)"\n/);

/**
 * @param {string} path
 * @param {RegExp} pattern
 */
function versionIn(path, pattern) {
  const version = pattern.exec(read(path))?.[1];
  if (!version) throw new Failure(`${path} has no match for ${pattern}.`);
  return version;
}

/** @param {string} path */
export function read(path) {
  try {
    return readFileSync(at(path), "utf8");
  } catch (error) {
    throw new Failure(`${path} cannot be read (${/** @type {NodeJS.ErrnoException} */ (error).code}).`);
  }
}
