// @ts-check
// The checks before publishing. Each returns the problems that it finds, in words.

import { Failure } from "../../base/failure.mjs";
import { read } from "../../base/project.mjs";
import { output } from "../../base/run.mjs";
import { contents } from "./contents.mjs";

/** The version that each place states. */
export function statedVersions() {
  const found = (/** @type {string} */ path, /** @type {RegExp} */ pattern) => pattern.exec(read(path))?.[1];
  const json = (/** @type {string} */ path) => JSON.parse(read(path));
  const locked = json("package-lock.json").packages;
  return {
    "Cargo.toml": found("Cargo.toml", /^version = "(.+)"$/m),
    "Cargo.lock": found("Cargo.lock", /\nname = "mysafe-wasm"\nversion = "(.+)"\n/),
    "pkg/package.json": json("pkg/package.json").version,
    "sandbox/package.json": json("sandbox/package.json").version,
    "cli/package.json": json("cli/package.json").version,
    "cli/package.json, of mysafe-wasm": json("cli/package.json").dependencies["mysafe-wasm"],
    "www/package.json, of mysafe-wasm": json("www/package.json").dependencies["mysafe-wasm"],
    "package-lock.json, of pkg": locked.pkg.version,
    "package-lock.json, of sandbox": locked.sandbox.version,
    "package-lock.json, of cli": locked.cli.version,
    "fuzz/Cargo.lock": found("fuzz/Cargo.lock", /\nname = "mysafe-wasm"\nversion = "(.+)"\n/),
    "CHANGELOG.md": found("CHANGELOG.md", /^## ([^\s,]+)/m),
  };
}

/** @param {Record<string, string | undefined>} stated */
export function versionMismatches(stated) {
  const expected = stated["Cargo.toml"];
  return Object.entries(stated)
    .filter(([, version]) => version === undefined || version !== expected)
    .map(([place, version]) => `${place} says ${version ?? "nothing"}, Cargo.toml ${expected}`);
}

/** The files that npm and cargo would put into each package. */
export function packedFiles() {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const workspace of ["pkg", "sandbox", "cli"]) {
    const listing = output("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--workspace", workspace]);
    if (listing === undefined)
      throw new Failure(`\`npm pack --dry-run --workspace ${workspace}\` failed: run it to see why.`);
    for (const { name, files } of JSON.parse(listing)) {
      found[name] = files.map((/** @type {{ path: string }} */ file) => file.path);
    }
  }
  const listing = output("cargo", ["package", "--list", "--allow-dirty"]);
  if (listing === undefined) throw new Failure("`cargo package --list` failed: run it to see why.");
  // cargo adds this file, with the commit, when there is a git repository.
  found["the crate"] = listing.split("\n").filter((file) => file !== ".cargo_vcs_info.json");
  return found;
}

/** @param {Record<string, string[]>} found */
export function misplacedFiles(found) {
  return Object.entries(contents).flatMap(([name, expected]) => {
    const [want, have] = [new Set(expected()), new Set(found[name] ?? [])];
    return [
      ...[...have].filter((file) => !want.has(file)).map((file) => `${name} would contain ${file}`),
      ...[...want].filter((file) => !have.has(file)).map((file) => `${name} would lack ${file}`),
    ];
  });
}

/** Changes of the working tree that are in no commit. */
export function uncommitted() {
  const status = output("git", ["status", "--porcelain"]);
  if (status === undefined) return ["this is no git repository"];
  return status
    .split("\n")
    .filter(Boolean)
    .map((line) => `not committed: ${line.trim()}`);
}

/** What a person has to do before publishing. */
export function pendingTasks() {
  const tasks = [];
  if (/^## \S+, unreleased$/m.test(read("CHANGELOG.md"))) {
    tasks.push("replace `unreleased` by the date in CHANGELOG.md");
  }
  for (const path of ["pkg/package.json", "sandbox/package.json", "cli/package.json"]) {
    if (!JSON.parse(read(path)).repository)
      tasks.push(`name the public repository in ${path}: provenance is checked against it`);
  }
  return tasks;
}

/** @param {string} version */
export const commands = (version) => [
  `git tag --sign v${version} --message v${version}`,
  `git push origin v${version}`,
  "cargo publish --locked",
  "npm publish --workspace pkg --provenance --access public",
  "npm publish --workspace sandbox --provenance --access public",
  "npm publish --workspace cli --provenance --access public",
];
