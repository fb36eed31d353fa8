// @ts-check
// The `.wasm`, compiled from the Rust crate, and its JavaScript glue.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { wasmTarget } from "../base/project.mjs";
import { must, output } from "../base/run.mjs";
import { buildBindgen } from "./bindgen.mjs";
import { targetDirectory } from "./cargo.mjs";
import { editGlue } from "./glue.mjs";
import { optimise } from "./wasm-opt.mjs";

/** The directory of `mysafe.wasm`, `mysafe.js` and `mysafe.d.ts`. */
export function wasmDirectory() {
  return join(targetDirectory(), "bindgen");
}

/** Writes these three files and returns their directory. */
export async function buildWasm() {
  // As a cdylib alone: cargo omits link-time optimization for a crate that is a Rust library as well.
  await must("cargo", ["rustc", "--locked", "--release", "--lib", "--crate-type", "cdylib", "--target", wasmTarget], {
    env: { CARGO_ENCODED_RUSTFLAGS: rustFlags() },
  });
  const compiled = join(targetDirectory(), wasmTarget, "release", "mysafe_wasm.wasm");
  const bindgen = await buildBindgen();
  const directory = wasmDirectory();
  rmSync(directory, { recursive: true, force: true });
  await must(bindgen, [compiled, directory, "mysafe"]);
  editGlue(join(directory, "mysafe.js"), join(directory, "mysafe.d.ts"));
  optimise(join(directory, "mysafe_bg.wasm"), join(directory, "mysafe.wasm"), join(directory, "mysafe.js"));
  return directory;
}

/**
 * 64 KiB of stack instead of 1 MiB: the deepest JSON and a batch use 3 KiB. The stack is first in memory, so an overflow
 * traps.
 */
const stack = "-Clink-arg=-zstack-size=65536";

/**
 * The caller's flags, and ours. The messages of Rust's panics name source files; those of dependencies and of the standard
 * library are below the home directory. Remapped, they tell nothing of the machine, and every machine builds the same
 * file.
 */
function rustFlags() {
  const { CARGO_HOME = join(homedir(), ".cargo"), RUSTFLAGS = "" } = process.env;
  const sources = join(CARGO_HOME, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  const prefixes = [...registries, output("rustc", ["--print", "sysroot"])];
  const remapped = prefixes.map((path) => `--remap-path-prefix=${path}=`);
  return [...RUSTFLAGS.split(" ").filter(Boolean), stack, ...remapped].join("\x1f");
}
