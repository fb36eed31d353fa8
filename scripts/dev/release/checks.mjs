// @ts-check
// The checks before publishing. Each returns the problems that it finds, in words.

import { Failure } from "../../base/failure.mjs";
import { packages, read } from "../../base/project.mjs";
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
    ...Object.fromEntries(packages.map((name) => [`${name}/package.json`, json(`${name}/package.json`).version])),
    ...Object.fromEntries(packages.map((name) => [`package-lock.json, of ${name}`, locked[name].version])),
    ...Object.fromEntries([...packages, "www"].flatMap((name) => ownDependencies(`${name}/package.json`))),
    "fuzz/Cargo.lock": found("fuzz/Cargo.lock", /\nname = "mysafe-wasm"\nversion = "(.+)"\n/),
    "CHANGELOG.md": found("CHANGELOG.md", /^## ([^\s,]+)/m),
  };
}

/**
 * The versions that a package requires of the others.
 * @param {string} manifest
 */
function ownDependencies(manifest) {
  const { dependencies = {} } = JSON.parse(read(manifest));
  const own = Object.entries(dependencies).filter(([name]) => name.startsWith("mysafe-"));
  return own.map(([name, version]) => [`${manifest}, of ${name}`, version]);
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
  for (const workspace of packages) {
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
  for (const name of packages) {
    const path = `${name}/package.json`;
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
  ...packages.map((name) => `npm publish --workspace ${name} --provenance --access public`),
];
