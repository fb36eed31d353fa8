// The types of the package, under the compilers and options that apps have. The package's own declarations are checked
// too, where the platform's are complete.

import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { app, compile, compilerSeenFrom, strict } from "./compiler.mjs";

const { resolve } = createRequire(import.meta.url);
/** The compiler that @arethetypeswrong/core depends on: several years old. */
const older = compilerSeenFrom(
  pathToFileURL(createRequire(resolve("@arethetypeswrong/cli/package.json")).resolve("@arethetypeswrong/core")),
);

const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const dom = ["es2022", "dom", "dom.iterable"];
const anywhere = ["app.ts", "optional.ts"];
const withPlatform = [...anywhere, "dom.ts"];
/** Other packages' declarations are not checked. */
const node = { types: ["node"], skipLibCheck: true };

for (const [title, options, files, { compiler, type = "module" } = {}] of [
  ["nodenext, with the DOM", { ...nodenext, lib: dom }, withPlatform],
  ["nodenext, with Node's types", { ...nodenext, ...node }, withPlatform],
  ["nodenext, with both", { ...nodenext, ...node, lib: dom }, withPlatform],
  ["nodenext, without a platform", nodenext, anywhere],
  ["bundler, with the DOM", { ...bundler, lib: dom }, withPlatform],
  ["bundler, with a worker's types", { ...bundler, lib: ["es2022", "webworker"] }, withPlatform],
  ["bundler, without a platform", bundler, anywhere],
  ["bundler, for workerd", { ...bundler, lib: dom, customConditions: ["workerd"] }, withPlatform],
  ["`using`", { ...nodenext, lib: [...dom, "esnext.disposable"] }, ["using.ts"]],
  ["CommonJS", { ...nodenext, lib: dom, verbatimModuleSyntax: false }, withPlatform, { type: "commonjs" }],
  ["an older compiler", { ...nodenext, lib: dom }, withPlatform, { compiler: older }],
  [
    "an older compiler with its first module resolution",
    { module: "es2022", moduleResolution: "node10", lib: dom },
    withPlatform,
    { compiler: older },
  ],
]) {
  test(`an app compiles: ${title}`, (t) => {
    const directory = app(t, type);
    for (const file of files) cpSync(join(import.meta.dirname, file), join(directory, file));
    compile(directory, { ...strict, ...options }, files, compiler);
  });
}
