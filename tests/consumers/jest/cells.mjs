import assert from "node:assert/strict";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

/** As Node.js has it, and as those have it who test components. */
const environments = [
  { name: "Jest", args: ["--env=node"], versions: ["jest"] },
  {
    name: "Jest, jsdom",
    args: ["--env=jsdom", "--setupFiles=whatwg-fetch"],
    versions: ["jest", "jsdom"],
    note: "jsdom has no fetch: here it is that of whatwg-fetch",
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

/** Runs a test, and gives what it prints. */
async function found(test, args, url, flags = []) {
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
      modules ? found("leak.test.mjs", args, url, ["--experimental-vm-modules"]) : found("leak.test.cjs", args, url),
  })),
  {
    name: "Jest, jsdom, without a fetch",
    version: version(["jest", "jsdom"]),
    refuses: true,
    async check({ url, sandbox }) {
      const { code, attempts, message } = await found("no-fetch.test.cjs", ["--env=jsdom"], url);
      assert.deepEqual({ code, attempts }, { code: "INVALID_ARGUMENT", attempts: 0 });
      assert.match(message, /option `fetch`.*jest-fixed-jsdom/);
      assert.equal(sandbox.requests.length, 0);
    },
  },
];
