// Imports go one way: no file imports, however far round, a file that imports it, and no layer of the crate imports a layer
// above it. docs/ARCHITECTURE.md draws the layers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { packages } from "../../scripts/base/project.mjs";
import { circles, moduleImports, rustImports } from "./imports.mjs";

/** What each layer of the crate may import, besides itself. */
const layers = {
  text: [],
  wakers: [],
  sensitive: [],
  error: ["text"],
  http: ["sensitive", "text", "wakers"],
  api: ["error", "http", "sensitive", "text"],
  client: ["api", "error", "http", "sensitive", "text", "wakers"],
  batch: ["api", "client", "error", "http", "text", "wakers"],
  web: ["http"],
  js: ["api", "batch", "client", "error", "http", "sensitive", "text", "web"],
};

/** @param {string} file */
const layerOf = (file) => /^src\/(\w+)/.exec(file)?.[1] ?? "";

test("the crate has no circle of imports", () => {
  const imports = rustImports();
  assert.ok(imports.size > 40, `only ${imports.size} files`);
  assert.deepEqual(circles(imports), []);
});

test("no layer of the crate imports a layer above it", () => {
  const found = new Set();
  for (const [file, imported] of rustImports()) {
    const layer = layerOf(file);
    if (layer === "lib") continue;
    assert.ok(layer in layers, `${file} is in no layer: put it into one, and the layer into this table`);
    for (const other of imported) {
      const to = layerOf(other);
      const isAllowed = to === layer || /** @type {Record<string, string[]>} */ (layers)[layer]?.includes(to);
      assert.ok(isAllowed, `${file} imports ${other}: ${layer} must not import ${to}`);
      found.add(`${layer} ${to}`);
    }
  }
  const unused = Object.entries(layers).flatMap(([layer, others]) =>
    others.filter((other) => !found.has(`${layer} ${other}`)).map((other) => `${layer} → ${other}`),
  );
  assert.deepEqual(unused, [], "arrows that nothing needs");
});

const sources = [...packages, "www"].map((name) => `${name}/src`);
for (const directory of [...sources, "scripts", "bench", "tests"]) {
  test(`the modules of ${directory} have no circle of imports`, () => {
    const imports = moduleImports(directory);
    assert.ok(imports.size > 5, `only ${imports.size} files`);
    assert.deepEqual(circles(imports), []);
  });
}

test("a circle is found", () => {
  const ways = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c", "d"])],
    ["c", new Set(["a"])],
    ["d", new Set()],
  ]);
  assert.deepEqual(circles(ways), [["a", "b", "c", "a"]]);
});
