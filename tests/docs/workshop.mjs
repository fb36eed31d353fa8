// Where snippets are run: below this directory, so that they find the packages as the workspace has them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";

const temporary = join(import.meta.dirname, ".tmp");
after(() => rmSync(temporary, { recursive: true, force: true }));

/** A new directory for one purpose, gone when the tests are over. */
export function workshop(purpose) {
  mkdirSync(temporary, { recursive: true });
  return mkdtempSync(join(temporary, `${purpose}-`));
}

/** Our environment for a process that is no part of this test run, with `more` in it. */
export function environment(more = {}) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...rest } = process.env;
  return { ...rest, ...more };
}

/** The same for a snippet: what watches this process for credentials that show watches that one too. */
export const watchedEnvironment = () => environment({ NODE_OPTIONS: process.env.NODE_OPTIONS });

/** The exports of a snippet. */
export async function importTypeScript(code) {
  const file = join(workshop("module"), "snippet.mjs");
  writeFileSync(file, (await transform(code, { loader: "ts" })).code);
  return import(pathToFileURL(file).href);
}
