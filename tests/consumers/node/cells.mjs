import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

// Those of npm, whatever runs the tests.
export default [20, 22, 24, 26].flatMap((major) => {
  const name = `node-${major}-${process.arch}`;
  return ["import.mjs", "require.cjs"].map((file) => ({
    name: `Node ${major}, ${file.split(".")[0]}`,
    version: versionOf(name),
    async run({ url }) {
      const cwd = await app("node");
      return JSON.parse(await run(tool(name, "bin", "node"), [file, url], { cwd, env }));
    },
  }));
});
