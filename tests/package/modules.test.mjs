// The built modules: how many a first call loads, what the entries share, and what an app's bundle leaves out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import * as main from "mysafe-wasm";
import * as slim from "mysafe-wasm/slim";

const root = dirname(dirname(import.meta.dirname));
const require = createRequire(import.meta.url);
const exported = ["MySafe", "MySafeError", "activate", "deactivate", "isMySafeError"];

/** The modules that a first call by an app in `directory` loads, in order: those of a dynamic import come last. */
function loaded(directory, ...flags) {
  const script = `
    import { register } from "node:module";
    const hook = "import { writeSync } from 'node:fs'; export async function load(url, context, next) { const loaded = await next(url, context);" +
      // Synchronously: what the console of a hooks thread prints may come after the end of the process.
      "if (url.includes('/dist/')) writeSync(1, url.split('/dist/')[1] + String.fromCharCode(10)); return loaded; }";
    register("data:text/javascript," + encodeURIComponent(hook));
    const { MySafe } = await import("mysafe-wasm");
    await new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-token" }).ready();`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const options = { cwd: directory, encoding: "utf8", env };
  const lines = execFileSync(process.execPath, [...flags, "--input-type=module", "--eval", script], options);
  return lines.trim().split("\n");
}

test("a first call loads two modules in Node, and three elsewhere", () => {
  assert.deepEqual(loaded(root), ["node.js", "client.js"]);
  assert.deepEqual(loaded(root, "--conditions=deno"), ["index.js", "client.js", "inline.js"]);
});

test("in Node, a first call falls back to the inline WebAssembly when the file is missing or of another build", (t) => {
  const place = mkdtempSync(join(tmpdir(), "mysafe-entry-"));
  t.after(() => rmSync(place, { recursive: true }));
  const directory = join(place, "node_modules/mysafe-wasm");
  for (const name of ["package.json", "dist", "mysafe.wasm"]) {
    cpSync(join(root, "pkg", name), join(directory, name), { recursive: true });
  }
  const file = join(directory, "mysafe.wasm");
  const bytes = readFileSync(file);
  assert.deepEqual(loaded(place), ["node.js", "client.js"]);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]));
  assert.deepEqual(loaded(place), ["node.js", "client.js", "inline.js"]);
  rmSync(file);
  assert.deepEqual(loaded(place), ["node.js", "client.js", "inline.js"]);
});

for (const [how, one, other] of [
  ["import", main, slim],
  ["require", require("mysafe-wasm"), require("mysafe-wasm/slim")],
]) {
  test(`by ${how}, the entries have the documented exports and share the class of errors`, () => {
    assert.deepEqual(Object.keys(one).sort(), exported);
    assert.deepEqual(Object.keys(other).sort(), [...exported, "init"].sort());
    for (const { MySafe, MySafeError } of [one, other]) {
      assert.deepEqual([MySafe.name, MySafeError.name], ["MySafe", "MySafeError"]);
      const error = new MySafeError({ code: "API", message: "words" });
      assert.match(String(error.stack), /^MySafeError: words\n/);
      assert.equal(error.constructor.name, "MySafeError");
    }
    assert.equal(one.MySafeError, other.MySafeError);
  });
}

for (const [entry, specifier] of [
  ["workerd", "../mysafe.wasm"],
  ["edge-light", "../mysafe.wasm?module"],
]) {
  test(`the entry for ${entry} imports ${specifier}, as its bundlers expect it`, () => {
    const code = readFileSync(join(root, `pkg/dist/${entry}.js`), "utf8");
    assert.ok(code.includes(`from"${specifier}"`));
    assert.ok(!code.includes("import("));
  });
}

for (const [name, words] of [
  ["isMySafeError", ["toJSON", "deactivateMany"]],
  ["MySafeError", ["deactivateMany"]],
]) {
  test(`the bundle of an app that imports ${name} alone has neither the client nor the WebAssembly`, async () => {
    const contents = `import { ${name} } from "mysafe-wasm"; console.log(${name});`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      ...{ bundle: true, format: "esm", write: false, logLevel: "error" },
    });
    const text = outputFiles.map((file) => file.text).join("");
    for (const word of [...words, "WebAssembly", "H4sI", "import("]) assert.ok(!text.includes(word), word);
  });
}
