import { cpSync } from "node:fs";
import { join } from "node:path";
import { visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("bun");
const bun = tool(".bin", "bun");

const runtime = ["import.mjs", "require.cjs"].map((file) => ({
  name: `Bun, ${file.split(".")[0]}`,
  version,
  async run({ url }) {
    return JSON.parse(await run(bun, ["run", file, url], { cwd: await app("bun"), env }));
  },
}));

export default [
  ...runtime,
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
