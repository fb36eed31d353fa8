// @ts-check
// The pages of the API: TypeDoc's of the two npm packages, rustdoc's of the crate. A warning is an error in each: a page
// with a dead link, or without a word on something public, is not written.

import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../base/failure.mjs";
import { at, wasmTarget } from "../base/project.mjs";
import { must } from "../base/run.mjs";
import { targetDirectory } from "./cargo.mjs";

/** TypeDoc's own: it reads TypeScript by an API that TypeScript 7 does not have, and so it brings one that has. */
const typedoc = at("docs/node_modules/typedoc/bin/typedoc");

/** The packages with a page; docs/typedoc/ has how each is made. */
const packages = ["mysafe-wasm", "mysafe-sandbox"];

/** How the crate can be had: as docs.rs shows it last, so that its pages stay. */
const crates = [
  ["--all-features"],
  ["--all-features", "--target", wasmTarget],
  ["--no-default-features", "--target", wasmTarget],
];

/** Writes all pages and gives where each begins. They need the build: the facade's types are those of its WebAssembly. */
export async function writeReference() {
  const to = at("reports/docs");
  rmSync(to, { recursive: true, force: true });
  for (const name of packages) {
    await must(process.execPath, [typedoc, "--options", at(`docs/typedoc/${name}.json`), "--logLevel", "Warn"]);
  }
  for (const crate of crates) {
    await must("cargo", ["doc", "--quiet", "--no-deps", "--lib", ...crate], { env: { RUSTDOCFLAGS: "-D warnings" } });
  }
  cpSync(join(targetDirectory(), wasmTarget, "doc"), join(to, "crate"), { recursive: true });
  const pages = [...packages.map((name) => `${name}/index.html`), "crate/mysafe_wasm/index.html"];
  const missing = pages.find((page) => !existsSync(join(to, page)));
  if (missing) throw new Failure(`reports/docs/${missing} was not written.`);
  return pages.map((page) => `reports/docs/${page}`);
}
