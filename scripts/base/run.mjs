// @ts-check
// Other programs: where they are, how they run, and that none outlives its script.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Failure } from "./failure.mjs";
import { currentCapture, print } from "./output.mjs";
import { at, root } from "./project.mjs";

/**
 * The project's npm packages; cargo's directory of programs, unless it is on PATH (a shell that was opened before rustup was
 * installed lacks it); then PATH.
 */
function searchPath() {
  const { CARGO_INSTALL_ROOT, CARGO_HOME = join(homedir(), ".cargo"), PATH = "" } = process.env;
  const path = PATH.split(delimiter).filter(Boolean);
  const cargo = [CARGO_INSTALL_ROOT, CARGO_HOME].flatMap((home) => (home ? [join(home, "bin")] : []));
  return [at("node_modules", ".bin"), ...cargo.filter((directory) => !path.includes(directory)), ...path];
}

/** @param {NodeJS.ProcessEnv} [extra] */
function environment(extra) {
  const colour = process.stdout.isTTY ? { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" } : {};
  return { ...colour, ...process.env, ...extra, PATH: searchPath().join(delimiter) };
}

/**
 * The path of a program, or undefined when it is not installed.
 * @param {string} program
 */
export function which(program) {
  for (const directory of searchPath()) {
    const path = join(directory, program);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {}
  }
  return undefined;
}

/**
 * The standard output of a program, or undefined when the program is missing or fails.
 * @param {string} program
 * @param {string[]} args
 */
export function output(program, args) {
  const done = spawnSync(program, args, {
    cwd: root,
    env: environment(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 64 * 1024 * 1024,
  });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** The process groups of the programs that run. @type {Set<number>} */
const groups = new Set();

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {} // it has ended
}

for (const [signal, code] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])) {
  process.on(signal, () => {
    // Without a program to stop, another handler of the script may end the process its own way.
    if (groups.size === 0 && process.listenerCount(signal) > 1) return;
    for (const group of groups) signalGroup(group, signal);
    process.exit(code);
  });
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] in addition to the script's environment
 * @property {string} [cwd]
 * @property {number} [minutes] the time limit; none by default
 * @property {(line: string) => void} [onLine] called with each line of the output, without colours
 */

/**
 * Runs a program and returns its exit code: 127 when there is no such program.
 *
 * The program gets a process group, which is killed when the program ends: a stopped web driver leaves its browser running,
 * and the browser would keep our pipes open.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { env, cwd = root, minutes, onLine } = {}) {
  const captured = currentCapture();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      detached: true,
      stdio: onLine || captured ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    const group = child.pid;
    /** @type {NodeJS.Timeout | undefined} */
    let limit;
    if (group !== undefined) {
      groups.add(group);
      if (minutes) {
        limit = setTimeout(() => {
          print(`\n${program} was stopped after ${minutes} minutes.`);
          signalGroup(group, "SIGKILL");
        }, minutes * 60_000);
      }
    }
    for (const [stream, terminal] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        if (captured) captured.text += text;
        else terminal.write(text);
      });
      if (stream && onLine) readLines(stream, onLine);
    }
    child.on("error", (error) => {
      print(`${program} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("exit", () => {
      clearTimeout(limit);
      if (group !== undefined) {
        signalGroup(group, "SIGKILL");
        groups.delete(group);
      }
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * @param {import("node:stream").Readable} stream
 * @param {(line: string) => void} onLine
 */
function readLines(stream, onLine) {
  let rest = "";
  stream.on("data", (/** @type {string} */ text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(withoutColours(line));
  });
  stream.on("end", () => {
    if (rest) onLine(withoutColours(rest));
  });
}

/** @param {string} line */
function withoutColours(line) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour code begins with one
  return line.replace(/\u001b\[[0-9;]*m/g, "");
}

/**
 * Runs a program and throws a Failure when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function must(program, args, options) {
  const code = await run(program, args, options);
  if (code !== 0) throw new Failure(`\`${[program, ...args].join(" ")}\` failed (exit code ${code}); see above.`);
}
