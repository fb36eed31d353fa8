// An app that has installed the package, and the TypeScript compiler.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(import.meta.dirname));

/** The options of a strict app, without a platform. */
export const strict = {
  target: "es2022",
  lib: ["es2022"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
};

/** The `tsc` that a module imports. */
export function compilerSeenFrom(url) {
  return join(dirname(createRequire(url).resolve("typescript/package.json")), "bin/tsc");
}

/** Makes the directory of an app in which only the package and Node's types are installed. */
export function app(t, type) {
  const directory = mkdtempSync(join(tmpdir(), "mysafe-types-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, "node_modules/@types"), { recursive: true });
  symlinkSync(join(root, "pkg"), join(directory, "node_modules/mysafe-wasm"));
  for (const name of ["@types/node", "undici-types"]) {
    symlinkSync(
      dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`))),
      join(directory, "node_modules", name),
    );
  }
  writeFileSync(join(directory, "package.json"), JSON.stringify({ type }));
  return directory;
}

/** Fails with the compiler's errors, if it has any. */
export function compile(directory, compilerOptions, files, compiler = compilerSeenFrom(import.meta.url)) {
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  try {
    execFileSync(process.execPath, [compiler, "-p", directory], { encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout || String(error));
  }
}
