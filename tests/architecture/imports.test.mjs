// Imports go one way: no file imports, however far round, a file that imports it, and no layer of the crate imports a layer
// above it. docs/ARCHITECTURE.md draws the layers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { circles, moduleImports, rustImports } from "./imports.mjs";

/** What each room of the crate may import, besides itself. */
const layers = {
  text: [],
  wakers: [],
  sensitive: [],
  error: ["text"],
  http: ["sensitive", "text", "wakers"],
  api: ["error", "http", "sensitive", "text"],
  client: ["api", "error", "http", "sensitive", "text", "wakers"],
  batch: ["api", "client", "error", "http", "wakers"],
  web: ["http"],
  js: ["api", "batch", "client", "error", "http", "sensitive", "text", "web"],
};

/** @param {string} file */
const roomOf = (file) => /^src\/(\w+)/.exec(file)?.[1] ?? "";

test("the crate has no circle of imports", () => {
  const imports = rustImports();
  assert.ok(imports.size > 40, `only ${imports.size} files`);
  assert.deepEqual(circles(imports), []);
});

test("no layer of the crate imports a layer above it", () => {
  const found = new Set();
  for (const [file, imported] of rustImports()) {
    const room = roomOf(file);
    if (room === "lib") continue;
    assert.ok(room in layers, `${file} is in no layer: put it into one, and the layer into this table`);
    for (const other of imported) {
      const to = roomOf(other);
      const isAllowed = to === room || /** @type {Record<string, string[]>} */ (layers)[room]?.includes(to);
      assert.ok(isAllowed, `${file} imports ${other}: ${room} must not import ${to}`);
      found.add(`${room} ${to}`);
    }
  }
  const unused = Object.entries(layers).flatMap(([room, others]) =>
    others.filter((other) => !found.has(`${room} ${other}`)).map((other) => `${room} → ${other}`),
  );
  assert.deepEqual(unused, [], "arrows that nothing needs");
});

for (const directory of ["pkg/src", "sandbox/src", "www/src", "scripts", "bench", "tests"]) {
  test(`the modules of ${directory} have no circle of imports`, () => {
    const imports = moduleImports(directory);
    assert.ok(imports.size > 5, `only ${imports.size} files`);
    assert.deepEqual(circles(imports), []);
  });
}

test("a circle is found, and so is an import of a layer above", () => {
  const ways = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c", "d"])],
    ["c", new Set(["a"])],
    ["d", new Set()],
  ]);
  assert.deepEqual(circles(ways), [["a", "b", "c", "a"]]);
});
