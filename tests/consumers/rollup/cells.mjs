import { cpSync } from "node:fs";
import { join } from "node:path";
import { assertNoWasm, visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("rollup");
const note = "needs @rollup/plugin-node-resolve, as every package from node_modules does";

async function build(entry, to) {
  const cwd = await app("rollup");
  const args = [entry, "--dir", to, "--format", "es", "--plugin", "node-resolve", "--failAfterWarnings"];
  await run(tool(".bin", "rollup"), args, { cwd, env });
  return join(cwd, to);
}

export default [
  {
    name: "Rollup",
    version,
    note,
    async run(mysafe) {
      const directory = await build("main.js", "dist");
      cpSync(join(directory, "..", "index.html"), join(directory, "index.html"));
      return visitBuilt(directory, mysafe);
    },
  },
  {
    name: "Rollup, only isMySafeError",
    version,
    note,
    // Rollup does not minify by default.
    check: async () => assertNoWasm(await build("only-predicate.js", "dist-predicate"), { limit: 3000 }),
  },
];
