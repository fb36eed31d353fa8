// The software bill of materials.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../../scripts/base/project.mjs";
import { sbom } from "../../scripts/dev/release/sbom.mjs";

const bom = sbom();
const crates = bom.components.filter(({ purl }) => purl.startsWith("pkg:cargo/"));

test("it describes the npm package, in CycloneDX", () => {
  assert.deepEqual([bom.bomFormat, bom.specVersion, bom.version], ["CycloneDX", "1.6", 1]);
  const { name, version } = JSON.parse(read("pkg/package.json"));
  const { component } = bom.metadata;
  assert.deepEqual([component.name, component.version, component.purl], [name, version, `pkg:npm/${name}@${version}`]);
});

test("it lists the crates of the WebAssembly, and none of the tests or of the build", () => {
  const names = crates.map(({ name }) => name);
  for (const name of ["wasm-bindgen", "js-sys", "web-sys", "gloo-net", "serde-wasm-bindgen", "talc", "zeroize"]) {
    assert.ok(names.includes(name), name);
  }
  for (const name of ["mysafe-wasm", "syn", "proptest", "serde_json", "serde_derive", "walrus", "wasm-bindgen-test"]) {
    assert.ok(!names.includes(name), name);
  }
  assert.ok(bom.components.some(({ name }) => name === "std"));
});

test("each crate has the version and digest of Cargo.lock, a licence and a package URL", () => {
  const lock = read("Cargo.lock");
  for (const { name, version, purl, licenses, hashes } of crates) {
    const [{ content }] = hashes;
    assert.ok(lock.includes(`name = "${name}"\nversion = "${version}"\n`), name);
    assert.ok(lock.includes(`checksum = "${content}"`), name);
    assert.match(licenses[0].expression, /^[\w.()-]+( (OR|AND|WITH) [\w.()-]+)*$/, name);
    assert.equal(purl, `pkg:cargo/${name}@${version}`);
  }
});

test("each dependency is a component, and each component is somebody's dependency", () => {
  const refs = bom.components.map((component) => component["bom-ref"]);
  assert.equal(new Set(refs).size, refs.length);
  const used = new Set(bom.dependencies.flatMap(({ dependsOn }) => dependsOn));
  assert.deepEqual([...used].sort(), refs.toSorted());
  const [first, ...others] = bom.dependencies.map(({ ref }) => ref);
  assert.equal(first, bom.metadata.component["bom-ref"]);
  for (const ref of others) assert.ok(refs.includes(ref), ref);
});

test("the same sources give the same file", () => {
  assert.deepEqual(sbom(), bom);
});
