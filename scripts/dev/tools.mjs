// @ts-check
// Each thing that has to be on the machine: how it is recognised, how it is installed, and the command to tell a
// person when we cannot install it ourselves.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at, leastNode, read, wasmBindgenVersion, wasmPackVersion, wasmTarget } from "../base/project.mjs";
import { output, which } from "../base/run.mjs";

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {() => string | undefined} found what is there, in a word or two; undefined when it is missing or unfit
 * @property {string[]} [install] the command that brings it
 * @property {string} [takes] said before a long installation
 * @property {string} [debian] the Debian package that holds it
 * @property {string} [otherwise] what to do when there is no such command, or it fails
 */

/** @type {Tool} */
export const node = {
  name: "node",
  found: () => (atLeast(process.versions.node, leastNode) ? process.versions.node : undefined),
  otherwise: `This is Node ${process.versions.node}; Node ${leastNode} or later is needed: https://nodejs.org/`,
};

export const npmPackages = packages("npm packages", ".", ["ci"]);

/**
 * They are many and large, and one step alone needs them. `npm ci` asks the registry for the optional packages of every
 * system, and refuses a lock file that lacks those which the registry did not have.
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
 * Debian's rustup comes without a toolchain, and rustup does not always fetch one unasked. The first toolchain
 * becomes the default. Installing one, rustup would also replace itself: that is not ours to do.
 * @type {Tool}
 */
export const rust = {
  name: "Rust",
  found: () => output("cargo", ["--version"])?.split(" ")[1],
  install: existsSync(at("rust-toolchain.toml"))
    ? ["rustup", "toolchain", "install", "--no-self-update"]
    : ["rustup", "toolchain", "install", "stable", "--profile", "minimal", "--no-self-update"],
};

/** @type {Tool} */
export const wasm = {
  name: wasmTarget,
  found: () => (lines("rustup", ["target", "list", "--installed"]).includes(wasmTarget) ? "installed" : undefined),
  install: ["rustup", "target", "add", wasmTarget],
  otherwise:
    "Without rustup's servers, Debian's rustc-web, cargo-web and rust-web-src build it too, with RUSTC_BOOTSTRAP=1 and " +
    "`-Zbuild-std=std,panic_abort`.",
};

export const rustfmt = component("rustfmt");
export const clippy = component("clippy");

/** @type {Tool} */
export const wasmBindgen = {
  name: "wasm-bindgen",
  found: () => {
    const version = wasmBindgenVersion();
    const here = ["wasm-bindgen", "wasm-bindgen-test-runner"].map((program) => output(program, ["--version"]));
    return here.every((line) => line?.split(" ")[1] === version) ? version : undefined;
  },
  // Not --locked: the lock file it was published with names a crate version that the registry no longer has.
  get install() {
    return ["cargo", "install", "wasm-bindgen-cli", "--version", wasmBindgenVersion()];
  },
  takes: "a few minutes",
};

/** @type {Tool} */
export const wasmPack = {
  name: "wasm-pack",
  found: () => (output("wasm-pack", ["--version"]) === `wasm-pack ${wasmPackVersion}` ? wasmPackVersion : undefined),
  install: ["cargo", "install", "wasm-pack", "--version", wasmPackVersion],
  takes: "a few minutes",
};

/** @type {Tool} */
export const geckodriver = {
  name: "geckodriver",
  found: () => output("geckodriver", ["--version"])?.split(/\s/)[1],
  install: ["cargo", "install", "geckodriver"],
  takes: "a few minutes",
};

export const linker = debian("cc", "build-essential");
export const chromium = [debian("chromium", "chromium"), debian("chromedriver", "chromium-driver")];
export const firefox = [debian("firefox-esr", "firefox-esr"), geckodriver];
export const webkit = [
  debian("WebKitWebDriver", "webkit2gtk-driver"),
  debian("xvfb-run", "xvfb"),
  debian("xauth", "xauth"), // xvfb-run calls it, and its package only recommends it
];

/** What a build needs, and so what everything needs, in the order in which each needs those before it. */
export const toBuild = [node, npmPackages, linker, rustup, rust, wasm, wasmBindgen];

/**
 * @param {string} name
 * @returns {Tool}
 */
function component(name) {
  return {
    name,
    found: () =>
      lines("rustup", ["component", "list", "--installed"]).some((line) => line.startsWith(name))
        ? "installed"
        : undefined,
    install: ["rustup", "component", "add", name],
  };
}

/**
 * What a package-lock.json says.
 * @param {string} name
 * @param {string} directory
 * @param {string[]} command of npm
 * @returns {Tool}
 */
function packages(name, directory, command) {
  return {
    name,
    found: () => (packagesMatchTheLock(directory) ? "as package-lock.json says" : undefined),
    install: ["npm", ...command, "--no-audit", "--no-fund", "--prefix", at(directory)],
  };
}

/**
 * @param {string} program
 * @param {string} pkg
 * @returns {Tool}
 */
function debian(program, pkg) {
  return { name: program, found: () => which(program), debian: pkg };
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function lines(program, args) {
  return output(program, args)?.split("\n") ?? [];
}

/**
 * npm writes what it installed in the form of its lock file, so the two can be compared: an `npm install` by hand is
 * then as good as our own `npm ci`, and a pulled change of the lock file is seen.
 * @param {string} directory
 */
function packagesMatchTheLock(directory) {
  const installed = at(directory, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  /** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} Package */
  /** @type {Record<string, Package>} */
  const wanted = JSON.parse(read(join(directory, "package-lock.json"))).packages;
  /** @type {Record<string, Package>} */
  const here = JSON.parse(readFileSync(installed, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const present = here[path];
    if (!present) return optional === true; // made for another system
    return present.version === version && present.integrity === integrity;
  });
}

/**
 * @param {string} version
 * @param {string} least
 */
function atLeast(version, least) {
  const [have, want] = [version, least].map((v) => v.split(".").map(Number));
  for (const [i, part] of (want ?? []).entries()) {
    const mine = have?.[i] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}
