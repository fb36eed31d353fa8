// What a config names and does not hold: secrets, and files.

import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Problems } from "./problems.js";

/** Where a secret is. */
export type Reference = { readonly env: string } | { readonly file: string };

/** Reads what a config names. */
export class References {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #problems: Problems;
  /** What the operator should know, and what keeps nothing from working. */
  readonly warnings: string[] = [];

  /**
   * @param config the file of the config, to which paths are relative
   * @param problems takes what cannot be read
   */
  constructor(config: string, env: NodeJS.ProcessEnv, problems: Problems) {
    this.#folder = dirname(resolve(config));
    this.#env = env;
    this.#problems = problems;
  }

  /** A path of the config, from here. */
  pathOf(file: string): string {
    return resolve(this.#folder, file);
  }

  /**
   * The secret at a member; empty when there is none, which is then among the problems.
   *
   * @param least the least number of bytes
   */
  async secret(path: string, reference: Reference, least = 1): Promise<string> {
    const secret = "env" in reference ? this.#variable(path, reference.env) : await this.#line(path, reference.file);
    if (secret === undefined || Buffer.byteLength(secret) >= least) return secret ?? "";
    this.#problems.add(path, `it has to have at least ${least} bytes. Make one with: openssl rand -base64 48`);
    return "";
  }

  /** The contents of a file at a member. */
  async file(path: string, file: string, isSecret: boolean): Promise<Buffer | undefined> {
    const full = this.pathOf(file);
    try {
      const bytes = await readFile(full);
      if (isSecret && (await isExposed(full))) {
        this.warnings.push(`${path}: others can read the file. Change that with: chmod 600 ${full}`);
      }
      return bytes;
    } catch (error) {
      this.#problems.add(
        path,
        `${full} cannot be read (${(error as NodeJS.ErrnoException).code ?? "no reason given"}).`,
      );
      return undefined;
    }
  }

  #variable(path: string, name: string): string | undefined {
    const value = this.#env[name];
    if (value) return value;
    this.#problems.add(path, `the environment variable ${name} is ${value === undefined ? "not set" : "empty"}.`);
    return undefined;
  }

  async #line(path: string, file: string): Promise<string | undefined> {
    const bytes = await this.file(path, file, true);
    if (!bytes) return undefined;
    const text = bytes
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .replace(/(?:\r?\n)+$/, "");
    bytes.fill(0);
    if (text !== "" && !/[\r\n]/.test(text)) return text;
    this.#problems.add(path, text === "" ? "the file is empty." : "the file has more than one line.");
    return undefined;
  }
}

/** Whether others can read a file. Windows does not say so in its mode. */
async function isExposed(file: string): Promise<boolean> {
  const { mode } = await stat(file);
  return process.platform !== "win32" && (mode & 0o044) !== 0;
}
