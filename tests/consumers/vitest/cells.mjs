import assert from "node:assert/strict";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("vitest");

/** The environment of Node, and those for tests of components. */
const environments = {
  node: `${version}`,
  jsdom: `${version}, jsdom ${versionOf("jsdom")}`,
  "happy-dom": `${version}, happy-dom ${versionOf("happy-dom")}`,
};

export default Object.entries(environments).map(([environment, versions]) => ({
  name: environment === "node" ? "vitest" : `vitest, ${environment}`,
  version: versions,
  async run({ url }) {
    const cwd = await app("vitest", { packages: ["sandbox"] });
    const args = ["run", "--environment", environment];
    const printed = await run(tool(".bin", "vitest"), args, { cwd, env: { ...env, MYSAFE_URL: url } });
    assert.match(printed, /Tests +3 passed/);
    return JSON.parse(/^found (.*)$/m.exec(printed)[1]);
  },
}));
