import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

export default [
  {
    name: "Deno",
    version: versionOf("deno"),
    async run({ url }) {
      const cwd = await app("deno");
      const args = ["run", `--allow-net=${new URL(url).host}`, "main.js", url];
      return JSON.parse(await run(tool(".bin", "deno"), args, { cwd, env }));
    },
  },
];
