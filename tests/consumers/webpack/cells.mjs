import { cpSync } from "node:fs";
import { join } from "node:path";
import { assertNoWasm, strictWithFiles, visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("webpack");

/** Builds one entry, and returns the output directory. */
async function build(entry, to) {
  const cwd = await app("webpack");
  const args = ["build", "--mode", "production", "--entry", entry, "--output-path", to];
  await run(tool(".bin", "webpack"), args, { cwd, env });
  return join(cwd, to);
}

async function buildPage(entry, to) {
  const directory = await build(entry, to);
  cpSync(join(directory, "..", "index.html"), join(directory, "index.html"));
  return directory;
}

export default [
  { name: "webpack", version, run: async (mysafe) => visitBuilt(await buildPage("./main.js", "dist"), mysafe) },
  {
    name: "webpack, with a Web Worker",
    version,
    run: async (mysafe) => visitBuilt(await buildPage("./with-worker.js", "dist-worker"), mysafe),
  },
  {
    name: "webpack, slim",
    version,
    note: "new URL(…, import.meta.url) gives the URL of the .wasm",
    async run(mysafe) {
      const directory = await buildPage("./slim.js", "dist-slim");
      return visitBuilt(directory, mysafe, { headers: strictWithFiles(mysafe.url) });
    },
  },
  {
    name: "webpack, only isMySafeError",
    version,
    check: async () => assertNoWasm(await build("./only-predicate.js", "dist-predicate")),
  },
];
