// @ts-check
// The directory that cargo compiles into.

import { resolve } from "node:path";
import { Failure } from "../base/failure.mjs";
import { root } from "../base/project.mjs";
import { output } from "../base/run.mjs";

/** `CARGO_TARGET_DIR`, a configuration file of cargo's, or `target`: cargo knows which. */
export function targetDirectory() {
  const metadata = output("cargo", ["metadata", "--locked", "--no-deps", "--format-version", "1"]);
  if (!metadata) throw new Failure("`cargo metadata --locked` failed: run it to see why.");
  return resolve(root, JSON.parse(metadata).target_directory);
}
