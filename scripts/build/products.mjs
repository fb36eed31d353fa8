// @ts-check
// The products of the build: the npm packages and the page.

import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../base/failure.mjs";
import { at } from "../base/project.mjs";
import { must, output } from "../base/run.mjs";
import { bundleModules } from "./bundle.mjs";
import { embed } from "./embed.mjs";
import { commonJs, declarations } from "./entries.mjs";
import { writePackageReadme } from "./readme.mjs";
import { buildWasm } from "./wasm.mjs";

/** The directory that tsc writes to, below pkg. The WebAssembly and its glue, which it reads, are there too. */
const built = "build";

/** Builds `mysafe-wasm`, from the Rust crate and its TypeScript facade, into pkg/dist. */
export async function buildPackage() {
  const wasm = await buildWasm();
  rmSync(at("pkg", built), { recursive: true, force: true });
  await embed(wasm, at("pkg", built, "wasm"));
  await must("tsc", ["-p", "pkg"]);
  copyFileSync(at("pkg/mysafe.wasm.d.ts"), at("pkg", built, "mysafe.wasm.d.ts"));
  const bundles = await bundleModules(built);
  // Only now: a build that fails leaves the last good package.
  rmSync(at("pkg/dist"), { recursive: true, force: true });
  for (const { path, contents } of bundles) write(path, contents);
  for (const { path, source } of declarations(built)) write(path, readFileSync(at("pkg", built, source)));
  // The nearest package.json decides what format a file has. Bundlers read `sideEffects` there too.
  write(`${commonJs}/package.json`, '{ "type": "commonjs", "sideEffects": false }\n');
  copyLicences("pkg");
  writePackageReadme();
}

/**
 * @param {string} path in the npm package
 * @param {string | Uint8Array} contents
 */
function write(path, contents) {
  mkdirSync(dirname(at("pkg", path)), { recursive: true });
  writeFileSync(at("pkg", path), contents);
}

/** Builds what is made of pkg/dist: the other packages, each into its own dist, and the page into www/dist. */
export async function buildOthers() {
  await buildCommand("sandbox", "cli.js");
  await buildCommand("cli", "main.js");
  await must("node", [at("cli/scripts/man.mjs")]);
  await buildCommand("broker", "main.js");
  await must("vite", ["build"], { cwd: at("www") });
  // A broker serves the page, which is built with the broker's part for browsers.
  rmSync(at("broker/page"), { recursive: true, force: true });
  cpSync(at("www/dist"), at("broker/page"), { recursive: true });
  copyFileSync(at("www/headers.json"), at("broker/page/headers.json"));
}

/**
 * Builds a package with a command.
 * @param {string} name of its folder
 * @param {string} command its module
 */
async function buildCommand(name, command) {
  rmSync(at(name, "dist"), { recursive: true, force: true });
  await must("tsc", ["-p", name]);
  copyLicences(name);
  // npm makes the command executable only when it first links it, and tsc writes a new file each time.
  chmodSync(at(name, "dist", command), 0o755);
  // npm links the commands of a package at installation, and skips those that are not built yet.
  if (output("npm", ["rebuild", `mysafe-${name}`, "--ignore-scripts"]) === undefined) {
    throw new Failure(`\`npm rebuild mysafe-${name}\` failed: run it to see why.`);
  }
}

/**
 * Copies the licences, because npm packs only what is in the package's own folder.
 * @param {string} name
 */
function copyLicences(name) {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(at(file), at(`${name}/${file}`));
}
