// @ts-check
// Starts other programs: finds them, shows what they print as they print it, and leaves none of them behind.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Failure } from "./failure.mjs";
import { at, root } from "./project.mjs";

/**
 * The person's PATH, behind this project's npm packages, and behind wherever cargo installs programs when that is not
 * on it: a shell opened before rustup was installed does not have it.
 */
function searchPath() {
  const { CARGO_INSTALL_ROOT, CARGO_HOME = join(homedir(), ".cargo"), PATH = "" } = process.env;
  const theirs = PATH.split(delimiter).filter(Boolean);
  const cargo = [CARGO_INSTALL_ROOT, CARGO_HOME].flatMap((home) => (home ? [join(home, "bin")] : []));
  return [at("node_modules", ".bin"), ...cargo.filter((directory) => !theirs.includes(directory)), ...theirs];
}

/** @param {NodeJS.ProcessEnv} [extra] */
function environment(extra) {
  const colour = process.stdout.isTTY ? { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" } : {};
  return { ...colour, ...process.env, ...extra, PATH: searchPath().join(delimiter) };
}

/**
 * Where a program is, if it is anywhere.
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
 * What a program prints, or undefined when it is missing or fails.
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

/** @type {Set<number>} */
const groups = new Set();

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {} // gone already, which is what we wanted
}

for (const [signal, code] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])) {
  process.on(signal, () => {
    if (groups.size === 0 && process.listenerCount(signal) > 1) return; // whoever else listens has its own way to end
    for (const group of groups) signalGroup(group, signal);
    process.exit(code);
  });
}

/**
 * @typedef {object} Running
 * @property {NodeJS.ProcessEnv} [env] added to our own environment
 * @property {string} [cwd]
 * @property {number} [minutes] after which it is stopped; none unless given
 * @property {(line: string) => void} [onLine] hears each line printed, without colours
 */

/**
 * Runs a program to its end and gives its exit code; 127 when there is no such program.
 *
 * It runs in a process group of its own, which is killed when it ends: a web driver that is stopped half-way leaves
 * its browser running, and the browser would hold our pipes open for ever.
 * @param {string} program
 * @param {string[]} args
 * @param {Running} [running]
 * @returns {Promise<number>}
 */
export function run(program, args, { env, cwd = root, minutes, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      detached: true,
      stdio: onLine ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    const group = child.pid;
    /** @type {NodeJS.Timeout | undefined} */
    let limit;
    if (group !== undefined) {
      groups.add(group);
      if (minutes) {
        limit = setTimeout(() => {
          console.error(`\n${program} has run for ${minutes} minutes: stopped.`);
          signalGroup(group, "SIGKILL");
        }, minutes * 60_000);
      }
    }
    if (onLine) {
      follow(child.stdout, process.stdout, onLine);
      follow(child.stderr, process.stderr, onLine);
    }
    child.on("error", (error) => {
      console.error(`${program} could not be started: ${error.message}`);
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
 * @param {import("node:stream").Readable | null} from
 * @param {NodeJS.WriteStream} to
 * @param {(line: string) => void} onLine
 */
function follow(from, to, onLine) {
  let rest = "";
  from?.setEncoding("utf8");
  from?.on("data", (/** @type {string} */ text) => {
    to.write(text);
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(withoutColour(line));
  });
  from?.on("end", () => {
    if (rest) onLine(withoutColour(rest));
  });
}

/** @param {string} line */
function withoutColour(line) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour code begins with one
  return line.replace(/\u001b\[[0-9;]*m/g, "");
}

/**
 * Runs a program that has to succeed.
 * @param {string} program
 * @param {string[]} args
 * @param {Running} [running]
 */
export async function must(program, args, running) {
  const code = await run(program, args, running);
  if (code !== 0) throw new Failure(`\`${[program, ...args].join(" ")}\` failed (exit code ${code}); see above.`);
}
