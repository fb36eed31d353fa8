import { join } from "node:path";
import { visit } from "../kit/browsers.mjs";
import { assertNoWasm, strictWithFiles, visitBuilt } from "../kit/built.mjs";
import { run, start } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("vite");
const vite = tool(".bin", "vite");

/** Builds one of the pages, and returns the output directory. */
async function build(root, to) {
  const cwd = await app("vite");
  await run(vite, ["build", root, "--outDir", join(cwd, to), "--logLevel", "warn"], { cwd, env });
  return join(cwd, to);
}

export default [
  { name: "Vite, build", version, run: async (mysafe) => visitBuilt(await build(".", "dist"), mysafe) },
  {
    name: "Vite, build with a Web Worker",
    version,
    run: async (mysafe) => visitBuilt(await build("with-worker", "dist-worker"), mysafe),
  },
  {
    name: "Vite, dev",
    version,
    async run(mysafe) {
      const cwd = await app("vite");
      const args = ["--port", "0", "--host", "127.0.0.1"];
      const { found, stop } = await start(vite, args, { cwd, env, ready: /http:\/\/127\.0\.0\.1:\d+/ });
      mysafe.after(stop);
      return visit("chromium", found[0], mysafe);
    },
  },
  {
    name: "Vite, slim",
    version,
    note: "?url gives the URL of the .wasm",
    async run(mysafe) {
      return visitBuilt(await build("slim", "dist-slim"), mysafe, { headers: strictWithFiles(mysafe.url) });
    },
  },
  {
    name: "Vite, only isMySafeError",
    version,
    check: async () => assertNoWasm(await build("only-predicate", "dist-predicate")),
  },
];
