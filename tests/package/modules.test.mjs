// The built modules: few are loaded until a first call, all entries share what they have to, and an app that needs little
// of them takes in little.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as main from "mysafe-wasm";
import * as slim from "mysafe-wasm/slim";

const root = dirname(dirname(import.meta.dirname));
const require = createRequire(import.meta.url);
const exported = ["MySafe", "MySafeError", "activate", "deactivate", "isMySafeError"];

test("a first call loads three modules", () => {
  const script = `
    import { register } from "node:module";
    const hook = "export async function load(url, context, next) { const loaded = await next(url, context);" +
      "if (url.includes('/pkg/dist/')) console.log(url); return loaded; }";
    register("data:text/javascript," + encodeURIComponent(hook));
    const { MySafe } = await import("mysafe-wasm");
    console.log("imported");
    await new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-token" }).ready();`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const options = { cwd: root, encoding: "utf8", env };
  const lines = execFileSync(process.execPath, ["--input-type=module", "--eval", script], options)
    .trim()
    .split("\n")
    .map((line) => (line.startsWith("file:") ? relative(join(root, "pkg/dist"), fileURLToPath(line)) : line));
  assert.deepEqual(lines.toSorted(), ["client.js", "imported", "index.js", "inline.js"]);
  assert.equal(lines.at(-1), "inline.js", "the WebAssembly is not loaded before it is needed");
});

for (const [how, one, other] of [
  ["import", main, slim],
  ["require", require("mysafe-wasm"), require("mysafe-wasm/slim")],
]) {
  test(`by ${how}, the entries export what they did, with the names they had, and share the error's class`, () => {
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

for (const [name, words] of [
  ["isMySafeError", ["toJSON", "deactivateMany"]],
  ["MySafeError", ["deactivateMany"]],
]) {
  test(`an app that needs ${name} alone takes in neither client nor WebAssembly`, async () => {
    const contents = `import { ${name} } from "mysafe-wasm"; console.log(${name});`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      ...{ bundle: true, format: "esm", write: false, logLevel: "error" },
    });
    const text = outputFiles.map((file) => file.text).join("");
    for (const word of [...words, "WebAssembly", "H4sI", "import("]) assert.ok(!text.includes(word), word);
  });
}
