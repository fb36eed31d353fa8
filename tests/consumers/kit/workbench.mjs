// The directory of the consumers: a temporary one outside of the repository, so that no tool finds the workspace. The tools are in
// its node_modules. Each app is a copy of its folder, into which npm installs the tarball.

import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { environment, run } from "./programs.mjs";

const consumers = join(import.meta.dirname, "..");
const root = join(consumers, "..", "..");

/** The real path, without symbolic links, since bundlers resolve them. */
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "mysafe-consumers-")));
// `rm` is many times faster than Node for so many files.
process.on("exit", () => execFileSync("rm", ["-rf", temporary]));

const bench = join(temporary, "bench");
/** Not a parent of the apps: Next.js does not accept a project root that contains the home directory. */
const home = join(temporary, "home");
for (const directory of [bench, home]) mkdirSync(directory);

export const env = environment(home);

/** npm uses the settings and the cache in the user's own home. */
const npmEnv = { ...env, HOME: process.env.HOME };
process.env.HOME = home; // for the browser that this process starts

/** A new directory for one purpose. */
export const scratch = (purpose) => mkdtempSync(join(home, `${purpose}-`));

/** The version of a tool. Not every tool exists for every machine. */
export function versionOf(tool) {
  const manifest = join(consumers, "node_modules", tool, "package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : "not installed";
}

/** The path of a tool's file. */
export const tool = (...path) => join(bench, "node_modules", ...path);

let tarballs;

/** Packs the packages, and lays out the tools. */
export async function layOut() {
  for (const name of ["package.json", "package-lock.json"]) cpSync(join(consumers, name), join(bench, name));
  const [from, to] = [join(consumers, "node_modules"), join(bench, "node_modules")];
  try {
    // Hard links avoid a copy of more than a gigabyte.
    execFileSync("cp", ["-al", from, to], { stdio: "ignore" });
  } catch {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true }); // the temporary directory is on another disk
  }
  const pack = async (name) => {
    const args = ["pack", join(root, name), "--pack-destination", bench, "--json", "--ignore-scripts"];
    const [{ filename }] = JSON.parse(await run("npm", args, { cwd: bench, env: npmEnv }));
    return join(bench, filename);
  };
  const dependencies = [...dependenciesOf(join(root, "broker"))].map((directory) => relative(root, directory));
  tarballs = {
    package: [await pack("pkg")],
    sandbox: [await pack("sandbox")],
    cli: [await pack("cli")],
    broker: await Promise.all(["broker", ...dependencies].map(pack)),
  };
}

/**
 * The installed packages of others that a package depends on, however far round. An app gets them from the repository's own
 * node_modules, so that the versions are those of the lock file, and no registry is asked.
 */
function dependenciesOf(directory, found = new Set()) {
  const {
    dependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  for (const name of [...Object.keys(dependencies), ...peers]) {
    const installed = join(root, "node_modules", name);
    if (found.has(installed) || lstatSync(installed).isSymbolicLink()) continue; // the workspace's own are packed as they are
    found.add(installed);
    dependenciesOf(installed, found);
  }
  return found;
}

const apps = new Map();

/**
 * The directory of an app, which is installed once for all its cells.
 * @param {string} name
 * @param {{ packages?: ("sandbox" | "cli" | "broker")[], as?: string }} [options] `packages`: those to install besides `mysafe-wasm`; `as`:
 * the name of the copy
 */
export function app(name, { packages = [], as = name } = {}) {
  if (!apps.has(as)) apps.set(as, install(name, packages, as));
  return apps.get(as);
}

async function install(name, others, as) {
  const directory = join(bench, "apps", as);
  mkdirSync(directory, { recursive: true });
  for (const folder of ["shared", name]) cpSync(join(consumers, folder), directory, { recursive: true });
  if (!existsSync(join(directory, "package.json"))) {
    writeFileSync(join(directory, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  }
  const packages = [...tarballs.package, ...others.flatMap((other) => tarballs[other])];
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline", "--loglevel=error"];
  await run("npm", ["install", ...quiet, ...packages], { cwd: directory, env: npmEnv });
  return directory;
}
