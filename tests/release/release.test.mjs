// The published packages: their versions and their files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at, packages, read } from "../../scripts/base/project.mjs";
import {
  commands,
  misplacedFiles,
  packedFiles,
  statedVersions,
  versionMismatches,
} from "../../scripts/dev/release/checks.mjs";

const stated = statedVersions();
const packed = packedFiles();

test("all places state the same version", () => {
  assert.ok(Object.keys(stated).length >= 8);
  assert.match(stated["Cargo.toml"] ?? "", /^\d+\.\d+\.\d+$/);
  assert.deepEqual(versionMismatches(stated), []);
});

test("a place with another version, or none, is named", () => {
  assert.deepEqual(
    versionMismatches({ ...stated, "Cargo.toml": "9.0.0", "CHANGELOG.md": "9.0.0" }).length,
    Object.keys(stated).length - 2,
  );
  assert.deepEqual(versionMismatches({ "Cargo.toml": "1.0.0", a: "1.0.1", b: undefined, c: "1.0.0" }), [
    "a says 1.0.1, Cargo.toml 1.0.0",
    "b says nothing, Cargo.toml 1.0.0",
  ]);
});

test("the packages contain the right files", () => {
  assert.deepEqual(Object.keys(packed).sort(), [
    "mysafe-broker",
    "mysafe-cli",
    "mysafe-sandbox",
    "mysafe-wasm",
    "the crate",
  ]);
  assert.deepEqual(misplacedFiles(packed), []);
});

test("an additional file and a missing one are named", () => {
  const without = packed["mysafe-wasm"].filter((file) => file !== "LICENSE-MIT");
  assert.deepEqual(misplacedFiles({ ...packed, "mysafe-wasm": [...without, "dist/notes.txt"] }), [
    "mysafe-wasm would contain dist/notes.txt",
    "mysafe-wasm would lack LICENSE-MIT",
  ]);
});

test("the packages contain the repository's licences", () => {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) {
    for (const directory of packages) {
      assert.ok(readFileSync(at(directory, file)).equals(readFileSync(at(file))), `${directory}/${file}`);
    }
  }
});

test("the npm packages are published with provenance", () => {
  const published = commands("1.2.3").filter((command) => command.startsWith("npm publish"));
  assert.equal(published.length, packages.length);
  for (const command of published) assert.match(command, / --provenance /);
});

test("the crate depends on the registry alone", () => {
  assert.doesNotMatch(read("Cargo.toml"), /\bpath = |\bgit = /);
});
