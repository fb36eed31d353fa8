// @ts-check
// Starts broker-program.mjs, and reads what its audit has in its file.

import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {import("mysafe-broker").AuditRecord} AuditRecord */

const program = fileURLToPath(new URL("broker-program.mjs", import.meta.url));

/**
 * A broker in a process of its own, in front of MySafe.
 * @param {object} options
 * @param {string} options.mysafe its URL
 * @param {string} options.audit the file of its audit
 * @param {number} options.timeout of a request to MySafe, in ms
 */
export async function startBroker({ mysafe, audit, timeout }) {
  const child = fork(program, [mysafe, audit, String(timeout)]);
  const ended = once(child, "exit");
  const [url] = /** @type {[string]} */ (
    await Promise.race([once(child, "message"), ended.then(() => Promise.reject(new Error("the broker has exited")))])
  );
  return {
    url,
    /** Ends it once everything is answered. */
    async close() {
      if (child.connected) child.send("close");
      await ended;
    },
    /** Ends it in the middle of whatever it does. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    /** A person's token. @param {string} person @param {AbortSignal} [signal] */
    token: (person, signal) => tokenOf(url, person, signal),
  };
}

/** A token of a broker's. @param {string} url @param {string} person @param {AbortSignal} [signal] @returns {Promise<string>} */
export async function tokenOf(url, person, signal) {
  const response = await fetch(`${url}/token`, {
    method: "POST",
    headers: { "x-person": person },
    ...(signal && { signal }),
  });
  if (!response.ok) throw new Error(`the broker gave no token: ${response.status}`);
  return /** @type {{ access_token: string }} */ (await response.json()).access_token;
}

/**
 * The records of an audit's file, in order. Each line is one, and each line is whole, but for the last one of a process that
 * was killed.
 * @param {string} path
 * @param {boolean} [wasKilled]
 * @returns {AuditRecord[]}
 */
export function readAudit(path, wasKilled = false) {
  const lines = readFileSync(path, "utf8").split("\n");
  const rest = lines.pop() ?? "";
  if (rest !== "" && !wasKilled) throw new Error(`the last line of ${path} has no end`);
  return lines.map((line) => JSON.parse(line));
}
