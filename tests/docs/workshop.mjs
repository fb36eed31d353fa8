// Directories in which snippets run. They are below this one, so that imports resolve to the packages of the workspace.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";

const temporary = join(import.meta.dirname, ".tmp");
after(() => rmSync(temporary, { recursive: true, force: true }));

/** Makes a directory that is removed after the tests. */
export function workshop(purpose) {
  mkdirSync(temporary, { recursive: true });
  return mkdtempSync(join(temporary, `${purpose}-`));
}

/** The environment for a process outside of this test run, with `extra` variables. */
export function environment(extra = {}) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...rest } = process.env;
  return { ...rest, ...extra };
}

/** The environment for a snippet, which is watched for credentials as this process is. */
export const watchedEnvironment = () => environment({ NODE_OPTIONS: process.env.NODE_OPTIONS });

/** Imports a snippet in TypeScript. */
export async function importTypeScript(code) {
  const file = join(workshop("module"), "snippet.mjs");
  writeFileSync(file, (await transform(code, { loader: "ts" })).code);
  return import(pathToFileURL(file).href);
}
