// What `--check` does: it tries what the broker will need.

import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { isMySafeError } from "mysafe-wasm";
import { basePathOf } from "../options.js";
import { wordsOf } from "../problems.js";
import type { Config } from "./config/config.js";
import { readConfig } from "./config/read.js";
import type { Log } from "./log.js";
import { createService, type Service } from "./service.js";

const silent: Log = { note() {}, warn() {}, fail() {} };

/** Where to look in the config for what MySafe says. */
const hints: Readonly<Record<string, string>> = {
  UNAUTHORIZED: "See mysafe.clientId and mysafe.clientSecret.",
  ACCESS_DENIED: "See what MySafe lets this access key do, and from where.",
  NETWORK: "See mysafe.baseUrl.",
  TIMEOUT: "See mysafe.baseUrl and mysafe.timeout.",
  ROUTE_NOT_FOUND: "See mysafe.baseUrl and mysafe.token.",
  API: "See mysafe.token and mysafe.tenant.",
};

/**
 * Reads a config, and tries MySafe, the sign-in and the audit. Nothing is changed.
 *
 * @param say takes a line for the operator
 * @returns whether everything is as it should be
 * @throws {ConfigError} with everything that is wrong in the config
 */
export async function checkConfig(file: string, say: (line: string) => void): Promise<boolean> {
  const config = await readConfig(file, process.env);
  for (const warning of config.warnings) say(`warning: ${warning}`);
  say(`${file}: no mistakes were found.`);
  const service = createService(config, () => {}, silent);
  let isFine = true;
  for (const { subject, success, run, hint } of attemptsOf(config, service)) {
    try {
      await run();
      say(`${subject}: ${success}`);
    } catch (error) {
      isFine = false;
      say(`${subject}: ${wordsOf(error)} ${hint(error)}`.trim());
    }
  }
  await service.retire();
  return isFine;
}

/** One thing that is tried. */
interface Attempt {
  readonly subject: string;
  readonly success: string;
  readonly run: () => Promise<unknown>;
  /** Where to look in the config. */
  readonly hint: (error: unknown) => string;
}

function attemptsOf(config: Config, service: Service): readonly Attempt[] {
  const { mysafe, signIn, auditFile, listen } = config;
  const own = `${listen.tls ? "https" : "http"}://${listen.hostname}:${listen.port}`;
  const base = (config.origin ?? own).replace(/\/$/, "") + basePathOf(config.basePath);
  const attempts: Attempt[] = [
    {
      subject: `MySafe at ${mysafe.baseUrl}`,
      success: "it gives the broker a token.",
      run: () => service.mysafeReady(),
      hint: hintFor,
    },
  ];
  if ("oidc" in signIn) {
    attempts.push({
      subject: `Sign-in by ${signIn.oidc.issuer}`,
      success: `it answers. Register there ${base}callback, and ${base} to come back to after signing out.`,
      run: () => service.signInReady(),
      hint: () => "See signIn.oidc.issuer.",
    });
  }
  if (auditFile !== undefined) {
    attempts.push({
      subject: `Audit in ${auditFile}`,
      success: "it can be written.",
      run: () => checkWritable(auditFile),
      hint: () => "See audit.file.",
    });
  }
  return attempts;
}

const hintFor = (error: unknown) => (isMySafeError(error) ? (hints[error.code] ?? "") : "");

/** The file may not be there yet. */
async function checkWritable(file: string): Promise<void> {
  try {
    await access(file, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await access(dirname(file), constants.W_OK);
  }
}
