// @ts-check
// The API reference: TypeDoc's of the npm packages for code, rustdoc's of the crate. A warning, such as a dead link or a public
// item without documentation, is an error.

import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../base/failure.mjs";
import { at, wasmTarget } from "../base/project.mjs";
import { must } from "../base/run.mjs";
import { targetDirectory } from "./cargo.mjs";

/** In docs/, with a TypeScript of its own: TypeDoc needs an API that TypeScript 7 lacks. */
const typedoc = at("docs/node_modules/typedoc/bin/typedoc");

/** The npm packages; docs/typedoc/ has the options of each. */
const packages = ["mysafe-wasm", "mysafe-sandbox", "mysafe-broker"];

/** The features and targets that are documented. The last is that of docs.rs, and its pages are kept. */
const variants = [
  ["--all-features"],
  ["--all-features", "--target", wasmTarget],
  ["--no-default-features", "--target", wasmTarget],
];

/** Writes the pages and returns the first of each part. They need a build, because the facade imports the glue's types. */
export async function writeReference() {
  const to = at("reports/docs");
  rmSync(to, { recursive: true, force: true });
  for (const name of packages) {
    await must(process.execPath, [typedoc, "--options", at(`docs/typedoc/${name}.json`), "--logLevel", "Warn"]);
  }
  for (const variant of variants) {
    await must("cargo", ["doc", "--locked", "--quiet", "--no-deps", "--lib", ...variant], {
      env: { RUSTDOCFLAGS: "-D warnings" },
    });
  }
  cpSync(join(targetDirectory(), wasmTarget, "doc"), join(to, "crate"), { recursive: true });
  const pages = [...packages.map((name) => `${name}/index.html`), "crate/mysafe_wasm/index.html"];
  const missing = pages.find((page) => !existsSync(join(to, page)));
  if (missing) throw new Failure(`reports/docs/${missing} was not written.`);
  return pages.map((page) => `reports/docs/${page}`);
}
