// The examples in the package's doc comments.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { declarations } from "../../scripts/build/entries.mjs";
import { app, compile, root, strict } from "./compiler.mjs";

const sources = join(root, "pkg/src");

/** What an example may use without declaring it. */
const globals = `
  declare const mysafe: import("mysafe-wasm").MySafe;
  declare const clientId: string;
  declare const clientSecret: string;`;

/** The code blocks of a source file's doc comments, by file and line. */
function examplesOf(file) {
  const text = readFileSync(join(sources, file), "utf8");
  return [...text.matchAll(/^ *\* ```(\w*)\n([\s\S]*?)^ *\* ```/gm)].map(({ 1: language, 2: block, index }) => ({
    name: `${file.replaceAll(/\W/g, "-")}-${text.slice(0, index).split("\n").length}.ts`,
    language,
    code: block.replaceAll(/^ *\* ?/gm, ""),
  }));
}

/** The example as a module: it imports from the package what it uses, unless it has imports of its own. */
function moduleOf(code, exported) {
  if (/^import /m.test(code)) return code;
  const used = exported.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return `import { ${used.join(", ")} } from "mysafe-wasm";\n${code}`;
}

test("the examples compile", (t) => {
  const directory = app(t, "module");
  const examples = readdirSync(sources, { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .flatMap(examplesOf);
  assert.ok(examples.length > 20);
  const index = readFileSync(join(root, "pkg/dist/index.d.ts"), "utf8");
  const exported = [...index.matchAll(/^export (?:type )?\{([^}]*)\}|^export declare \w+ (\w+)/gm)]
    .flatMap(([, list, name]) => name ?? list.split(","))
    .map((name) => name.trim())
    .filter(Boolean);
  for (const { name, language, code } of examples) {
    assert.equal(language, "ts", name);
    writeFileSync(join(directory, name), moduleOf(code, exported));
  }
  writeFileSync(join(directory, "globals.d.ts"), globals);
  const platform = { module: "nodenext", lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"] };
  compile(directory, { ...strict, ...platform, verbatimModuleSyntax: false }, [
    "globals.d.ts",
    ...examples.map(({ name }) => name),
  ]);
});

test("every public class, constructor, method and function has an example", () => {
  const documented = declarations("dist").flatMap(({ path }) => {
    const text = readFileSync(join(root, "pkg", path), "utf8");
    const commented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(export declare (?:class|function) \w+|\w+(?=\())/g;
    return [...text.matchAll(commented)].map(([, comment, declaration]) => ({ path, comment, declaration }));
  });
  assert.ok(documented.some(({ declaration }) => declaration === "deactivateMany"));
  assert.ok(documented.some(({ declaration }) => declaration === "export declare function init"));
  for (const { path, comment, declaration } of documented) {
    if (declaration.endsWith(" Client")) continue; // MySafe has one
    assert.match(comment, /@example/, `${path}: ${declaration}`);
  }
});
