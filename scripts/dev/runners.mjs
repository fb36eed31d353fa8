// @ts-check
// What a step of `npm test` runs: a check, which counts as one, or tests, which are counted by their output.

import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort, host } from "../base/port.mjs";
import { at, wasmTarget } from "../base/project.mjs";
import { run, which } from "../base/run.mjs";
import { CanarySpotter } from "./canaries.mjs";
import { CargoCounter, NodeCounter, outcomeOf } from "./counts.mjs";
import { serveSandbox } from "./sandbox.mjs";

/** @typedef {import("./counts.mjs").Counts & { note?: string }} Outcome */

/**
 * A port outside of Linux's ephemeral range. It is always the same: tests/*.rs are compiled with it, and another would
 * compile them again.
 */
const usualPort = 28_787;
const port = (await freePort(usualPort)) ?? (await freePort(0)) ?? 0;

/** The environment that tests/*.rs are compiled with. It is the same in every step, or cargo would compile them for each. */
const cargoEnv = { MYSAFE_SANDBOX_URL: `http://${host}:${port}` };

/** Every browser runs the same binaries as Node. The limits are in seconds. */
const browserEnv = {
  WASM_BINDGEN_USE_BROWSER: "1",
  WASM_BINDGEN_TEST_TIMEOUT: "300",
  WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
};

/** tests/*.rs alone: the tests in src/ run natively. */
const integrationTests = ["--test", "*"];

/** Every Node.js process of a test, however it is started, watches for credentials. */
const watchEnv = {
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${pathToFileURL(at("tests/canaries/watch.mjs")).href}`,
};

/**
 * Runs a program as a check: it passes when the program succeeds.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Outcome>}
 */
export async function check(program, args, env) {
  const code = await run(program, args, { env: { ...cargoEnv, ...env }, minutes: 20 });
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * The sum of outcomes.
 * @param {Outcome[]} outcomes
 * @returns {Outcome}
 */
export function total(outcomes) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ kind) =>
    outcomes.reduce((all, outcome) => all + outcome[kind], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/**
 * Runs `cargo test`, or a program that runs it.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cargoTests(program, args, env) {
  return countTests(new CargoCounter(), program, args, { env: { ...cargoEnv, ...env }, minutes: 20 });
}

/**
 * Runs the tests of a directory. The files are named one by one, because versions of Node differ in what
 * `node --test <directory>` means.
 * @param {string} directory
 * @param {NodeTestOptions} [options]
 * @typedef {import("../base/run.mjs").RunOptions & { together?: number }} NodeTestOptions `together`: how many files run at a time;
 *   Node.js takes one less than there are cores
 */
export async function nodeTests(directory, options = {}) {
  const files = existsSync(at(directory)) ? readdirSync(at(directory), { recursive: true, encoding: "utf8" }) : [];
  const tests = files.filter((file) => /\.test\.m?js$/.test(file) && !file.includes("node_modules")).sort();
  if (tests.length === 0) return { passed: 0, failed: 1, skipped: 0, note: `no *.test.js in ${directory}` };
  return nodeTestFiles(
    tests.map((file) => join(directory, file)),
    { minutes: 10, ...options },
  );
}

/**
 * @param {string[]} files
 * @param {NodeTestOptions} options
 */
export function nodeTestFiles(files, { together, ...options }) {
  const concurrency = together === undefined ? [] : [`--test-concurrency=${together}`];
  const args = ["--test", "--test-reporter=spec", ...concurrency, ...files];
  const env = { ...options.env, ...watchEnv };
  return countTests(new NodeCounter(), process.execPath, args, { ...options, env });
}

/**
 * @param {CargoCounter | NodeCounter} counter
 * @param {string} program
 * @param {string[]} args
 * @param {import("../base/run.mjs").RunOptions} options
 * @returns {Promise<Outcome>}
 */
async function countTests(counter, program, args, options) {
  const spotter = new CanarySpotter();
  const code = await run(program, args, {
    ...options,
    onLine(line) {
      counter.read(line);
      spotter.read(line);
    },
  });
  return spotter.judge(outcomeOf(counter.counts, code));
}

/**
 * Runs tests/*.rs by wasm-pack.
 * @param {string[]} where wasm-pack's options
 * @param {NodeJS.ProcessEnv} [env]
 */
export function wasmPackTests(where, env) {
  // `no-install`: set-up has installed what wasm-pack would download, from where not everybody can reach.
  const args = [
    "--log-level",
    "error",
    "test",
    ...where,
    "--mode",
    "no-install",
    "--",
    "--locked",
    ...integrationTests,
  ];
  return withSandbox(() => cargoTests("wasm-pack", args, env));
}

/**
 * Runs tests/*.rs by wasm-pack in a browser.
 * @param {string} browser wasm-pack's option
 */
export function wasmPackBrowserTests(browser) {
  return withHome((env) => wasmPackTests(["--headless", browser], { ...browserEnv, ...env }));
}

/**
 * Runs tests/*.rs in WebKit. wasm-pack knows Safari only, but its runner drives any driver that speaks Safari's protocol. WebKitGTK
 * has no headless mode, so it gets a virtual display.
 */
export function webkitTests() {
  const args = ["-a", "cargo", "test", "--locked", "--no-fail-fast", "--target", wasmTarget, ...integrationTests];
  const webkitEnv = {
    SAFARIDRIVER: which("WebKitWebDriver"),
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
  };
  return withHome((env) => withSandbox(() => cargoTests("xvfb-run", args, { ...browserEnv, ...webkitEnv, ...env })));
}

/**
 * Runs tests with a sandbox of their own: no run sees what an earlier one switched off.
 * @param {() => Promise<Outcome>} tests
 */
async function withSandbox(tests) {
  const { server } = await serveSandbox(port);
  try {
    return await tests();
  } finally {
    await server.close();
  }
}

/**
 * Runs tests with an empty home directory for the browser, and removes it afterwards. The browser starts the same
 * everywhere; Firefox as root would refuse another user's home; and the profiles of killed browsers do not pile up.
 * @param {(env: NodeJS.ProcessEnv) => Promise<Outcome>} tests
 */
export async function withHome(tests) {
  const home = mkdtempSync(join(tmpdir(), "mysafe-"));
  const { CARGO_HOME = join(homedir(), ".cargo"), RUSTUP_HOME = join(homedir(), ".rustup") } = process.env;
  try {
    return await tests({ HOME: home, TMPDIR: home, CARGO_HOME, RUSTUP_HOME });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
