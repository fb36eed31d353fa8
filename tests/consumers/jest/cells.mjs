import assert from "node:assert/strict";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

/** The environment of Node, and those for tests of components. */
const environments = [
  { name: "Jest", args: ["--env=node"], versions: ["jest"] },
  {
    name: "Jest, jsdom",
    args: ["--env=jsdom", "--setupFiles=whatwg-fetch"],
    versions: ["jest", "jsdom"],
    note: "jsdom has no fetch, so this uses whatwg-fetch",
  },
  {
    name: "Jest, jsdom, import",
    args: ["--env=jsdom", "--setupFiles=whatwg-fetch"],
    modules: true,
    versions: ["jest", "jsdom"],
    note: "--experimental-vm-modules, and the fetch of whatwg-fetch",
  },
  { name: "Jest, jest-fixed-jsdom", args: ["--env=jest-fixed-jsdom"], versions: ["jest", "jest-fixed-jsdom"] },
];

const version = (tools) => tools.map((tool, index) => (index === 0 ? "" : `${tool} `) + versionOf(tool)).join(", ");

/** Runs a test file, and returns the result that it prints. */
async function resultOf(test, args, url, flags = []) {
  const cwd = await app("jest");
  const jest = [tool("jest", "bin", "jest.js"), "--no-cache", ...args, `--testMatch=**/${test}`];
  const printed = await run(process.execPath, [...flags, ...jest], { cwd, env: { ...env, MYSAFE_URL: url } });
  return JSON.parse(/^found (.*)$/m.exec(printed)[1]);
}

export default [
  ...environments.map(({ name, args, modules = false, versions, note }) => ({
    name,
    version: version(versions),
    note,
    run: ({ url }) =>
      modules
        ? resultOf("leak.test.mjs", args, url, ["--experimental-vm-modules"])
        : resultOf("leak.test.cjs", args, url),
  })),
  {
    name: "Jest, jsdom, without a fetch",
    version: version(["jest", "jsdom"]),
    refuses: true,
    async check({ url, sandbox }) {
      const { code, attempts, message } = await resultOf("no-fetch.test.cjs", ["--env=jsdom"], url);
      assert.deepEqual({ code, attempts }, { code: "INVALID_ARGUMENT", attempts: 0 });
      assert.match(message, /option `fetch`.*jest-fixed-jsdom/);
      assert.equal(sandbox.requests.length, 0);
    },
  },
];
