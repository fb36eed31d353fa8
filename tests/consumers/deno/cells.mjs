import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

async function outputOf(file, { url }) {
  const cwd = await app("deno");
  const args = ["run", `--allow-net=${new URL(url).host}`, file, url];
  return JSON.parse(await run(tool(".bin", "deno"), args, { cwd, env }));
}

export default [
  {
    name: "Deno",
    version: versionOf("deno"),
    run: (mysafe) => outputOf("main.js", mysafe),
    posts: { once: false, run: (mysafe) => outputOf("print-broken-posts.mjs", mysafe) },
  },
];
