import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

// The versions of Node come from npm, whatever version runs the tests.
export default [20, 22, 24, 26].flatMap((major) => {
  const name = `node-${major}-${process.arch}`;
  const outputOf = async (file, { url }) =>
    JSON.parse(await run(tool(name, "bin", "node"), [file, url], { cwd: await app("node"), env }));
  return ["import.mjs", "require.cjs"].map((file, index) => ({
    name: `Node ${major}, ${file.split(".")[0]}`,
    version: versionOf(name),
    run: (mysafe) => outputOf(file, mysafe),
    ...(index === 0 && { posts: { once: true, run: (mysafe) => outputOf("print-broken-posts.mjs", mysafe) } }),
  }));
});
