// The command line from its tarball, in each version of Node, and where the container and the workflow of examples/ find it.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../kit/programs.mjs";
import { app, env, scratch, tool, versionOf } from "../kit/workbench.mjs";

const examples = join(import.meta.dirname, "..", "..", "..", "examples");
const access = ({ url }) => ({ MYSAFE_URL: url, MYSAFE_CLIENT_ID: "demo", MYSAFE_CLIENT_SECRET: "demo-secret" });
const install = () => app("cli", { packages: ["cli"] });
const main = async () => join(await install(), "node_modules", "mysafe-cli", "dist", "main.js");
const isOff = (sandbox, identifier) => sandbox.secrets.get(identifier)?.active === false;

const inNode = [20, 22, 24, 26].map((major) => {
  const name = `node-${major}-${process.arch}`;
  return {
    name: `Node ${major}, mysafe-cli`,
    version: versionOf(name),
    async check({ sandbox, ...mysafe }) {
      const cwd = scratch("cli");
      const mysafeWith = async (...args) =>
        run(tool(name, "bin", "node"), [await main(), ...args], { cwd, env: { ...env, ...access(mysafe) } });
      const off = JSON.parse(await mysafeWith("deactivate", "43", "44", "--yes", "--json", "--journal", "run.jsonl"));
      assert.deepEqual([off.kind, off.changed, off.total], ["apiSecret", 2, 2]);
      assert.ok(isOff(sandbox, "43") && isOff(sandbox, "44"));
      await mysafeWith("undo", "run.jsonl", "--yes");
      assert.ok(sandbox.secrets.list().every(({ active }) => active));
    },
  };
});

const inContainer = {
  name: "mysafe-cli, by the entry point of the container",
  version: process.versions.node,
  async check(mysafe) {
    const containerfile = readFileSync(join(examples, "container", "Containerfile"), "utf8");
    const [, list = ""] = /^ENTRYPOINT (\[.+\])$/m.exec(containerfile) ?? [];
    const [, path] = JSON.parse(list);
    const file = join(await install(), path.replace(/^\/opt\/mysafe\//, ""));
    assert.ok(existsSync(file), file);
    assert.match(
      await run(process.execPath, [file, "check"], { cwd: scratch("container"), env: { ...env, ...access(mysafe) } }),
      /secrets/,
    );
  },
};

const inWorkflow = {
  name: "mysafe-cli, by the step of the workflow",
  version: process.versions.node,
  async check({ sandbox, ...mysafe }) {
    const workflow = readFileSync(join(examples, "github-actions", "switch-off.yml"), "utf8");
    const [, block = ""] = /^ {8}run: \|\n((?: {10}.*\n)+)/m.exec(workflow) ?? [];
    // npx finds the installed command; its version is that of the registry.
    const script = block.replaceAll("mysafe-cli@0.1.0", "--no -- mysafe");
    assert.notEqual(script, block);
    const inputs = { KIND: "api-secret", IDENTIFIERS: "43 45 $(touch ran)" };
    const directory = await install();
    const step = { ...env, ...access(mysafe), ...inputs };
    // As GitHub runs a step in bash.
    const bash = (variables) =>
      run("bash", ["-eo", "pipefail", "-c", script], { cwd: directory, env: { ...step, ...variables } });
    await assert.rejects(bash({}), "what is no identifier is refused");
    assert.ok(!existsSync(join(directory, "ran")) && sandbox.changes.length === 0);
    await bash({ IDENTIFIERS: "43 45" });
    assert.ok(isOff(sandbox, "43") && isOff(sandbox, "45"));
    assert.ok(existsSync(join(directory, "run.jsonl")));
  },
};

export default [...inNode, inContainer, inWorkflow];
