// @ts-check
// A folder with a config, a MySafe whose answers can be held back, and the command of the package that runs there.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "mysafe-broker/node";
import { createSandbox } from "mysafe-sandbox";

/** The built command. */
export const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export const accessKey = { clientId: "broker", clientSecret: "c4nary-mysafe-access-key" };
export const brokerSecret = "c4nary-secret-of-the-broker-with-40-bytes";
export const proxySecret = "c4nary-secret-of-the-proxy";

const roles = { responder: ["activate", "deactivate", "list", "isActive"], viewer: ["list", "isActive"] };

/**
 * Both end with the test. After it, nothing that was printed may hold a secret, or a token that the test has seen.
 *
 * @param {import("node:test").TestContext} t
 */
export async function runtimeBench(t) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-broker-"));
  const sandbox = createSandbox({ clients: [accessKey], secrets: 40 });
  /** @type {(() => void)[]} */
  const held = [];
  let holds = (/** @type {Request} */ _request) => false;
  const mysafe = await serve({
    async fetch(request) {
      if (holds(request)) await new Promise((resolve) => held.push(() => resolve(undefined)));
      return sandbox.fetch(request);
    },
  });
  /** @type {ReturnType<typeof start>[]} */
  const commands = [];
  /** What is never to be printed. @type {string[]} */
  const seen = ["c4nary"];
  t.after(async () => {
    for (const { child, ended } of commands) {
      child.kill("SIGKILL");
      await ended;
    }
    await mysafe.close(0);
    rmSync(folder, { recursive: true, force: true });
    const printed = commands.map(({ printed }) => printed()).join("\n");
    for (const secret of seen) assert.ok(!printed.includes(secret), printed);
  });

  /** @param {string} name @param {string} text */
  function write(name, text) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o600);
  }
  write("key", `${accessKey.clientSecret}\n`);
  write("secret", `${brokerSecret}\n`);

  const base = {
    listen: { port: 0 },
    mysafe: { baseUrl: mysafe.url, clientId: accessKey.clientId, clientSecret: { file: "key" } },
    secret: { file: "secret" },
    signIn: {
      headers: {
        id: "x-user",
        name: "x-name",
        roles: "x-groups",
        secret: { header: "x-proxy-secret", value: { env: "PROXY_SECRET" } },
      },
    },
    roles,
    audit: { file: "audit.jsonl" },
    page: false,
  };

  /** Writes the config, with other members in place of the usual ones. @param {object} [members] */
  const configure = (members = {}) => write("broker.json", JSON.stringify({ ...base, ...members }));
  configure();

  /** @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
  function start(args = ["--config", "broker.json"], env = {}) {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...process.env, PROXY_SECRET: proxySecret, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    /** @type {Set<() => void>} */
    const waiting = new Set();
    const wake = () => {
      for (const look of waiting) look();
    };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      wake();
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      wake();
    });
    const ended = once(child, "close").then(([code, signal]) => {
      wake();
      return { code, signal, stdout, stderr };
    });
    const command = {
      child,
      ended,
      printed: () => stdout + stderr,
      /**
       * Resolves with the match, once it is printed for the nth time.
       * @param {RegExp} pattern
       * @param {number} [times]
       * @returns {Promise<RegExpMatchArray>}
       */
      says(pattern, times = 1) {
        return new Promise((resolve, reject) => {
          const limit = setTimeout(() => reject(new Error(`It does not say ${pattern}:\n${stdout}${stderr}`)), 60_000);
          const look = () => {
            const match = [...(stdout + stderr).matchAll(new RegExp(pattern, "g"))][times - 1];
            if (!match && child.exitCode === null && child.signalCode === null) return;
            clearTimeout(limit);
            waiting.delete(look);
            if (match) resolve(match);
            else reject(new Error(`It has ended without ${pattern}:\n${stdout}${stderr}`));
          };
          waiting.add(look);
          look();
        });
      },
    };
    commands.push(command);
    return command;
  }

  return {
    ...{ folder, sandbox, mysafe, write, configure, start, base, roles },
    /** Starts the broker, and resolves with its address once it listens. @param {NodeJS.ProcessEnv} [env] */
    async up(env) {
      const command = start(undefined, env);
      const [, url = ""] = await command.says(/Listening on (\S+)\./);
      return { ...command, url };
    },
    /** Holds back what MySafe answers to some requests. @param {typeof holds} which */
    hold(which) {
      holds = which;
    },
    /** How many answers are held back. */
    held: () => held.length,
    /** Gives the first answers that are held back; without a number all of them, and holds back no more. @param {number} [count] */
    release(count) {
      if (count === undefined) holds = () => false;
      for (const answer of held.splice(0, count ?? held.length)) answer();
    },
    /** Marks a text as one that must never be printed. @param {string} text */
    secret(text) {
      seen.push(text);
      return text;
    },
    /** The records of an audit file. @param {string} [name] @returns {Record<string, unknown>[]} */
    audit(name = "audit.jsonl") {
      const path = join(folder, name);
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      return text.split("\n").flatMap((line) => (line === "" ? [] : JSON.parse(line)));
    },
  };
}

/** The headers that the proxy sends for somebody. @param {string} [user] @param {string} [groups] */
export const proxied = (user = "ana@example.com", groups = "responder") => ({
  "x-proxy-secret": proxySecret,
  "x-user": user,
  "x-groups": groups,
});

/**
 * A token of the broker's for somebody.
 * @param {string} url of the broker
 * @param {Record<string, string>} [headers]
 */
export async function tokenFor(url, headers = proxied()) {
  const response = await fetch(`${url}/token`, { method: "POST", headers });
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()).access_token;
}

/**
 * A call of MySafe's API through the broker.
 * @param {string} url of the broker
 * @param {string} token
 * @param {string} path below `/api/mysafe/secretapi`
 * @param {string} [method]
 */
export const call = (url, token, path, method = "POST") =>
  fetch(`${url}/api/mysafe/secretapi${path}`, { method, headers: { authorization: `Bearer ${token}` } });

/**
 * Begins to deactivate 43, and resolves once MySafe has the request, whose answer it holds.
 * @param {Awaited<ReturnType<typeof runtimeBench>>} bench
 * @param {string} url of the broker
 * @param {string} token
 */
export async function heldCall(bench, url, token) {
  bench.hold(({ url }) => url.includes("/inactive/"));
  const answer = call(url, token, "/inactive/43");
  await until(() => bench.held() === 1);
  return { answer };
}

/**
 * Resolves once something is so. The test's own time limit ends what never comes.
 * @param {() => boolean} isSo
 */
export async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
