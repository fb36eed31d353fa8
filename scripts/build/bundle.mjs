// @ts-check
// The published modules, few and large: a fresh process of Node takes half a millisecond to find, read and link each, which
// is twenty times what the code in it needs to run. So each entry is bundled with all that it imports, except for what
// stays a module of its own: client.js, which the entries share, and inline.js, which is loaded at a first call.

import { existsSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { at, root } from "../base/project.mjs";
import { apart, modules } from "./entries.mjs";

/**
 * Bundles what tsc wrote.
 * @param {string} from the directory, below pkg, of what tsc wrote
 * @returns {Promise<{ path: string, contents: Uint8Array }[]>} by their paths in the package
 */
export async function bundleModules(from) {
  const { build } = await import("esbuild");
  const compiled = (/** @type {string} */ name) => at("pkg", from, `${name}.js`);
  // By a pattern, the WebAssembly is imported as it is written, `?module` included.
  const external = [...apart.map(compiled), "*.wasm", "*.wasm?module"];

  const bundles = await Promise.all(
    modules().map(async ({ name, format, path }) => {
      const { outputFiles, metafile } = await build({
        // What has no file of its own is index.ts, with a source of its own.
        entryPoints: [compiled(existsSync(compiled(name)) ? name : "index")],
        alias: { "#source": compiled(`source/${name}`) },
        external: external.filter((file) => file !== compiled(name)),
        ...{ bundle: true, format, target: "es2022", charset: "utf8" },
        // CommonJS of this platform declares what it exports, in the form that Node reads for an `import`.
        ...(format === "cjs" && { platform: "node", supported: { "dynamic-import": false } }),
        // The glue is read while somebody waits for a first call. Its warnings are of ways to load it that are not used.
        // The client keeps its layout, and with it the annotations by which bundlers leave out what an app does not use.
        ...{ minifyWhitespace: name !== "client", drop: ["console"] },
        // As if beside the input, which is as deep as dist: relative paths to the external files are then right in dist.
        ...{ outdir: at("pkg", from), write: false, allowOverwrite: true, metafile: true, absWorkingDir: root },
      });
      return {
        name,
        path,
        inputs: Object.keys(metafile.inputs),
        contents: outputFiles[0]?.contents ?? new Uint8Array(),
      };
    }),
  );
  const shared = new Set(bundles.filter(({ name }) => name === "client").flatMap(({ inputs }) => inputs));
  for (const { name, path, inputs } of bundles) {
    const copy = inputs.find((input) => name !== "client" && shared.has(input));
    if (copy) throw new Failure(`${path} would have its own ${copy}: the entries import that from client.js.`);
  }
  return bundles;
}
