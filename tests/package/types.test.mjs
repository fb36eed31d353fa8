// The types of the package, as the compilers of its users see them: each configuration compiles an app, with the
// package's own declarations checked too, where the platform's are whole.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const { resolve } = createRequire(import.meta.url);
const here = import.meta.dirname;
const root = dirname(dirname(here));
const newest = compilerSeenFrom(import.meta.url);
/** The one that @arethetypeswrong/core brings along is years older. */
const older = compilerSeenFrom(
  pathToFileURL(createRequire(resolve("@arethetypeswrong/cli/package.json")).resolve("@arethetypeswrong/core")),
);

const strict = {
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
const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const dom = ["es2022", "dom", "dom.iterable"];
const app = ["app.ts", "optional.ts"];
const withPlatform = [...app, "dom.ts"];
/** Declarations of others are not ours to check. */
const node = { types: ["node"], skipLibCheck: true };

for (const [title, options, files, { compiler = newest, type = "module" } = {}] of [
  ["nodenext, with the DOM", { ...nodenext, lib: dom }, withPlatform],
  ["nodenext, with Node's types", { ...nodenext, ...node }, withPlatform],
  ["nodenext, with both", { ...nodenext, ...node, lib: dom }, withPlatform],
  ["nodenext, without a platform", nodenext, app],
  ["bundler, with the DOM", { ...bundler, lib: dom }, withPlatform],
  ["bundler, with a worker's types", { ...bundler, lib: ["es2022", "webworker"] }, withPlatform],
  ["bundler, without a platform", bundler, app],
  ["bundler, for workerd", { ...bundler, lib: dom, customConditions: ["workerd"] }, withPlatform],
  ["`using`", { ...nodenext, lib: [...dom, "esnext.disposable"] }, ["using.ts"]],
  ["CommonJS", { ...nodenext, lib: dom, verbatimModuleSyntax: false }, withPlatform, { type: "commonjs" }],
  ["an older compiler", { ...nodenext, lib: dom }, withPlatform, { compiler: older }],
  [
    "an older compiler's first resolution",
    { module: "es2022", moduleResolution: "node10", lib: dom },
    withPlatform,
    { compiler: older },
  ],
]) {
  test(`the types hold: ${title}`, (t) => {
    const directory = project(t, type);
    for (const file of files) cpSync(join(here, file), join(directory, file));
    writeFileSync(
      join(directory, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...strict, ...options }, files }),
    );
    try {
      execFileSync(process.execPath, [compiler, "-p", directory], { encoding: "utf8" });
    } catch (error) {
      assert.fail(error.stdout || String(error));
    }
  });
}

/** The `tsc` that a module would import. */
function compilerSeenFrom(url) {
  return join(dirname(createRequire(url).resolve("typescript/package.json")), "bin/tsc");
}

/** An app of its own: only the package, and Node's types, are there. */
function project(t, type) {
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
