// A broker from its tarball in each runtime, served in the runtime's own way and asked from outside.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "../../../scripts/base/port.mjs";
import { takeFiles } from "../../docs/markdown.mjs";
import { run, start } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";
import { startWorker } from "../kit/workerd.mjs";
import { ask, serveHeld } from "./ask.mjs";

const install = () => app("broker", { packages: ["broker"] });

/** A cell whose broker `serve` starts in front of a MySafe. It returns the broker's URL. */
const cell = (runtime, version, serve) => ({
  name: `${runtime}, mysafe-broker`,
  version,
  async check({ after }) {
    const mysafe = await serveHeld();
    after(mysafe.close);
    await ask(await serve({ ...mysafe, after }), mysafe);
  },
});

/** Starts a program that prints the broker's URL. */
async function startProgram(command, args, { url, after }) {
  const { found, stop } = await start(command, [...args, url], { cwd: await install(), env, ready: /^Up at (\S+)$/m });
  after(stop);
  return found[1];
}

/** The route handler of the cookbook, in an app that is built by Next.js. */
async function startNext({ url, after }) {
  const cwd = await app("broker", { packages: ["broker"], as: "broker-in-next" });
  const files = {
    ...takeFiles("docs/cookbook.md", "A broker in Next.js"),
    "broker.mjs": readFileSync(join(cwd, "next-broker.js")),
    "app/layout.js": "export default ({ children }) => children;\n",
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  const next = tool(".bin", "next");
  await run(next, ["build"], { cwd, env });
  const port = String(await freePort(0));
  const { stop } = await start(next, ["start", "--hostname", "127.0.0.1", "--port", port], {
    cwd,
    env: { ...env, MYSAFE_URL: url },
    ready: /Ready in/,
  });
  after(stop);
  return `http://127.0.0.1:${port}/team`;
}

const inNode = [20, 22, 24, 26].map((major) => {
  const name = `node-${major}-${process.arch}`;
  return cell(`Node ${major}`, versionOf(name), (mysafe) =>
    startProgram(tool(name, "bin", "node"), ["node.js"], mysafe),
  );
});

export default [
  ...inNode,
  cell(
    "workerd",
    versionOf("workerd"),
    async (mysafe) => (await startWorker(await install(), "worker.js", mysafe)).url,
  ),
  cell("Deno", versionOf("deno"), (mysafe) =>
    startProgram(tool(".bin", "deno"), ["run", "--allow-net=127.0.0.1", "deno.js"], mysafe),
  ),
  cell("Next.js", versionOf("next"), startNext),
  cell("Bun", versionOf("bun"), (mysafe) => startProgram(tool(".bin", "bun"), ["run", "bun.js"], mysafe)),
];
