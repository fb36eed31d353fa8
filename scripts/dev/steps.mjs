// @ts-check
// The steps of `npm test`, in order. A check counts as one; a step that runs tests counts them.

import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort, host } from "../base/port.mjs";
import { at, exampleManifest, wasmTarget } from "../base/project.mjs";
import { run, which } from "../base/run.mjs";
import { buildPackage, buildSandboxAndPage } from "../build/products.mjs";
import { writeReference } from "../build/reference.mjs";
import { CanarySpotter } from "./canaries.mjs";
import { CargoCounter, judge, NodeCounter } from "./counts.mjs";
import { serveSandbox } from "./sandbox.mjs";
import { chromium, clippy, consumerTools, firefox, rustfmt, wasmPack, webkit } from "./tools.mjs";

/** @typedef {import("./counts.mjs").Counts & { note?: string }} Outcome */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {import("./tools.mjs").Tool[]} [needs] besides what a build needs
 * @property {boolean} [built] whether it needs the build
 * @property {() => Promise<Outcome>} work
 */

/** In CI mode biome colours what it prints, even into a file. */
const plainBiome = process.stdout.isTTY ? [] : ["--colors=off"];

/** @type {Step[]} */
export const steps = [
  {
    name: "rustfmt",
    title: "Rust is formatted",
    needs: [rustfmt],
    work: () => check("cargo", ["fmt", "--check"]),
  },
  {
    name: "biome",
    title: "JavaScript is formatted and linted",
    work: () => check("biome", ["ci", ...plainBiome, "."]),
  },
  {
    name: "clippy",
    title: "Rust is linted",
    needs: [clippy],
    work: () => check("cargo", ["clippy", "--all-targets", "--", "-D", "warnings"]),
  },
  {
    name: "clippy-wasm",
    title: "Rust is linted as WebAssembly",
    needs: [clippy],
    work: () => check("cargo", ["clippy", "--all-targets", "--target", wasmTarget, "--", "-D", "warnings"]),
  },
  { name: "native", title: "Rust tests", work: () => cargoTests("cargo", ["test", "--no-fail-fast"]) },
  { name: "page-logic", title: "The page without a browser", work: () => nodeTests("tests/page") },
  { name: "build", title: "Build", work: build },
  { name: "types", title: "The scripts and the page are type-checked", built: true, work: typeCheck },
  { name: "package", title: "The package's types and manifest", built: true, work: () => nodeTests("tests/package") },
  { name: "sandbox", title: "Sandbox tests", built: true, work: () => nodeTests("sandbox/test") },
  { name: "node", title: "Tests of the built package in Node", built: true, work: () => nodeTests("tests/node") },
  {
    name: "peers",
    title: "Servers, certificates and proxies of others",
    built: true,
    work: () => nodeTests("tests/peers"),
  },
  { name: "crate", title: "The crate in an app of Rust", needs: [rustfmt, clippy], built: true, work: crateTests },
  {
    name: "wasm-node",
    title: "wasm-bindgen tests in Node",
    needs: [wasmPack],
    built: true,
    work: () => wasmPackTest(["--node"]),
  },
  {
    name: "wasm-chromium",
    title: "wasm-bindgen tests in Chromium",
    needs: [wasmPack, ...chromium],
    built: true,
    work: () => withHome((env) => wasmPackTest(["--headless", "--chrome"], { ...inBrowser, ...env })),
  },
  {
    name: "wasm-firefox",
    title: "wasm-bindgen tests in Firefox",
    needs: [wasmPack, ...firefox],
    built: true,
    work: () => withHome((env) => wasmPackTest(["--headless", "--firefox"], { ...inBrowser, ...env })),
  },
  {
    name: "wasm-webkit",
    title: "wasm-bindgen tests in WebKit",
    needs: webkit,
    built: true,
    work: () => withHome(webkitTest),
  },
  {
    name: "page",
    title: "The page in browsers",
    needs: [...chromium, ...firefox, ...webkit],
    built: true,
    work: () => withHome((env) => nodeTests("tests/browser", env)),
  },
  {
    name: "lighthouse",
    title: "The page as Lighthouse sees it",
    needs: chromium,
    built: true,
    work: () => withHome((env) => check(process.execPath, ["scripts/dev/lighthouse.mjs"], env)),
  },
  {
    name: "start",
    title: "What npm start puts before a MySafe",
    needs: chromium,
    built: true,
    work: () => withHome((env) => nodeTests("tests/start", env)),
  },
  {
    name: "soak",
    title: "The soak in short, in Node and Chromium",
    needs: chromium,
    built: true,
    work: () => withHome((env) => nodeTests("tests/soak", env)),
  },
  {
    name: "model",
    title: "Every claim, against a server that misbehaves and knows the truth",
    built: true,
    work: () => nodeTests("tests/model"),
  },
  { name: "reference", title: "The pages of the API, without a warning", built: true, work: reference },
  { name: "release", title: "What is published", built: true, work: () => nodeTests("tests/release") },
  {
    name: "consumers",
    title: "The packed package in every runtime and bundler",
    needs: [...chromium, ...firefox, ...webkit, consumerTools],
    built: true,
    work: () => testFiles(["tests/consumers/consumers.test.mjs"], { minutes: 20 }), // the consumers have tests as well
  },
  {
    name: "docs",
    title: "The documents are true",
    needs: [...chromium, consumerTools], // a recipe is for some versions of Node.js
    built: true,
    work: () => withHome((env) => nodeTests("tests/docs", env)),
  },
  {
    name: "bench",
    title: "The benchmark in short",
    built: true,
    work: () => nodeTests("bench"),
  },
  {
    name: "size",
    title: "Size of the bundle",
    built: true,
    work: () => check(process.execPath, ["scripts/build/size.mjs"]),
  },
];

