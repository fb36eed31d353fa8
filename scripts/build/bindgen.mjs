// @ts-check
// Our own command line for wasm-bindgen's library, in scripts/build/bindgen. The published one takes five minutes to
// install, this takes 16 s to compile, and Cargo.lock pins it and everything that it depends on.

import { join } from "node:path";
import { must } from "../base/run.mjs";
import { targetDirectory } from "./cargo.mjs";

/** Compiles the tool, unless it is up to date, and returns its path. */
export async function buildBindgen() {
  if (process.env.MYSAFE_BINDGEN) return process.env.MYSAFE_BINDGEN; // see tests/reproducible
  await must("cargo", ["build", "--locked", "--profile", "tool", "--package", "mysafe-bindgen"]);
  return join(targetDirectory(), "tool", "mysafe-bindgen");
}
