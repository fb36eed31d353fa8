// @ts-check
// The WebAssembly as the npm package holds it: a file, `mysafe.wasm`, and JavaScript modules with the glue and the same
// bytes. A module is the one thing that every bundler and every runtime loads without configuration.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../base/project.mjs";

/**
 * Writes pkg/mysafe.wasm and the modules.
 * @param {string} built the directory that the `.wasm` and its glue were built into
 * @param {string} to the directory of the modules
 */
export async function embed(built, to) {
  mkdirSync(to, { recursive: true });
  copyFileSync(join(built, "mysafe.js"), join(to, "glue.js"));
  copyFileSync(join(built, "mysafe.d.ts"), join(to, "glue.d.ts"));
  const wasm = readFileSync(join(built, "mysafe.wasm"));
  const id = createHash("sha256").update(wasm).digest().subarray(0, 8);
  writeFileSync(at("pkg/mysafe.wasm"), Buffer.concat([wasm, buildId(id)]));
  writeModule(to, "id", "The hexadecimal digits of the build id at the end of mysafe.wasm.", id.toString("hex"));
  writeModule(to, "inline", "The WebAssembly module: gzipped, then base64.", await compressed(wasm));
}

/**
 * Writes a module whose default export is a string, and its types.
 * @param {string} directory
 * @param {string} name
 * @param {string} description
 * @param {string} value
 */
function writeModule(directory, name, description, value) {
  writeFileSync(join(directory, `${name}.js`), `export default "${value}";\n`);
  const types = `/** ${description} */\ndeclare const value: string;\nexport default value;\n`;
  writeFileSync(join(directory, `${name}.d.ts`), types);
}

/**
 * Base64 costs 3 % more on the wire than the bare file. zopfli, a slow gzip, gains 6 %.
 * @param {Buffer} wasm
 */
async function compressed(wasm) {
  const { gzipAsync } = await import("@gfx/zopfli"); // loaded only here, because set-up may have just installed it
  return Buffer.from(await gzipAsync(wasm, { numiterations: 15 })).toString("base64");
}

/**
 * The custom section that identifies a build (WebAssembly tool conventions, BuildId.md).
 * @param {Buffer} id
 */
function buildId(id) {
  const name = Buffer.from("build_id");
  const content = Buffer.concat([Buffer.of(name.length), name, Buffer.of(id.length), id]);
  return Buffer.concat([Buffer.of(0, content.length), content]);
}
