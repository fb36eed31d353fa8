// @ts-check
// What is built, and how: the npm package from the Rust crate and its TypeScript facade, the sandbox, and the page.

import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Failure } from "../base/failure.mjs";
import { at, root, wasmTarget } from "../base/project.mjs";
import { must, output } from "../base/run.mjs";
import { bundleModules } from "./bundle.mjs";
import { adaptGlue } from "./glue.mjs";
import { shortenNames } from "./names.mjs";
import { silencePanics } from "./panics.mjs";
import { writePackageReadme } from "./readme.mjs";

/** Fills pkg/dist. */
export async function buildPackage() {
  const generated = await buildWasm();
  // Only now, so that a build that fails leaves the last good one.
  rmSync(at("pkg/dist"), { recursive: true, force: true });
  await embed(generated);
  await must("tsc", ["-p", "pkg"]);
  await bundleModules();
  await addCommonJs();
  copyLicences("pkg");
  writePackageReadme();
}

/** Fills sandbox/dist and, from pkg/dist, www/dist. */
export async function buildSandboxAndPage() {
  rmSync(at("sandbox/dist"), { recursive: true, force: true });
  await must("tsc", ["-p", "sandbox"]);
  copyLicences("sandbox");
  // tsc writes it anew each time, and npm makes it a program only when it first links it.
  chmodSync(at("sandbox/dist/cli.js"), 0o755);
  // npm links a package's commands when it installs the package, and passes over those that are not built yet.
  if (output("npm", ["rebuild", "mysafe-sandbox", "--ignore-scripts"]) === undefined) {
    throw new Failure("`npm rebuild mysafe-sandbox` failed: run it to see why.");
  }
  await must("vite", ["build"], { cwd: at("www") });
}

/** Modules that no public type reaches. */
const internal = [
  ...["edge-light", "inline", "instance", "ledger", "load", "node", "results", "workerd"],
  ...["wasm/glue", "wasm/id", "wasm/inline"],
];

/** Entries that are ECMAScript modules alone. */
const modulesOnly = ["edge-light.js", "node.js", "workerd.js"];

/**
 * The same modules for `require`: tools that know no other are many (Jest, old bundlers), and TypeScript warns those that
 * compile to CommonJS of a package without it.
 */
async function addCommonJs() {
  const { transform } = await import("esbuild");
  const files = readdirSync(at("pkg/dist"), { recursive: true, encoding: "utf8" });
  mkdirSync(at("pkg/dist/cjs/wasm"), { recursive: true });
  // The nearest package.json says what a file is, also to bundlers that look for what they may leave out.
  writeFileSync(at("pkg/dist/cjs/package.json"), '{ "type": "commonjs", "sideEffects": false }\n');
  for (const file of files.filter((file) => file.endsWith(".d.ts") && !internal.includes(file.slice(0, -5)))) {
    copyFileSync(at(`pkg/dist/${file}`), at(`pkg/dist/cjs/${file}`));
  }
  copyFileSync(at("pkg/mysafe.wasm.d.ts"), at("pkg/dist/cjs/mysafe.wasm.d.ts"));
  for (const file of files.filter((file) => file.endsWith(".js") && !modulesOnly.includes(file))) {
    const { code } = await transform(readFileSync(at(`pkg/dist/${file}`), "utf8"), {
      format: "cjs",
      platform: "node", // has it name the exports, for those who import them
      supported: { "dynamic-import": false },
      minifyWhitespace: file === "inline.js", // as it is
    });
    writeFileSync(at(`pkg/dist/cjs/${file}`), code);
  }
}

/**
 * npm packs only what is in the package's own folder.
 * @param {string} name
 */
function copyLicences(name) {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(at(file), at(`${name}/${file}`));
}

/** Where the smallest `.wasm` ends up, its glue beside it. */
export function generatedDirectory() {
  return join(targetDirectory(), "bindgen");
}

/** The crate → the smallest `.wasm`, and the JavaScript that goes with it. */
async function buildWasm() {
  // As a cdylib alone: cargo leaves out link-time optimization for a crate that is a library for Rust as well.
  await must("cargo", ["rustc", "--release", "--lib", "--crate-type", "cdylib", "--target", wasmTarget], {
    env: { CARGO_ENCODED_RUSTFLAGS: remapped() },
  });
  const compiled = join(targetDirectory(), wasmTarget, "release", "mysafe_wasm.wasm");
  const directory = generatedDirectory();
  rmSync(directory, { recursive: true, force: true });
  // All of wasm-bindgen's targets emit the same .wasm. The glue of `web` leaves loading to us; without a default
  // module path it holds no `new URL(…, import.meta.url)`, which bundlers would take for an asset.
  await must("wasm-bindgen", [
    ...["--target", "web", "--omit-default-module-path", "--experimental-reset-state-function"],
    ...["--out-dir", directory, "--out-name", "mysafe"],
    compiled,
  ]);
  await silencePanics(join(directory, "mysafe_bg.wasm"));
  // Which features it may use it reads from the module itself.
  await must("wasm-opt", [
    // Control flow taken apart and put together anew, then made small until there is nothing left to gain.
    ...["--flatten", "--rereloop", "-Oz", "-Oz", "--converge"],
    // A function that is called once stays by itself when it is long: alike pieces pack better than one long one.
    "--one-caller-inline-max-function-size=60",
    // Rust's data begins above the stack; below 1024 there is only the stack's far end.
    "--low-memory-unused",
    join(directory, "mysafe_bg.wasm"),
    "-o",
    join(directory, "mysafe.wasm"),
  ]);
  adaptGlue(join(directory, "mysafe.js"), join(directory, "mysafe.wasm"));
  shortenNames(join(directory, "mysafe.wasm"), join(directory, "mysafe.js"));
  return directory;
}

