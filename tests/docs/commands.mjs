// The commands.

import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { freePort } from "../../scripts/base/port.mjs";
import { steps } from "../../scripts/dev/steps.mjs";
import { allBlocks, documents, parts, quoted, read, readmes, root, take } from "./markdown.mjs";
import { environment, watchedEnvironment, workshop } from "./workshop.mjs";

/**
 * Starts a command that stays up, and waits for `ready` in what it prints. `interrupt` gives the exit code and all that
 * was printed.
 */
async function start(program, args, ready) {
  // npm hands a signal on to the shell that it starts: bash gives its place to the command, where others would keep it
  // and die alone.
  const env = environment({ npm_config_script_shell: "bash" });
  const child = spawn(program, args, { cwd: root, detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, out })));
  const up = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        out += text;
        if (ready.test(out)) resolve(out);
      });
    }
    ended.then(({ code }) => reject(new Error(`${program} ended with ${code} before it was up:\n${out}`)));
    child.on("error", reject);
  });
  const killAll = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {} // all of it has ended
  };
  return {
    out: await up.catch((error) => {
      killAll();
      throw error;
    }),
    interrupt: () => {
      child.kill("SIGINT");
      const late = setTimeout(killAll, 120_000);
      return ended.finally(() => clearTimeout(late));
    },
    killAll,
  };
}

for (const path of readmes) {
  test(`${path}: the packages it installs are ours`, () => {
    const { name } = JSON.parse(read("pkg/package.json"));
    assert.deepEqual(take(path, "Install", "sh"), [`npm install ${name}\n`]);
    assert.ok(import.meta.resolve(name).endsWith("/pkg/dist/node.js"));
  });

  test(`${path}: the example does what it says, against the sandbox as it is started there`, async (t) => {
    const [example] = take(path, "Example", "js");
    const [expected] = take(path, "Example", "text");
    const [serveIt, runIt] = take(path, "Example", "sh", 2);
    const [install, command = "", ...none] = serveIt.trim().split("\n");
    assert.equal(install, `npm install ${JSON.parse(read("sandbox/package.json")).name}`);
    assert.deepEqual(none, []);
    assert.ok(command.includes("8787") && runIt.includes("8787"));

    const port = String(await freePort(0));
    const [program = "", ...args] = command.replace("8787", port).split(" ");
    const sandbox = await start(program, args, /client secret .+\n/);
    t.after(sandbox.killAll);
    const directory = workshop("example");
    writeFileSync(join(directory, "leak.mjs"), example);
    const { stdout } = await promisify(execFile)("sh", ["-c", runIt.replace("8787", port)], {
      cwd: directory,
      env: watchedEnvironment(),
    });
    assert.equal(stdout, expected);
    assert.equal((await sandbox.interrupt()).code, 0);
  });

  test(`${path}: the sandbox's help helps`, () => {
    assert.ok(read(path).includes("`npx mysafe-sandbox --help`"));
    const help = execFileSync("npx", ["mysafe-sandbox", "--help"], { cwd: root, encoding: "utf8", env: environment() });
    assert.match(help, /^Usage: mysafe-sandbox/);
    for (const flag of ["--port", "--secrets", "--faults", "--seed"]) assert.ok(help.includes(flag));
  });
}

test("the npm commands that the documents name are there", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const named = documents.flatMap((path) => [
    ...parts(path).prose.flatMap(({ text }) => quoted(text)),
    ...parts(path)
      .blocks.filter(({ language }) => language === "sh")
      .flatMap(({ code }) => code.split("\n")),
  ]);
  const used = named.flatMap(
    (text) =>
      text
        .match(/^npm (?:run \w+|start|test)/)?.[0]
        .split(" ")
        .at(-1) ?? [],
  );
  assert.deepEqual([...new Set(used)].sort(), Object.keys(scripts).sort());
});

test("the commands for contributors are understood", () => {
  assert.deepEqual(take("CONTRIBUTING.md", "The two commands", "sh", 2)[0], "npm start\nnpm test\n");
  const named = allBlocks.flatMap(({ code }) => code.match(/npm test -- --only (\S+)/)?.[1]?.split(",") ?? []);
  assert.ok(named.length > 0);
  for (const name of named)
    assert.ok(
      steps.some((step) => step.name === name),
      name,
    );
  const listed = execFileSync("npm", ["test", "--", "--list"], { cwd: root, encoding: "utf8", env: environment() });
  for (const { name, title } of steps) assert.ok(listed.includes(`${name} `) && listed.includes(title), name);
});

test("npm start does the main job, serves the page, and ends when interrupted", { timeout: 600_000 }, async (t) => {
  assert.deepEqual(take("README.md", "The two commands", "sh"), ["npm start\nnpm test\n"]);
  const [lines] = take("README.md", "The two commands", "text");
  const server = await start("npm", ["start", "--", "--port", "0"], /Ctrl-C ends it\./);
  t.after(server.killAll);
  const said = server.out.split("\n").filter((line) => /^ {2}Secret /.test(line));
  assert.deepEqual(said, lines.trimEnd().split("\n"));
  assert.match(server.out, /> authorization: Bearer ••••/);
  assert.match(server.out, /> authorization: Basic ••••/);
  assert.match(server.out, /"access_token":"••••"/);

  const url = server.out.match(/^Up at (http:\/\/127\.0\.0\.1:\d+)$/m)[1];
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>MySafe API secrets<\/title>/);

  const { code, signal, out } = await server.interrupt();
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, out.slice(-500));
  await assert.rejects(fetch(url), "nothing is left of it");
});

test("npm start before a MySafe does nothing by itself, and passes on what is asked", {
  timeout: 600_000,
}, async (t) => {
  assert.ok(read("README.md").includes("`npm start -- --target https://vault.example`"));
  const sandbox = createSandbox({ cors: false });
  const mysafe = await serve(sandbox);
  t.after(() => mysafe.close());
  const args = ["start", "--", "--port", "0", "--target", `${mysafe.url}/`];
  const server = await start("npm", args, /Ctrl-C ends it\./);
  t.after(server.killAll);
  const [, url, target] = server.out.match(/^Up at (http:\/\/127\.0\.0\.1:\d+), before (.+)$/m);
  assert.equal(target, `${mysafe.url}/`);
  assert.deepEqual([sandbox.requests.length, sandbox.tokenRequests], [0, 0], "no secret is switched to show it");
  assert.match(await (await fetch(url)).text(), /<title>MySafe API secrets<\/title>/);

  // Built anew by the command: what was there before it is gone.
  const { MySafe } = await import("mysafe-wasm");
  const client = new MySafe({ baseUrl: url, ...demoClient });
  assert.equal((await client.deactivate("43")).changed, true);
  client.close();
  assert.equal(sandbox.secrets.get("43").active, false);

  const { code, signal, out } = await server.interrupt();
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, out.slice(-500));
  assert.ok(!out.includes(demoClient.clientSecret), "it knows no credentials and prints none");
});
