// Compares docs/entries.md with the package's `exports`, and runs its snippets.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { transform } from "esbuild";
import { anchor, parts, quoted, read, root, rows, takeFiles } from "./markdown.mjs";
import { environment, workshop } from "./workshop.mjs";

const page = "docs/entries.md";
const { name, exports } = JSON.parse(read("pkg/package.json"));

test("docs/entries.md lists every entry, in the order of its conditions", () => {
  const entries = Object.entries(exports).flatMap(([entry, target]) => {
    const path = name + entry.slice(1);
    if (typeof target === "string") return [[path, "none", target]];
    return Object.entries(target).map(([condition, file]) => [path, condition, file.default]);
  });
  const documented = rows(page, "Entry points").slice(2);
  assert.deepEqual(
    documented.map(([entry = "", condition = "", file = ""]) => [
      quoted(entry)[0],
      quoted(condition)[0] ?? condition,
      quoted(file)[0],
    ]),
    entries,
  );
  for (const [, , file] of entries) assert.ok(existsSync(join(root, "pkg", file)), file);
});

test("docs/entries.md has a section for every condition and subpath", () => {
  const headings = parts(page).headings.map(anchor);
  const conditions = Object.keys(exports["."]);
  const subpaths = Object.keys(exports).filter((entry) => entry !== "." && entry !== "./package.json");
  for (const heading of [...conditions, ...subpaths.map((entry) => anchor(entry.slice(2)))]) {
    assert.ok(headings.includes(heading), heading);
  }
});

test("docs/entries.md: the snippets load the WebAssembly of slim, in a page and on a server", async () => {
  const directory = workshop("slim");
  for (const [file, code] of Object.entries(takeFiles(page, "slim"))) {
    const target = join(directory, file.replace(/\.ts$/, ".mjs"));
    writeFileSync(target, file.endsWith(".ts") ? (await transform(code, { loader: "ts" })).code : code);
  }
  // Each in its own process, because a loaded WebAssembly stays loaded.
  const run = (setup) => {
    const code = `${setup}
      const { MySafe } = await import("mysafe-wasm/slim");
      const mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: "token" });
      console.log(await mysafe.ready().then(() => "ready", (error) => error.message));`;
    writeFileSync(join(directory, "run.mjs"), code);
    return execFileSync(process.execPath, ["run.mjs"], { cwd: directory, encoding: "utf8", env: environment() });
  };
  const wasm = JSON.stringify(join(root, "pkg/mysafe.wasm"));
  const served = `import { readFileSync } from "node:fs";
    globalThis.fetch = async (url) => url === "/assets/mysafe.wasm" && new Response(readFileSync(${wasm}), {
      headers: { "content-type": "application/wasm" },
    });`;
  assert.match(run(""), /call `init/);
  assert.equal(run(`${served} await import("./page.mjs");`), "ready\n");
  assert.equal(run('import "./server.mjs";'), "ready\n");
});