/**
 * How much stack there is: 64 KiB instead of 1 MiB, of which the deepest JSON and a batch have been seen to take 3. It comes
 * first in memory, so that what would run over it traps.
 */
const stack = ["-Clink-arg=-zstack-size=65536"];

/** What LLVM is to do for fewer bytes, beyond what `opt-level = "z"` says. */
const smaller = [
  // Move a struct by one `memory.copy` rather than by a load and a store for each of its words.
  "-max-store-memcpy=1",
  // Load what is needed where it is needed, not on every way that leads there.
  "-enable-load-pre=0",
  // Count loops as they are written.
  "-disable-lsr",
  // Inline what is hardly longer than its call.
  "-inline-threshold=10",
  // Let alike ends of branches stand where they are, and branches be branches: they pack better than what is made of them.
  "-simplifycfg-sink-common=0",
  "-phi-node-folding-threshold=0",
].map((option) => `-Cllvm-args=${option}`);

/**
 * The texts of Rust's panics name source files. Those of dependencies and of the standard library stand below the home
 * directory of whoever builds: it has no business in a package, and would make every machine's build another one.
 */
function remapped() {
  const { CARGO_HOME = join(homedir(), ".cargo"), RUSTFLAGS = "" } = process.env;
  const given = RUSTFLAGS.split(" ").filter(Boolean);
  const sources = join(CARGO_HOME, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  const from = [...registries.map((name) => join(sources, name)), output("rustc", ["--print", "sysroot"])];
  // LLVM lists none of them, and may drop any: then it is left out.
  const known = smaller.filter((option) => output("rustc", [option, "--print", "target-cpus"]) !== undefined);
  return [...given, ...stack, ...known, ...from.map((path) => `--remap-path-prefix=${path}=`)].join("\x1f");
}

/**
 * Writes the glue and the wasm as two JavaScript modules: a module is the one thing that every bundler and every
 * runtime loads without being configured. In base64 it costs 3 % more on the wire than the bare file; zopfli, a gzip
 * that takes its time, gives 6 % back.
 * @param {string} generated
 */
async function embed(generated) {
  const to = at("pkg/dist/wasm");
  mkdirSync(to, { recursive: true });
  copyFileSync(join(generated, "mysafe.js"), join(to, "glue.js"));
  copyFileSync(join(generated, "mysafe.d.ts"), join(to, "glue.d.ts"));
  const wasm = readFileSync(join(generated, "mysafe.wasm"));
  const id = createHash("sha256").update(wasm).digest().subarray(0, 8);
  writeFileSync(at("pkg/mysafe.wasm"), Buffer.concat([wasm, buildId(id)]));
  writeFileSync(join(to, "id.js"), `export default "${id.toString("hex")}";\n`);
  writeFileSync(
    join(to, "id.d.ts"),
    "/** What mysafe.wasm of this build ends in, in hexadecimal digits. */\ndeclare const id: string;\nexport default id;\n",
  );
  // Loaded only here: set-up has just installed it.
  const { gzipAsync } = await import("@gfx/zopfli");
  const gzipped = await gzipAsync(wasm, { numiterations: 15 });
  const base64 = Buffer.from(gzipped).toString("base64");
  writeFileSync(join(to, "inline.js"), `export default "${base64}";\n`);
  writeFileSync(
    join(to, "inline.d.ts"),
    "/** The WebAssembly module: gzipped, then base64. */\ndeclare const wasm: string;\nexport default wasm;\n",
  );
}

/**
 * A custom section that tells one build from another (WebAssembly tool conventions, BuildId.md).
 * @param {Buffer} id
 */
function buildId(id) {
  const name = Buffer.from("build_id");
  const content = Buffer.concat([Buffer.of(name.length), name, Buffer.of(id.length), id]);
  return Buffer.concat([Buffer.of(0, content.length), content]);
}

/** Where cargo puts what it compiles. */
export function targetDirectory() {
  const metadata = output("cargo", ["metadata", "--no-deps", "--format-version", "1"]);
  if (!metadata) throw new Failure("`cargo metadata` failed: run it to see why.");
  return resolve(root, JSON.parse(metadata).target_directory);
}
