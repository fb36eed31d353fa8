// @ts-check
// Imports a module of the page into Node.js. Node.js cannot import it directly, because it is TypeScript for a bundler.

import { build } from "esbuild";
import { at } from "../../scripts/base/project.mjs";

/**
 * @template Module
 * @param {string} path relative to www/src
 * @returns {Promise<Module>}
 */
export async function pageModule(path) {
  const { outputFiles } = await build({
    entryPoints: [at(`www/src/${path}`)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "silent",
    sourcemap: "inline",
  });
  const [file] = outputFiles;
  return await import(`data:text/javascript;base64,${Buffer.from(file?.contents ?? []).toString("base64")}`);
}
