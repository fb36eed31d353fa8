// @ts-check
// The tools that the commands need: how each is recognised and installed, and what a person can do when set-up cannot
// install it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  at,
  geckodriverVersion,
  minimumNode,
  read,
  rustVersion,
  wasmBindgenVersion,
  wasmPackVersion,
  wasmTarget,
} from "../base/project.mjs";
import { output, which } from "../base/run.mjs";

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {() => string | undefined} found its version or place; undefined when it is missing or unsuitable
 * @property {string[]} [install] the command that installs it
 * @property {string} [takes] how long that takes, if it is long
 * @property {string} [debian] the Debian package that contains it
 * @property {string} [otherwise] what to do without such a command, or when it fails
 */

/** @type {Tool} */
export const node = {
  name: "node",
  found: () => (isAtLeast(process.versions.node, minimumNode) ? process.versions.node : undefined),
  otherwise: `This is Node ${process.versions.node}; Node ${minimumNode} or later is needed: https://nodejs.org/`,
};

export const npmPackages = packages("npm packages", ".", ["ci"]);

/**
 * 1.7 GB, for two steps. `npm ci` would ask the registry for the optional packages of every system, and refuses a lock file
 * without those that the registry lacked.
 */
export const consumerTools = {
  ...packages("runtimes and bundlers", "tests/consumers", ["install", "--no-save"]),
  takes: "a minute",
};

/** @type {Tool} */
export const rustup = {
  name: "rustup",
  found: () => output("rustup", ["--version"])?.split(" ")[1],
  otherwise: "Install it from https://rustup.rs/ (or Debian 13's package: `sudo apt-get install rustup`).",
};

/**
 * The version of rust-toolchain.toml, by command: with RUSTUP_AUTO_INSTALL=0, rustup installs no toolchain by itself. By
 * default, rustup would also update itself.
 * @type {Tool}
 */
export const rust = {
  name: "Rust",
  found: () => {
    const version = output("rustc", ["--version"])?.split(" ")[1];
    return version === rustVersion() && output("cargo", ["--version"]) ? version : undefined;
  },
  get install() {
    return ["rustup", "toolchain", "install", rustVersion(), "--profile", "minimal", "--no-self-update"];
  },
};

/** @type {Tool} */
export const wasm = {
  name: wasmTarget,
  found: () => (lines("rustup", ["target", "list", "--installed"]).includes(wasmTarget) ? "installed" : undefined),
  install: ["rustup", "target", "add", wasmTarget],
  otherwise:
    "Without access to rustup's servers: Debian's rustc-web, cargo-web and rust-web-src build the WebAssembly too, with " +
    "RUSTC_BOOTSTRAP=1 and `-Zbuild-std=std,panic_abort`.",
};

export const rustfmt = component("rustfmt");
export const clippy = component("clippy");

/**
 * wasm-bindgen's command line, with its test runner. Builds do without it: see scripts/build/bindgen.mjs.
 * @type {Tool}
 */
export const wasmBindgen = {
  name: "wasm-bindgen",
  found: () => {
    const version = wasmBindgenVersion();
    const programs = ["wasm-bindgen", "wasm-bindgen-test-runner"];
    return programs.every((program) => installedVersion(program) === version) ? version : undefined;
  },
  // Without --locked: the published lock file names a crate version that the registry lacks.
  get install() {
    return ["cargo", "install", "wasm-bindgen-cli", "--version", wasmBindgenVersion()];
  },
  takes: "five minutes",
};

/** @type {Tool} */
export const wasmPack = cargoProgram("wasm-pack", wasmPackVersion);
/** @type {Tool} */
export const geckodriver = cargoProgram("geckodriver", geckodriverVersion);

export const linker = debianProgram("cc", "build-essential");
export const chromium = [debianProgram("chromium", "chromium"), debianProgram("chromedriver", "chromium-driver")];
export const firefox = [debianProgram("firefox-esr", "firefox-esr"), geckodriver];
export const webkit = [
  debianProgram("WebKitWebDriver", "webkit2gtk-driver"),
  debianProgram("xvfb-run", "xvfb"),
  debianProgram("xauth", "xauth"), // xvfb-run calls it, and its package only recommends it
];

/** The tools of a build, each after those that it needs. */
export const toBuild = [node, npmPackages, linker, rustup, rust, wasm];

/**
 * A component of the Rust toolchain.
 * @param {string} name
 * @returns {Tool}
 */
function component(name) {
  const installed = () => lines("rustup", ["component", "list", "--installed"]);
  return {
    name,
    found: () => (installed().some((line) => line.startsWith(name)) ? "installed" : undefined),
    install: ["rustup", "component", "add", name],
  };
}

/**
 * A program that cargo compiles from its published sources.
 * @param {string} name
 * @param {string} version
 * @returns {Tool}
 */
function cargoProgram(name, version) {
  return {
    name,
    found: () => (installedVersion(name) === version ? version : undefined),
    install: ["cargo", "install", name, "--locked", "--version", version],
    takes: "a few minutes",
  };
}

/**
 * The npm packages of a package-lock.json.
 * @param {string} name
 * @param {string} directory
 * @param {string[]} command of npm
 * @returns {Tool}
 */
function packages(name, directory, command) {
  return {
    name,
    found: () => (matchesLockFile(directory) ? "as in package-lock.json" : undefined),
    install: ["npm", ...command, "--no-audit", "--no-fund", "--prefix", at(directory)],
  };
}

/**
 * @param {string} program
 * @param {string} pkg
 * @returns {Tool}
 */
function debianProgram(program, pkg) {
  return { name: program, found: () => which(program), debian: pkg };
}

/** @param {string} program whose `--version` begins with its name and version */
function installedVersion(program) {
  return output(program, ["--version"])?.split(/\s/)[1];
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function lines(program, args) {
  return output(program, args)?.split("\n") ?? [];
}

/**
 * Compares the installed packages to the lock file. npm records them in the same form, so a pulled change of the lock file is
 * noticed, and an `npm install` by hand is accepted.
 * @param {string} directory
 */
function matchesLockFile(directory) {
  const record = at(directory, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  /** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} Package */
  /** @type {Record<string, Package>} */
  const locked = JSON.parse(read(join(directory, "package-lock.json"))).packages;
  /** @type {Record<string, Package>} */
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(locked).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    if (!found) return optional === true; // for another system
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * @param {string} version
 * @param {string} minimum
 */
function isAtLeast(version, minimum) {
  const [actual, least] = [version, minimum].map((text) => text.split(".").map(Number));
  for (const [index, part] of (least ?? []).entries()) {
    const own = actual?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
