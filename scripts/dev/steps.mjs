// @ts-check
// The steps of `npm test`. Steps run side by side unless they share a resource or run alone.

import { at, exampleManifest, packages, wasmTarget } from "../base/project.mjs";
import { buildOthers, buildPackage } from "../build/products.mjs";
import { writeReference } from "../build/reference.mjs";
import {
  cargoTests,
  check,
  nodeTestFiles,
  nodeTests,
  total,
  wasmPackBrowserTests,
  wasmPackTests,
  webkitTests,
  withHome,
} from "./runners.mjs";
import { chromium, clippy, consumerTools, firefox, rustfmt, wasmBindgen, wasmPack, webkit } from "./tools.mjs";

/** @typedef {import("./runners.mjs").Outcome} Outcome */

/**
 * @typedef {object} StepFields
 * @property {string} title
 * @property {import("./tools.mjs").Tool[]} [needs] in addition to a build's
 * @property {"build"} [after]
 * @property {boolean} [quick] whether `npm run check` runs it too
 * @property {() => Promise<Outcome>} work
 * @typedef {import("./schedule.mjs").Task & StepFields} Step
 */

/** cargo's target directory: a second cargo would wait for the first, and its time limit would run. */
const cargo = "cargo";
/** The port that tests/*.rs are compiled with. */
const sandboxPort = "sandbox port";

/** In CI, biome colours its output even when it is no terminal. */
const biomeColours = process.stdout.isTTY ? [] : ["--colors=off"];