/**
 * One that is neither taken nor handed out by Linux to whoever asks for any. It is always the same one because the
 * tests are compiled with it: another would compile them again.
 */
const usualPort = 28_787;
const port = (await freePort(usualPort)) ?? (await freePort(0)) ?? 0;

/** What tests/*.rs are compiled with, in each step alike, lest cargo compile them anew for each. */
const compiled = { MYSAFE_SANDBOX_URL: `http://${host}:${port}` };

/** Every browser gets the same binaries as Node: where they run is decided when they run. Limits are in seconds. */
const inBrowser = {
  WASM_BINDGEN_USE_BROWSER: "1",
  WASM_BINDGEN_TEST_TIMEOUT: "300",
  WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
};

/** Only tests/*.rs: what is inside src/ is tested natively. */
const integrationTests = ["--test", "*"];

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Outcome>}
 */
async function check(program, args, env) {
  const code = await run(program, args, { env: { ...compiled, ...env }, minutes: 20 });
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function cargoTests(program, args, env) {
  return listen(new CargoCounter(), program, args, { env: { ...compiled, ...env }, minutes: 20 });
}

/**
 * The files are named one by one, for what `node --test <directory>` means has changed between versions of Node.
 * @param {string} directory
 * @param {NodeJS.ProcessEnv} [env]
 */
async function nodeTests(directory, env) {
  const files = existsSync(at(directory)) ? readdirSync(at(directory), { recursive: true, encoding: "utf8" }) : [];
  const tests = files.filter((file) => /\.test\.m?js$/.test(file) && !file.includes("node_modules")).sort();
  if (tests.length === 0) return { passed: 0, failed: 1, skipped: 0, note: `no *.test.js in ${directory}` };
  return testFiles(
    tests.map((file) => join(directory, file)),
    { minutes: 10, ...(env && { env }) },
  );
}

/**
 * @param {string[]} files
 * @param {import("../base/run.mjs").Running} running
 */
function testFiles(files, running) {
  const args = ["--test", "--test-reporter=spec", ...files];
  const env = { ...running.env, ...watched };
  return listen(new NodeCounter(), process.execPath, args, { ...running, env });
}

/** Every Node.js process of a test, however it is started, watches for credentials that show. */
const watched = {
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${pathToFileURL(at("tests/canaries/watch.mjs")).href}`,
};

/**
 * Runs tests and counts them by what they print, which must hold no credential.
 * @param {CargoCounter | NodeCounter} counter
 * @param {string} program
 * @param {string[]} args
 * @param {import("../base/run.mjs").Running} running
 * @returns {Promise<Outcome>}
 */
async function listen(counter, program, args, running) {
  const spotter = new CanarySpotter();
  const code = await run(program, args, {
    ...running,
    onLine(line) {
      counter.hear(line);
      spotter.hear(line);
    },
  });
  return spotter.judge(judge(counter.counts, code));
}

async function build() {
  await buildPackage();
  await buildSandboxAndPage();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function reference() {
  const pages = await writeReference();
  return { passed: pages.length, failed: 0, skipped: 0 };
}

/** The packages are type-checked as they are built; Vite, which builds the page, and Node look at no types. */
async function typeCheck() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const project of [".", "www"]) {
    const { passed, failed } = await check("tsc", ["--noEmit", "-p", project]);
    counts.passed += passed;
    counts.failed += failed;
  }
  return counts;
}

/** The crate as an app in Rust has it: without the npm package's part. */
async function crateTests() {
  const bare = ["--no-default-features", "--target", wasmTarget];
  // Compiled for WebAssembly, where there is nothing to run them with: those that can be run are, natively.
  const runner = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "true" };
  const outcomes = [
    await check("cargo", ["fmt", "--check", "--manifest-path", exampleManifest]),
    await check("cargo", ["clippy", "--lib", ...bare, "--", "-D", "warnings"]),
    await check("cargo", ["test", "--doc", ...bare], runner),
    await nodeTests("tests/examples"),
  ];
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ what) =>
    outcomes.reduce((all, one) => all + one[what], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/**
 * A sandbox of its own for each run: what one run switches off, the next must not find so.
 * @param {() => Promise<Outcome>} tests
 */
async function againstSandbox(tests) {
  const { server } = await serveSandbox(port);
  try {
    return await tests();
  } finally {
    await server.close();
  }
}

/**
 * An empty home for a browser, cleared away afterwards: it then starts the same everywhere, Firefox as root does not
 * refuse a home that is another user's, and what killed web drivers leave behind does not pile up.
 * @param {(env: NodeJS.ProcessEnv) => Promise<Outcome>} tests
 */
async function withHome(tests) {
  const home = mkdtempSync(join(tmpdir(), "mysafe-"));
  const { CARGO_HOME = join(homedir(), ".cargo"), RUSTUP_HOME = join(homedir(), ".rustup") } = process.env;
  try {
    return await tests({ HOME: home, TMPDIR: home, CARGO_HOME, RUSTUP_HOME });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string[]} where
 * @param {NodeJS.ProcessEnv} [env]
 */
function wasmPackTest(where, env) {
  // Set-up brought all that wasm-pack would otherwise fetch by itself, from where not everybody can reach.
  const args = ["--log-level", "error", "test", ...where, "--mode", "no-install", "--", ...integrationTests];
  return againstSandbox(() => cargoTests("wasm-pack", args, env));
}

/**
 * wasm-pack knows Safari only, but its runner drives whatever speaks Safari's protocol. WebKitGTK has no headless
 * mode, so it gets a display that nobody sees.
 * @param {NodeJS.ProcessEnv} env
 */
function webkitTest(env) {
  const args = ["-a", "cargo", "test", "--no-fail-fast", "--target", wasmTarget, ...integrationTests];
  const webkit = {
    SAFARIDRIVER: which("WebKitWebDriver"),
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
  };
  return againstSandbox(() => cargoTests("xvfb-run", args, { ...inBrowser, ...webkit, ...env }));
}
