// Runs the programs of the consumers: each in a process group of its own, of which nothing is left behind.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as setTimer } from "node:timers/promises";

/**
 * An environment that is no part of this test run. What the programs keep or download goes to `home`; none of them
 * reports to its makers.
 */
export function environment(home) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, NODE_ENV: ___, FORCE_COLOR: ____, ...rest } = process.env;
  return {
    ...rest,
    HOME: home,
    TMPDIR: home,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    DENO_DIR: join(home, "deno"),
    DENO_NO_UPDATE_CHECK: "1",
    DO_NOT_TRACK: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    NO_UPDATE_NOTIFIER: "1",
  };
}

function killGroup(child, signal = "SIGKILL") {
  try {
    process.kill(-child.pid, signal);
  } catch {} // all of it has ended
}

/** Those that run, to be ended with us. */
const running = new Set();
process.on("exit", () => {
  for (const child of running) killGroup(child);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

function begin(program, args, { cwd, env }) {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const printed = { stdout: "", all: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    printed.stdout += text;
    printed.all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    printed.all += text;
  });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    // A helper that stays behind would hold the pipes open, and "close" would never come.
    child.on("exit", () => killGroup(child));
    child.on("close", (code, signal) => resolve(signal ?? code));
  }).finally(() => running.delete(child));
  return { child, printed, ended };
}

/** Runs a program to its end, which has to be a good one, and gives what it printed on stdout. */
export async function run(program, args, { cwd, env, seconds = 200 }) {
  const { child, printed, ended } = begin(program, args, { cwd, env });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    killGroup(child);
  }, seconds * 1000);
  const code = await ended;
  clearTimeout(limit);
  if (code === 0) return printed.stdout;
  const what = late ? `has run for ${seconds} s` : `ended with ${code}`;
  throw new Error(`\`${[program, ...args].join(" ")}\` ${what}:\n${printed.all}`);
}

/**
 * Starts a program that stays up.
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, ready: RegExp | number, seconds?: number }} options it is up once what
 * it prints fits `ready`, or once that port takes connections; `found` is the match
 */
export async function start(program, args, { cwd, env, ready, seconds = 60 }) {
  const { child, printed, ended } = begin(program, args, { cwd, env });
  const over = new AbortController();
  const late = setTimeout(() => over.abort(`is not up after ${seconds} s`), seconds * 1000);
  ended.then((code) => over.abort(`ended with ${code}`));
  const stop = async (signal) => {
    clearTimeout(late);
    killGroup(child, signal);
    await ended;
  };
  let found;
  while (!found && !over.signal.aborted) {
    found = ready instanceof RegExp ? ready.exec(printed.all) : await takesConnections(ready);
    if (!found) await setTimer(20);
  }
  if (!found) {
    await stop();
    throw new Error(`\`${[program, ...args].join(" ")}\` ${over.signal.reason}:\n${printed.all}`);
  }
  clearTimeout(late);
  return { found, stop, printed: () => printed.all };
}

async function takesConnections(port) {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
