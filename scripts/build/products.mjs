// @ts-check
// The products of the build: the npm packages and the page.

import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { at } from "../base/project.mjs";
import { must, output } from "../base/run.mjs";
import { bundleModules } from "./bundle.mjs";
import { embed } from "./embed.mjs";
import { buildWasm } from "./wasm.mjs";

/** Builds `mysafe-wasm`, from the Rust crate and its TypeScript facade, into pkg/dist. */
export async function buildPackage() {
  const built = await buildWasm();
  // Only now: a build that fails leaves the last good package.
  rmSync(at("pkg/dist"), { recursive: true, force: true });
  await embed(built);
  await must("tsc", ["-p", "pkg"]);
  await bundleModules();
  await addCommonJs();
  copyLicences("pkg");
}

/** Builds `mysafe-sandbox` into sandbox/dist and, from pkg/dist, the page into www/dist. */
export async function buildSandboxAndPage() {
  rmSync(at("sandbox/dist"), { recursive: true, force: true });
  await must("tsc", ["-p", "sandbox"]);
  copyLicences("sandbox");
  // npm makes the command executable only when it first links it, and tsc writes a new file each time.
  chmodSync(at("sandbox/dist/cli.js"), 0o755);
  // npm links the commands of a package at installation, and skips those that are not built yet.
  if (output("npm", ["rebuild", "mysafe-sandbox", "--ignore-scripts"]) === undefined) {
    throw new Failure("`npm rebuild mysafe-sandbox` failed: run it to see why.");
  }
  await must("vite", ["build"], { cwd: at("www") });
}

/** Modules that no public type reaches. */
const internal = [
  ...["edge-light", "inline", "instance", "ledger", "load", "node", "results", "workerd"],
  ...["wasm/glue", "wasm/id", "wasm/inline"],
];

/** Entries that are ECMAScript modules alone. */
const modulesOnly = ["edge-light.js", "node.js", "workerd.js"];

/**
 * Writes the modules for `require` into pkg/dist/cjs. Many tools know nothing else (Jest, old bundlers), and TypeScript reports
 * an error when code that is compiled to CommonJS imports a package without it.
 */
async function addCommonJs() {
  const { transform } = await import("esbuild");
  const files = readdirSync(at("pkg/dist"), { recursive: true, encoding: "utf8" });
  mkdirSync(at("pkg/dist/cjs/wasm"), { recursive: true });
  // The nearest package.json decides what a file is. Bundlers read `sideEffects` there too.
  writeFileSync(at("pkg/dist/cjs/package.json"), '{ "type": "commonjs", "sideEffects": false }\n');
  for (const file of files.filter((file) => file.endsWith(".d.ts") && !internal.includes(file.slice(0, -5)))) {
    copyFileSync(at(`pkg/dist/${file}`), at(`pkg/dist/cjs/${file}`));
  }
  copyFileSync(at("pkg/mysafe.wasm.d.ts"), at("pkg/dist/cjs/mysafe.wasm.d.ts"));
  for (const file of files.filter((file) => file.endsWith(".js") && !modulesOnly.includes(file))) {
    const { code } = await transform(readFileSync(at(`pkg/dist/${file}`), "utf8"), {
      format: "cjs",
      platform: "node", // lists the exports in a form that Node finds for `import`
      supported: { "dynamic-import": false },
      minifyWhitespace: file === "inline.js", // as in the original
    });
    writeFileSync(at(`pkg/dist/cjs/${file}`), code);
  }
}

/**
 * Copies the licences, because npm packs only what is in the package's own folder.
 * @param {string} name
 */
function copyLicences(name) {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(at(file), at(`${name}/${file}`));
}
