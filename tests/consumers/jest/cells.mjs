import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

export default [
  {
    name: "Jest",
    version: versionOf("jest"),
    async run({ url }) {
      const cwd = await app("jest");
      const printed = await run(tool(".bin", "jest"), ["--no-cache"], { cwd, env: { ...env, MYSAFE_URL: url } });
      return JSON.parse(/^found (.*)$/m.exec(printed)[1]);
    },
  },
];
