// @ts-check
// Bundles the published modules. A fresh process of Node takes half a millisecond to find, read and link a
// module, twenty times what its code needs to run, so there are few: each entry holds all that it imports, except for
// client.js, which the entries share, and inline.js, which is loaded at a first call. Each has its own copy of the
// glue. With esbuild's splitting the glue would be a third module of a first call.

import { existsSync } from "node:fs";
import { Failure } from "../base/failure.mjs";
import { at, root } from "../base/project.mjs";
import { apart, modules } from "./entries.mjs";

/**
 * Bundles the modules that tsc wrote.
 * @param {string} from their directory, below pkg
 * @returns {Promise<{ path: string, contents: Uint8Array }[]>} the published modules, by their paths in the package
 */
export async function bundleModules(from) {
  const { build } = await import("esbuild");
  const compiled = (/** @type {string} */ name) => at("pkg", from, `${name}.js`);
  // Imports that match a pattern are left as they are written, `?module` included.
  const external = [...apart.map(compiled), "*.wasm", "*.wasm?module"];

  const bundles = await Promise.all(
    modules().map(async ({ name, format, path }) => {
      const { outputFiles, metafile } = await build({
        // An entry without a file of its own is index.ts with another source.
        entryPoints: [compiled(existsSync(compiled(name)) ? name : "index")],
        alias: { "#source": compiled(`source/${name}`) },
        external: external.filter((file) => file !== compiled(name)),
        ...{ bundle: true, format, target: "es2022", charset: "utf8" },
        // For `platform: "node"`, CommonJS names its exports in the form that Node reads for an `import`.
        ...(format === "cjs" && { platform: "node", supported: { "dynamic-import": false } }),
        // The glue is parsed during a first call, and warns in the console about ways to load it that are not used here.
        // esbuild drops `@__PURE__` with white space; by these of client.js, bundlers leave out unused classes.
        ...{ minifyWhitespace: name !== "client", drop: ["console"] },
        // Output beside the input, though not written: so imports of external modules are "./client.js", as in dist.
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
    if (copy) throw new Failure(`${path} would hold a second copy of ${copy}: import it from client.js.`);
  }
  return bundles;
}
