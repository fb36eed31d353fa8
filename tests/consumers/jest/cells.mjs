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

export default environments.map(({ name, args, modules = false, versions, note }) => ({
  name,
  version: versions.map((tool, index) => (index === 0 ? "" : `${tool} `) + versionOf(tool)).join(", "),
  note,
  async run({ url }) {
    const cwd = await app("jest");
    const flags = modules ? ["--experimental-vm-modules"] : [];
    const test = modules ? "leak.test.mjs" : "leak.test.cjs";
    const jest = [tool("jest", "bin", "jest.js"), "--no-cache", ...args, `--testMatch=**/${test}`];
    const printed = await run(process.execPath, [...flags, ...jest], { cwd, env: { ...env, MYSAFE_URL: url } });
    return JSON.parse(/^found (.*)$/m.exec(printed)[1]);
  },
}));
