// @ts-check
// Fewer modules than the source has. To find, read and link one costs a fresh process of Node half a millisecond, which
// is twenty times what ours need to run; what is loaded together is therefore built as one.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../base/failure.mjs";
import { at, root } from "../base/project.mjs";

const dist = at("pkg/dist");

/** What all entries share becomes one module, which bears the name of the first: an error's class is then one for all. */
const shared = ["client.js", "error.js", "load.js"];

const entries = ["index.js", "slim.js", "workerd.js", "edge-light.js"];

/** Modules that hold the glue, and what they leave apart. */
const withGlue = { "inline.js": [], "node.js": [...shared, "inline.js"] };

/** What is in other modules now. */
const gone = [
  "error.js",
  "ledger.js",
  "load.js",
  "results.js",
  "public.js",
  "instance.js",
  "types.js",
  "platform.js",
  "wasm/id.js",
  "wasm/inline.js",
];

/** Makes the modules in pkg/dist, as tsc left them, into those that are published. */
export async function bundleModules() {
  const { build } = await import("esbuild");

  /** @param {string} name @param {string[]} apart @param {import("esbuild").BuildOptions} more */
  const bundled = async (name, apart, more) => {
    const { outputFiles } = await build({
      ...more,
      ...{ bundle: true, format: "esm", target: "es2022", charset: "utf8" },
      ...{ absWorkingDir: root, write: false, plugins: [leaveApart(apart), pureClasses] },
    });
    return { name, contents: outputFiles[0]?.contents ?? new Uint8Array() };
  };
  const contents = shared.map((name) => `export * from "./${name}";`).join("\n");
  const modules = [await bundled("client.js", [], { stdin: { contents, resolveDir: dist, sourcefile: "client" } })];
  // Each with a glue of its own, and in that no blanks, and no warnings of ways to load it that nobody takes: they are
  // loaded while somebody waits for a first call.
  for (const [name, apart] of Object.entries(withGlue)) {
    modules.push(
      await bundled(name, apart, { entryPoints: [join(dist, name)], minifyWhitespace: true, drop: ["console"] }),
    );
  }
  for (const name of entries) {
    const apart = [...shared, "inline.js", "wasm/glue.js"];
    modules.push(await bundled(name, apart, { entryPoints: [join(dist, name)] }));
  }
  for (const name of gone) rmSync(join(dist, name));
  for (const { name, contents } of modules) writeFileSync(join(dist, name), contents);
}

/**
 * Modules that stay apart are imported from where they will be, and so is the WebAssembly.
 * @param {string[]} names
 * @returns {import("esbuild").Plugin}
 */
const leaveApart = (names) => ({
  name: "leave apart",
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm(\?module)?$/ }, () => ({ external: true }));
    onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
      const name = names.find((name) => kind !== "entry-point" && join(dirname(importer), path) === join(dist, name));
      return name ? { path: `./${shared.includes(name) ? shared[0] : name}`, external: true } : undefined;
    });
  },
});

/**
 * Says of each shared class that an app which does not name it does without it. While the classes were in modules of
 * their own, `sideEffects: false` said so.
 * @type {import("esbuild").Plugin}
 */
const pureClasses = {
  name: "pure classes",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](client|error)\.js$/ }, ({ path }) => {
      const code = readFileSync(path, "utf8");
      const contents = code.replace(
        /^export (class (\w+) [\s\S]*?^\})$/m,
        // Under another name outside, lest the class be given one.
        "const the$2 = /* @__PURE__ */ (() => {\n$1\nreturn $2;\n})();\nexport { the$2 as $2 };",
      );
      if (contents === code) throw new Failure(`${path} exports no class: does tsc write otherwise now?`);
      return { contents };
    });
  },
};
