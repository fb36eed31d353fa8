// The package is reproducible: the same sources, in another directory and with nothing compiled yet, become the same files.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { at, root } from "../../scripts/base/project.mjs";
import { buildBindgen } from "../../scripts/build/bindgen.mjs";

const place = mkdtempSync(join(tmpdir(), "mysafe-another-directory-"));
after(() => rmSync(place, { recursive: true, force: true }));

/** The other copy of the sources. */
const clone = join(place, "below", "it");

before(async () => {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files) if (existsSync(at(file))) cpSync(at(file), join(clone, file));
  symlinkSync(at("node_modules"), join(clone, "node_modules"));
  const script = 'import { buildPackage } from "./scripts/build/products.mjs"; await buildPackage();';
  // The tool that writes the glue is the same: only what it writes matters, and it takes longer to compile than all else.
  const env = { ...process.env, CARGO_TARGET_DIR: join(place, "target"), MYSAFE_BINDGEN: await buildBindgen() };
  execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: clone, env, stdio: "pipe" });
});

/** The digest of each file of the built package. */
function digests(directory) {
  const built = [
    "mysafe.wasm",
    ...readdirSync(join(directory, "dist"), { recursive: true }).map((name) => `dist/${name}`),
  ];
  const files = built.filter((file) => statSync(join(directory, file)).isFile()).sort();
  const digest = (file) =>
    createHash("sha256")
      .update(readFileSync(join(directory, file)))
      .digest("hex");
  return Object.fromEntries(files.map((file) => [file, digest(file)]));
}

/** The integrity of the tarball that npm would publish. */
function integrity(directory) {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  return JSON.parse(execFileSync("npm", args, { cwd: directory, encoding: "utf8", stdio: "pipe" }))[0].integrity;
}

test("two directories build the same files", () => {
  assert.deepEqual(digests(join(clone, "pkg")), digests(at("pkg")));
});

test("two directories pack the same tarball", () => {
  assert.equal(integrity(join(clone, "pkg")), integrity(at("pkg")));
});

test("the WebAssembly names the compiler that built it", () => {
  const module = new WebAssembly.Module(readFileSync(at("pkg/mysafe.wasm")));
  const [producers] = WebAssembly.Module.customSections(module, "producers");
  const text = Buffer.from(producers).toString("latin1");
  const channel = readFileSync(at("rust-toolchain.toml"), "utf8").match(/^channel = "(.+)"$/m)[1];
  assert.ok(text.includes(`rustc`) && text.includes(`${channel} (`), text);
});

test("the WebAssembly names no directory of this machine", () => {
  const text = readFileSync(at("pkg/mysafe.wasm")).toString("latin1");
  for (const path of [root, process.env.HOME, process.env.CARGO_HOME]) {
    if (path && path !== "/") assert.ok(!text.includes(path), path);
  }
});
