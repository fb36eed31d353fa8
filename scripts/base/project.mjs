// @ts-check
// Where this project's files are, and what it asks of the machine. Every version that set-up looks for is read or
// written here, once.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts */
export const at = (...parts) => join(root, ...parts);

export const wasmTarget = "wasm32-unknown-unknown";
/** An app in Rust, which cargo takes for no part of the crate. */
export const exampleManifest = "examples/wasm-bindgen/Cargo.toml";
export const wasmPackVersion = "0.15.1";
export const leastNode = "20.19.0";

/**
 * The version in Cargo.lock. wasm-bindgen's command line must be of exactly the crate's version: the two agree on a
 * format that has no other versioning.
 */
export function wasmBindgenVersion() {
  const found = /\[\[package\]\]\nname = "wasm-bindgen"\nversion = "([^"]+)"/.exec(read("Cargo.lock"));
  if (!found?.[1]) throw new Failure("Cargo.lock names no wasm-bindgen. `cargo generate-lockfile` writes it anew.");
  return found[1];
}

/** @param {string} path */
export function read(path) {
  try {
    return readFileSync(at(path), "utf8");
  } catch (error) {
    throw new Failure(`${path} cannot be read (${/** @type {NodeJS.ErrnoException} */ (error).code}).`);
  }
}
