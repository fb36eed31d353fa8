import { cpSync } from "node:fs";
import { join } from "node:path";
import { visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("bun");
const bun = tool(".bin", "bun");

async function outputOf(file, { url }) {
  return JSON.parse(await run(bun, ["run", file, url], { cwd: await app("bun"), env }));
}

export default [
  {
    name: "Bun, import",
    version,
    run: (mysafe) => outputOf("import.mjs", mysafe),
    posts: { once: true, run: (mysafe) => outputOf("print-broken-posts.mjs", mysafe) },
  },
  { name: "Bun, require", version, run: (mysafe) => outputOf("require.cjs", mysafe) },
  {
    name: "Bun, build",
    version,
    async run(mysafe) {
      const cwd = await app("bun");
      await run(bun, ["build", "main.js", "--outdir=dist", "--splitting", "--minify"], { cwd, env });
      cpSync(join(cwd, "index.html"), join(cwd, "dist", "index.html"));
      return visitBuilt(join(cwd, "dist"), mysafe);
    },
  },
];
