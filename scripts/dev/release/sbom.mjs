// @ts-check
// The software bill of materials of `mysafe-wasm` (CycloneDX 1.6): the Rust crates that its WebAssembly consists of. It has
// no npm dependencies. It names no date, so the same sources give the same file.

import { Failure } from "../../base/failure.mjs";
import { read, rustVersion, wasmBindgenVersion, wasmTarget } from "../../base/project.mjs";
import { output } from "../../base/run.mjs";

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {Set<string>} dependencies as `name version`
 */

/** The document, as an object. */
export function sbom() {
  const { version, license } = JSON.parse(read("pkg/package.json"));
  const { tree, root } = linkedCrates();
  const npmPackage = { ...reference("npm", "mysafe-wasm", version), licenses: [{ expression: license }] };
  const std = {
    type: "library",
    "bom-ref": "rust-std",
    name: "std",
    version: rustVersion(),
    description: "The standard library of Rust",
    licenses: [{ expression: "MIT OR Apache-2.0" }],
    purl: `pkg:github/rust-lang/rust@${rustVersion()}`,
  };
  const crates = [...tree].filter(([key]) => key !== root);
  const refs = (/** @type {Iterable<string>} */ keys) => [...keys].map((key) => cratePurl(key)).sort();
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      tools: {
        components: [
          { type: "application", name: "rustc", version: rustVersion() },
          { type: "application", name: "wasm-bindgen", version: wasmBindgenVersion() },
          { type: "application", name: "binaryen", version: JSON.parse(read("package.json")).devDependencies.binaryen },
        ],
      },
      component: npmPackage,
    },
    components: [...crates.map(([, crate]) => component(crate)), std],
    dependencies: [
      { ref: npmPackage["bom-ref"], dependsOn: [...refs(tree.get(root)?.dependencies ?? []), "rust-std"] },
      ...crates.map(([key, { dependencies }]) => ({ ref: cratePurl(key), dependsOn: refs(dependencies) })),
    ],
  };
}

/**
 * The crates that are linked into the `.wasm`: without procedural macros and build scripts, which only run at build time.
 * `cargo tree` resolves features for this crate alone, where `cargo metadata` unites those of the whole workspace.
 */
function linkedCrates() {
  const args = ["tree", "--locked", "--package", "mysafe-wasm", "--target", wasmTarget];
  const format = ["--edges", "normal,no-proc-macro", "--no-dedupe", "--prefix", "depth", "--format", " {p}\t{l}"];
  const printed = output("cargo", [...args, ...format]);
  if (!printed) throw new Failure(`\`cargo ${args.join(" ")}\` failed: run it to see why.`);
  /** @type {Map<string, Crate>} */
  const tree = new Map();
  /** The crates above the current line. @type {string[]} */
  const path = [];
  for (const line of printed.split("\n")) {
    const [, depth, name, version, licence] = /^(\d+) (\S+) v(\S+)[^\t]*\t(.+)$/.exec(line) ?? [];
    if (!name || !version || !licence) throw new Failure(`\`cargo tree\` printed a line of unknown form: ${line}`);
    const key = `${name} ${version}`;
    const crate = tree.get(key) ?? { name, version, licence, dependencies: new Set() };
    tree.set(key, crate);
    path.splice(Number(depth), Number.POSITIVE_INFINITY, key);
    tree.get(path.at(-2) ?? "")?.dependencies.add(key);
  }
  const sorted = [...tree].sort(([one], [other]) => (one < other ? -1 : 1));
  return { tree: new Map(sorted), root: path[0] ?? "" };
}

/** @param {Crate} crate */
function component({ name, version, licence }) {
  // Older crates separate alternatives by a slash, which SPDX does not know.
  const expression = licence.replaceAll(/\s*\/\s*/g, " OR ");
  const hash = checksum(name, version);
  return {
    ...reference("cargo", name, version),
    licenses: [{ expression }],
    ...(hash && { hashes: [{ alg: "SHA-256", content: hash }] }),
  };
}

/**
 * @param {"cargo" | "npm"} ecosystem
 * @param {string} name
 * @param {string} version
 */
function reference(ecosystem, name, version) {
  const purl = `pkg:${ecosystem}/${name}@${version}`;
  return { type: "library", "bom-ref": purl, name, version, purl };
}

/** @param {string} key `name version` */
const cratePurl = (key) => `pkg:cargo/${key.replace(" ", "@")}`;

/**
 * The digest of a crate's published archive, of Cargo.lock.
 * @param {string} name
 * @param {string} version
 */
function checksum(name, version) {
  const [, ...packages] = read("Cargo.lock").split("[[package]]\n");
  const found = packages.find((text) => text.startsWith(`name = "${name}"\nversion = "${version}"\n`));
  return found && /^checksum = "([0-9a-f]{64})"$/m.exec(found)?.[1];
}
