// Runs the programs of the consumers, each in a process group of its own that is killed as a whole.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as setTimer } from "node:timers/promises";

/**
 * The environment of the programs, without the settings of this test run. Caches and downloads go to `home`, and telemetry is off.
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
  } catch {} // the whole group has ended
}

/** The running programs, which are killed when this process exits. */
const running = new Set();
process.on("exit", () => {
  for (const child of running) killGroup(child);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

function spawnGroup(program, args, { cwd, env }) {
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
    // A child process that outlives the program would keep the pipes open, and "close" would never come.
    child.on("exit", () => killGroup(child));
    child.on("close", (code, signal) => resolve(signal ?? code));
  }).finally(() => running.delete(child));
  return { child, printed, ended };
}

/** Runs a program, which must exit with 0, and returns its stdout. */
export async function run(program, args, { cwd, env, seconds = 200 }) {
  const { child, printed, ended } = spawnGroup(program, args, { cwd, env });
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, seconds * 1000);
  const code = await ended;
  clearTimeout(limit);
  if (code === 0) return printed.stdout;
  const failure = timedOut ? `is still running after ${seconds} s` : `exited with ${code}`;
  throw new Error(`\`${[program, ...args].join(" ")}\` ${failure}:\n${printed.all}`);
}

/**
 * Starts a program that keeps running, and waits until it is ready.
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, ready: RegExp | number, seconds?: number }} options `ready` is a pattern in its
 * output, or a port that accepts connections; `found` is the match
 */
export async function start(program, args, { cwd, env, ready, seconds = 60 }) {
  const { child, printed, ended } = spawnGroup(program, args, { cwd, env });
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(`is not ready after ${seconds} s`), seconds * 1000);
  ended.then((code) => over.abort(`exited with ${code}`));
  const stop = async (signal) => {
    clearTimeout(timer);
    killGroup(child, signal);
    await ended;
  };
  let found;
  while (!found && !over.signal.aborted) {
    found = ready instanceof RegExp ? ready.exec(printed.all) : await acceptsConnections(ready);
    if (!found) await setTimer(20);
  }
  if (!found) {
    await stop();
    throw new Error(`\`${[program, ...args].join(" ")}\` ${over.signal.reason}:\n${printed.all}`);
  }
  clearTimeout(timer);
  return { found, stop, printed: () => printed.all };
}

async function acceptsConnections(port) {
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