/** @type {Step[]} */
export const steps = [
  { name: "build", title: "Build", uses: [cargo], work: build },
  {
    name: "rustfmt",
    title: "Rust is formatted",
    needs: [rustfmt],
    quick: true,
    work: () => check("cargo", ["fmt", "--all", "--check"]),
  },
  {
    name: "biome",
    title: "JavaScript is formatted and linted",
    quick: true,
    work: () => check("biome", ["ci", ...biomeColours, "."]),
  },
  {
    name: "types",
    title: "The scripts, the packages and the page are type-checked",
    after: "build",
    quick: true,
    work: typeCheck,
  },
  {
    name: "clippy",
    title: "Rust is linted",
    needs: [clippy],
    uses: [cargo],
    quick: true,
    work: () => check("cargo", ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]),
  },
  {
    name: "clippy-wasm",
    title: "Rust is linted as WebAssembly",
    needs: [clippy],
    uses: [cargo],
    work: () => check("cargo", ["clippy", "--locked", "--all-targets", "--target", wasmTarget, "--", "-D", "warnings"]),
  },
  {
    name: "architecture",
    title: "Imports go one way",
    quick: true,
    work: () => nodeTests("tests/architecture"),
  },
  {
    name: "native",
    title: "Rust tests",
    uses: [cargo],
    quick: true,
    work: () => cargoTests("cargo", ["test", "--locked", "--no-fail-fast"]),
  },
  { name: "scripts", title: "Tests of the scripts", quick: true, work: () => nodeTests("tests/scripts") },
  {
    name: "page-logic",
    title: "The page without a browser",
    alone: true, // it compares durations
    quick: true,
    work: () => nodeTests("tests/page"),
  },
  {
    name: "package",
    title: "The package's types and manifest",
    after: "build",
    work: () => nodeTests("tests/package"),
  },
  { name: "sandbox", title: "Sandbox tests", after: "build", work: () => nodeTests("sandbox/test") },
  { name: "cli", title: "Tests of the command line, with 50 kills", after: "build", work: () => nodeTests("cli/test") },
  {
    name: "broker",
    title: "Tests of the broker",
    needs: chromium,
    after: "build",
    alone: true, // it counts what comes in a time
    work: () => withHome((env) => nodeTests("broker/test", { env })),
  },
  { name: "node", title: "Tests of the built package in Node", after: "build", work: () => nodeTests("tests/node") },
  {
    name: "peers",
    title: "Servers, certificates and proxies of others",
    after: "build",
    work: () => nodeTests("tests/peers"),
  },
  {
    name: "crate",
    title: "The crate in an app of Rust",
    needs: [rustfmt, clippy, wasmBindgen],
    after: "build",
    uses: [cargo],
    work: crateTests,
  },
  {
    name: "reproducible",
    title: "Two directories build the same package",
    after: "build",
    work: () => nodeTests("tests/reproducible"),
  },
  {
    name: "reference",
    title: "The pages of the API, without a warning",
    after: "build",
    uses: [cargo],
    work: reference,
  },
  {
    name: "release",
    title: "The published files",
    after: "build",
    uses: [cargo],
    work: () => nodeTests("tests/release"),
  },
  {
    name: "size",
    title: "Size of the bundle",
    after: "build",
    work: () => check(process.execPath, ["scripts/build/size.mjs"]),
  },
  {
    name: "wasm-node",
    title: "wasm-bindgen tests in Node",
    needs: [wasmBindgen, wasmPack],
    after: "build",
    uses: [cargo, sandboxPort],
    work: () => wasmPackTests(["--node"]),
  },
  {
    name: "wasm-chromium",
    title: "wasm-bindgen tests in Chromium",
    needs: [wasmBindgen, wasmPack, ...chromium],
    after: "build",
    alone: true,
    work: () => wasmPackBrowserTests("--chrome"),
  },
  {
    name: "wasm-firefox",
    title: "wasm-bindgen tests in Firefox",
    needs: [wasmBindgen, wasmPack, ...firefox],
    after: "build",
    alone: true,
    work: () => wasmPackBrowserTests("--firefox"),
  },
  {
    name: "wasm-webkit",
    title: "wasm-bindgen tests in WebKit",
    needs: [wasmBindgen, ...webkit],
    after: "build",
    alone: true,
    work: webkitTests,
  },
  {
    name: "page",
    title: "The page in browsers",
    needs: [...chromium, ...firefox, ...webkit],
    after: "build",
    alone: true,
    // A browser spends much of its time waiting, so that two files at a time use the cores.
    work: () => withHome((env) => nodeTests("tests/browser", { env, minutes: 30, together: 2 })),
  },
  {
    name: "lighthouse",
    title: "The page as Lighthouse sees it",
    needs: chromium,
    after: "build",
    alone: true,
    work: () => withHome((env) => check(process.execPath, ["scripts/dev/lighthouse.mjs"], env)),
  },
  {
    name: "start",
    title: "npm start in front of a MySafe",
    needs: chromium,
    after: "build",
    alone: true,
    work: () => withHome((env) => nodeTests("tests/start", { env })),
  },
  {
    name: "soak",
    title: "The soak in short, in Node and Chromium",
    needs: chromium,
    after: "build",
    alone: true,
    work: () => withHome((env) => nodeTests("tests/soak", { env })),
  },
  {
    name: "model",
    title: "Every claim, against a server that misbehaves and knows the truth",
    after: "build",
    alone: true, // its plans have short time limits
    work: () => nodeTests("tests/model"),
  },
  {
    name: "consumers",
    title: "The packed package in every runtime and bundler",
    needs: [...chromium, ...firefox, ...webkit, consumerTools],
    after: "build",
    alone: true,
    // One file: the consumers are apps with tests of their own.
    work: () => nodeTestFiles(["tests/consumers/consumers.test.mjs"], { minutes: 20 }),
  },
  {
    name: "docs",
    title: "The documents are true",
    needs: [...chromium, consumerTools], // some recipes are for other versions of Node.js
    after: "build",
    alone: true, // `npm start` builds again
    work: () => withHome((env) => nodeTests("tests/docs", { env })),
  },
  {
    name: "bench",
    title: "The benchmark in short",
    after: "build",
    alone: true,
    work: () => nodeTests("bench"),
  },
];

async function build() {
  await buildPackage();
  await buildOthers();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function reference() {
  const pages = await writeReference();
  return { passed: pages.length, failed: 0, skipped: 0 };
}

/** Neither Node, which runs the scripts, nor Vite, which builds the page, checks types. */
async function typeCheck() {
  const outcomes = [];
  for (const project of [".", ...packages, "www"]) {
    outcomes.push(await check("tsc", ["--noEmit", "-p", at(project)]));
  }
  return total(outcomes);
}

/** The crate as an app in Rust uses it: without the npm package's part. */
async function crateTests() {
  const bare = ["--locked", "--no-default-features", "--target", wasmTarget];
  // Doc tests are compiled for WebAssembly, where no runner exists; those that can run do so natively.
  const runner = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "true" };
  return total([
    await check("cargo", ["fmt", "--check", "--manifest-path", exampleManifest]),
    await check("cargo", ["clippy", "--lib", ...bare, "--", "-D", "warnings"]),
    await check("cargo", ["test", "--doc", ...bare], runner),
    await nodeTests("tests/examples"),
  ]);
}
