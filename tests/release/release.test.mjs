// What is published: the right versions of the right files, and nothing else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at, read } from "../../scripts/base/project.mjs";
import { commands, disagreements, packed, strays, versions } from "../../scripts/dev/release/checks.mjs";

const stated = versions();
const held = packed();

test("every place that states the version states the same", () => {
  assert.ok(Object.keys(stated).length >= 8);
  assert.match(stated["Cargo.toml"] ?? "", /^\d+\.\d+\.\d+$/);
  assert.deepEqual(disagreements(stated), []);
});

test("a place that states another, or none, is named", () => {
  assert.deepEqual(
    disagreements({ ...stated, "Cargo.toml": "9.0.0", "CHANGELOG.md": "9.0.0" }).length,
    Object.keys(stated).length - 2,
  );
  assert.deepEqual(disagreements({ "Cargo.toml": "1.0.0", a: "1.0.1", b: undefined, c: "1.0.0" }), [
    "a says 1.0.1, Cargo.toml 1.0.0",
    "b says nothing, Cargo.toml 1.0.0",
  ]);
});

test("the packages hold what they should, file by file", () => {
  assert.deepEqual(Object.keys(held).sort(), ["mysafe-sandbox", "mysafe-wasm", "the crate"]);
  assert.deepEqual(strays(held), []);
});

test("a file too many and one too few are named", () => {
  const without = held["mysafe-wasm"].filter((file) => file !== "LICENSE-MIT");
  assert.deepEqual(strays({ ...held, "mysafe-wasm": [...without, "dist/notes.txt"] }), [
    "mysafe-wasm would hold dist/notes.txt",
    "mysafe-wasm would lack LICENSE-MIT",
  ]);
});

test("the licences in the packages are the repository's", () => {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) {
    for (const directory of ["pkg", "sandbox"]) {
      assert.ok(readFileSync(at(directory, file)).equals(readFileSync(at(file))), `${directory}/${file}`);
    }
  }
});

test("what npm publishes, it publishes with provenance", () => {
  const published = commands("1.2.3").filter((command) => command.startsWith("npm publish"));
  assert.equal(published.length, 2);
  for (const command of published) assert.match(command, / --provenance /);
});

test("a version of the crate needs no more than the registry has", () => {
  assert.doesNotMatch(read("Cargo.toml"), /\bpath = |\bgit = /);
});
