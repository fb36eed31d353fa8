// @ts-check
// Runs the built command against a served sandbox.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";

/** The path of the built command. */
export const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The credentials of the tests. No output may have the secret or a token in it. */
export const secret = "canary-7Q/x+secret=";

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Result */
/**
 * @typedef {object} Setting
 * @property {Record<string, string | undefined>} [env] more variables; `undefined` takes one away
 * @property {string | undefined} [input] standard input
 * @property {string} [cwd]
 */

/**
 * A served sandbox with a folder of its own. Both end with the test.
 * @param {import("node:test").TestContext} t
 * @param {import("mysafe-sandbox").SandboxOptions} [options]
 */
export async function bench(t, options = {}) {
  const clients = [{ clientId: "oncall", clientSecret: secret }];
  const sandbox = createSandbox({ secrets: 40, passwords: 5, notes: 5, seed: 1, clients, ...options });
  const { url, close } = await serve(sandbox);
  const folder = mkdtempSync(join(tmpdir(), "mysafe-cli-"));
  t.after(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const variables = { MYSAFE_URL: url, MYSAFE_CLIENT_ID: "oncall", MYSAFE_CLIENT_SECRET: secret };
  const setting = (/** @type {Setting} */ { env, cwd = folder, ...rest } = {}) => ({
    ...rest,
    cwd,
    env: environment({ ...variables, ...env }),
  });
  return {
    ...{ sandbox, url, folder },
    /** @param {string[]} args @param {Setting} [more] */
    run: (args, more) => run([process.execPath, main, ...args], setting(more)),
    /** @param {string[]} args @param {Setting} [more] */
    start: (args, more) => start([process.execPath, main, ...args], setting(more)),
    /** Through a shell, in which `mysafe` is the command. @param {string} line @param {Setting} [more] */
    shell: (line, more) =>
      run(["bash", "-c", `mysafe() { '${process.execPath}' '${main}' "$@"; }; ${line}`], setting(more)),
    /** On a terminal on which somebody types. @param {string} line @param {Setting} [more] */
    typed: (line, more) => {
      const command = line.replace(/^mysafe/, `'${process.execPath}' '${main}'`);
      const started = start(["script", "-qec", command, "/dev/null"], setting(more), { keepsInput: true });
      /** Types once a text is shown. @param {string} text @param {string} keys */
      const answer = async (text, keys) => {
        while (!started.printed().includes(text) && started.child.exitCode === null) await sleep(10);
        await sleep(100); // The prompt listens a moment after it is shown.
        started.child.stdin.write(keys);
      };
      return { ...started, answer };
    },
    /** On a terminal that is gone once `until` has ended. @param {string} line @param {() => Promise<void>} until */
    hangUp: async (line, until) => {
      const command = line.replace(/^mysafe/, `'${process.execPath}' '${main}'`);
      const { child, result } = start(["script", "-qec", command, "/dev/null"], setting(), { keepsInput: true });
      await until();
      child.kill("SIGKILL"); // The kernel hangs up the terminal of a program that has gone.
      await result;
    },
    /** On a terminal. @param {string} line @param {Setting} [more] */
    terminal: (line, more) =>
      run(["script", "-qec", line.replace(/^mysafe/, `'${process.execPath}' '${main}'`), "/dev/null"], setting(more)),
  };
}

/** Why there can be no terminal, if so. */
export const noTerminal =
  spawnSync("script", ["--version"]).status === 0 ? false : "there is no `script` of util-linux";

/** @param {Record<string, string | undefined>} more */
function environment(more) {
  const { PATH, TMPDIR } = process.env;
  const all = { PATH, TMPDIR, HOME: tmpdir(), TERM: "xterm-256color", ...more };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** @param {string[]} command @param {Setting} setting @returns {Promise<Result>} */
function run(command, setting) {
  return start(command, setting).result;
}

/** @param {string[]} command @param {Setting} setting */
function start([program = "", ...args], { env, input, cwd }, { keepsInput = false } = {}) {
  const child = spawn(program, args, { cwd, env, stdio: "pipe" });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  child.stdin.on("error", () => {}); // A command need not read it.
  if (!keepsInput) child.stdin.end(input ?? "");
  const result = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, result: /** @type {Promise<Result>} */ (result), said: () => stderr, printed: () => stdout };
}
