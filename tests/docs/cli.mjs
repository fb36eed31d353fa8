// Runs what README.md and cli/README.md show of the command line, against a served sandbox.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { read, readme, root, take } from "./markdown.mjs";
import { environment, workshop } from "./workshop.mjs";

const guide = "cli/README.md";
const bin = join(root, "node_modules", ".bin");

/** A served sandbox, and a folder in which a script of the documents runs, without a terminal. */
async function start(t) {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  const cwd = workshop("cli");
  writeFileSync(join(cwd, "leaked.csv"), "name;id\nBilling;43\nMail;44\n");
  const env = environment({ PATH: `${bin}:${process.env.PATH}` });
  /** Nobody can be asked, so the commands that ask get --yes. */
  const run = async (script, variables = {}) => {
    const unasked = script
      .replaceAll("npx mysafe-cli", "mysafe")
      .replace(/\bmysafe (deactivate|resume|undo)\b(?!.*--yes)/g, "mysafe $1 --yes")
      .replaceAll("https://vault.example", server.url);
    const child = spawn("bash", ["-ec", unasked], { cwd, env: { ...env, ...variables } });
    child.stdin.end(`${demoClient.clientSecret}\n`);
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    return { code, out, err };
  };
  const access = {
    MYSAFE_URL: server.url,
    MYSAFE_CLIENT_ID: demoClient.clientId,
    MYSAFE_CLIENT_SECRET: demoClient.clientSecret,
  };
  return { sandbox, cwd, run, access };
}

const inactive = (sandbox) =>
  sandbox.secrets
    .list()
    .filter(({ active }) => !active)
    .map(({ identifier }) => identifier);

test("README: the commands switch off, go on and put back", async (t) => {
  const { sandbox, run, access } = await start(t);
  const [block] = take(readme, "In a terminal", "sh");
  const [off, resume, undo] = block.trim().split("\n");
  assert.equal((await run(off, access)).code, 0);
  assert.deepEqual(inactive(sandbox), ["43", "44"]);
  assert.equal((await run(resume, access)).code, 0);
  assert.equal(sandbox.changes.length, 2);
  assert.equal((await run(undo, access)).code, 0);
  assert.deepEqual(inactive(sandbox), []);
});

test("cli/README: the story of an incident", async (t) => {
  const { sandbox, run, cwd } = await start(t);
  const [connect, off, look, undo] = take(guide, "An incident", "sh", 4);
  const known = connect.replace("CLIENT_ID=oncall", `CLIENT_ID=${demoClient.clientId}`);
  const story = await run([known, off, look].join("\n"));
  assert.equal(story.code, 0, story.err);
  assert.match(story.out, /credentials are good/);
  assert.deepEqual(inactive(sandbox), ["43", "44"]);
  assert.ok(existsSync(join(cwd, "leak.jsonl")));
  const back = await run([known, undo].join("\n"));
  assert.equal(back.code, 0, back.err);
  assert.deepEqual(inactive(sandbox), []);
});

test("cli/README: what a tag has is switched off by a pipe", async (t) => {
  const { sandbox, run, access } = await start(t);
  const [block] = take(guide, "Input", "sh");
  const { code, err } = await run(`set -o pipefail\n${block}`, access);
  assert.equal(code, 0, err);
  const tagged = sandbox.secrets.list().filter(({ tags }) => tags.split(",").includes("payments"));
  assert.ok(tagged.length > 0);
  assert.deepEqual(
    inactive(sandbox),
    tagged.map(({ identifier }) => identifier),
  );
});

test("cli/README: the completion scripts are complete", async (t) => {
  const { run } = await start(t);
  const [block] = take(guide, "Completion", "sh");
  for (const [, shell] of block.matchAll(/mysafe completion (\w+)/g)) {
    const { out, code } = await run(`mysafe completion ${shell}`);
    assert.equal(code, 0);
    for (const word of ["deactivate", "resume", "undo"]) assert.ok(out.includes(word), `${shell} ${word}`);
    if (shell === "bash") assert.equal(spawnSync("bash", ["-n"], { input: out }).status, 0);
  }
});

test("cli/README: installs the package, and states each exit status", () => {
  const [install] = take(guide, "Install", "sh");
  const { name, bin: commands } = JSON.parse(read("cli/package.json"));
  assert.ok(install.startsWith(`npm install --global ${name} `));
  assert.deepEqual(Object.keys(commands), ["mysafe"]);
  const stated = [...read(guide).matchAll(/^\| (\d+) \|/gm)].map(([, status]) => status);
  const known = [...readFileSync(join(root, "cli/src/failure.ts"), "utf8").matchAll(/: (\d+),$/gm)].map(
    ([, status]) => status,
  );
  assert.deepEqual(stated, known);
});

test("cookbook: all that a user could see is switched off in a terminal, and back", async (t) => {
  const { sandbox, run, access } = await start(t);
  const stores = [sandbox.secrets, sandbox.passwords, sandbox.notes];
  for (const store of stores) store.setActive("46", false);
  const [off, back] = take("docs/cookbook.md", "A terminal", "sh", 2);
  const switchedOff = await run(off, access);
  assert.equal(switchedOff.code, 0, switchedOff.err);
  assert.ok(stores.every((store) => store.list().every(({ active }) => !active)));
  const restored = await run(back, access);
  assert.equal(restored.code, 0, restored.err);
  for (const store of stores) {
    const stillOff = store.list().filter(({ active }) => !active);
    assert.deepEqual(
      stillOff.map(({ identifier }) => identifier),
      ["46"],
    );
  }
});
