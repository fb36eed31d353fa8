import { cpSync } from "node:fs";
import { join } from "node:path";
import { assertNoWasm, strictWithFiles, visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, scratch, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("esbuild");

async function build(entry, to, ...options) {
  const cwd = await app("esbuild");
  await run(tool(".bin", "esbuild"), [entry, "--bundle", "--minify", `--outdir=${to}`, ...options], { cwd, env });
  return join(cwd, to);
}

async function buildPage(page, to, ...options) {
  const directory = await build("main.js", to, ...options);
  cpSync(join(directory, "..", page), join(directory, "index.html"));
  return directory;
}

export default [
  {
    name: "esbuild, splitting",
    version,
    run: async (mysafe) => visitBuilt(await buildPage("module.html", "dist", "--format=esm", "--splitting"), mysafe),
  },
  {
    name: "esbuild, one classic script",
    version,
    run: async (mysafe) => visitBuilt(await buildPage("script.html", "dist-script", "--format=iife"), mysafe),
  },
  ...["import.mjs", "require.cjs"].map((file) => ({
    name: `esbuild for Node, ${file.split(".")[0]}`,
    version,
    async run({ url }) {
      const format = file.endsWith(".cjs") ? "cjs" : "esm";
      const options = ["--platform=node", `--format=${format}`, `--out-extension:.js=.${file.split(".")[1]}`];
      // Outside of the app and without node_modules, as functions are deployed.
      const directory = scratch("deployed");
      await build(file, directory, ...options);
      return JSON.parse(await run(process.execPath, [file, url], { cwd: directory, env }));
    },
  })),
  {
    name: "esbuild, slim",
    version,
    note: "--loader:.wasm=file gives the URL of the .wasm",
    async run(mysafe) {
      const options = ["--format=esm", "--loader:.wasm=file", "--entry-names=main"];
      const directory = await build("slim.js", "dist-slim", ...options);
      cpSync(join(directory, "..", "module.html"), join(directory, "index.html"));
      return visitBuilt(directory, mysafe, { headers: strictWithFiles(mysafe.url) });
    },
  },
  {
    name: "esbuild, only isMySafeError",
    version,
    check: async () => assertNoWasm(await build("only-predicate.js", "dist-predicate", "--format=esm")),
  },
  {
    name: "esbuild, splitting, only isMySafeError",
    version,
    note: "writes a chunk that no file refers to, so it is never loaded (esbuild issue 3252)",
    async check() {
      const directory = await build("only-predicate.js", "dist-predicate-split", "--format=esm", "--splitting");
      assertNoWasm(directory, { files: ["only-predicate.js"] });
    },
  },
];
