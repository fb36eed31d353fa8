// Runs the commands.

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
import { allBlocks, documents, parts, quoted, read, readme, root, take } from "./markdown.mjs";
import { environment, watchedEnvironment, workshop } from "./workshop.mjs";

/**
 * Starts a command that keeps running, and waits until its output matches `ready`. `interrupt` returns the exit code and
 * the whole output.
 */
async function start(program, args, ready, variables = {}) {
  // npm forwards a signal to its shell. bash replaces itself with the command, so the command gets the signal; another
  // shell would die and leave the command running.
  const env = environment({ npm_config_script_shell: "bash", ...variables });
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
    ended.then(({ code }) => reject(new Error(`${program} ended with ${code} before it was ready:\n${out}`)));
    child.on("error", reject);
  });
  const killAll = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {} // the process group has ended
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

test("README: npm installs this package", () => {
  const { name } = JSON.parse(read("pkg/package.json"));
  assert.deepEqual(take(readme, "Install", "sh"), [`npm install ${name}\n`]);
  assert.ok(import.meta.resolve(name).endsWith("/pkg/dist/node.js"));
});

test("README: the example prints the documented output, against the sandbox of the documented command", async (t) => {
  const [example] = take(readme, "Example", "js");
  const [expected] = take(readme, "Example", "text");
  const [serveLines, runLine] = take(readme, "Example", "sh", 2);
  const [install, command = "", ...rest] = serveLines.trim().split("\n");
  assert.equal(install, `npm install ${JSON.parse(read("sandbox/package.json")).name}`);
  assert.deepEqual(rest, []);
  assert.ok(command.includes("8787") && runLine.includes("8787"));

  const port = String(await freePort(0));
  const [program = "", ...args] = command.replace("8787", port).split(" ");
  const sandbox = await start(program, args, /client secret .+\n/);
  t.after(sandbox.killAll);
  const directory = workshop("example");
  writeFileSync(join(directory, "leak.mjs"), example);
  const { stdout } = await promisify(execFile)("sh", ["-c", runLine.replace("8787", port)], {
    cwd: directory,
    env: watchedEnvironment(),
  });
  assert.equal(stdout, expected);
  assert.equal((await sandbox.interrupt()).code, 0);
});

test("README: the sandbox prints its options with --help", () => {
  assert.ok(read(readme).includes("`npx mysafe-sandbox --help`"));
  const help = execFileSync("npx", ["mysafe-sandbox", "--help"], { cwd: root, encoding: "utf8", env: environment() });
  assert.match(help, /^Usage: mysafe-sandbox/);
  for (const flag of ["--port", "--secrets", "--faults", "--seed"]) assert.ok(help.includes(flag));
});

test("the documents name every npm command, and no other", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const mentioned = documents.flatMap((path) => [
    ...parts(path).prose.flatMap(({ text }) => quoted(text)),
    ...parts(path)
      .blocks.filter(({ language }) => language === "sh")
      .flatMap(({ code }) => code.split("\n")),
  ]);
  const commands = mentioned.flatMap(
    (text) =>
      text
        .match(/^npm (?:run \w+|start|test)/)?.[0]
        .split(" ")
        .at(-1) ?? [],
  );
  assert.deepEqual([...new Set(commands)].sort(), Object.keys(scripts).sort());
});

test("npm test knows the steps that CONTRIBUTING.md names", () => {
  assert.deepEqual(take("CONTRIBUTING.md", "Commands", "sh", 2)[0], "npm start\nnpm test\n");
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

test("npm start switches a secret, serves the page, and ends when interrupted", { timeout: 600_000 }, async (t) => {
  assert.deepEqual(take(readme, "The admin page", "sh"), ["npm start\nnpm test\n"]);
  const [lines] = take(readme, "The admin page", "text");
  const server = await start("npm", ["start", "--", "--port", "0"], /Ctrl-C ends it\./);
  t.after(server.killAll);
  const printed = server.out.split("\n").filter((line) => /^ {2}Secret /.test(line));
  assert.deepEqual(printed, lines.trimEnd().split("\n"));
  assert.match(server.out, /> authorization: Bearer ••••/);
  assert.match(server.out, /> authorization: Basic ••••/);
  assert.match(server.out, /"access_token":"••••"/);

  const url = server.out.match(/^Up at (http:\/\/127\.0\.0\.1:\d+)$/m)[1];
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>MySafe<\/title>/);

  const { href: team } = new URL("/team/", url);
  assert.ok(read(readme).includes("<http://127.0.0.1:8787/team/>") && server.out.includes(`And at ${team}, `));
  assert.match(await (await fetch(team)).text(), /<meta name="mysafe-broker"/);
  assert.equal((await fetch(`${team}session`)).status, 401, "nobody is signed in yet");

  const { code, signal, out } = await server.interrupt();
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, out.slice(-500));
  await assert.rejects(fetch(url), "nothing listens any more");
});

test("npm start -- --target switches nothing by itself, and forwards requests", {
  timeout: 600_000,
}, async (t) => {
  assert.ok(read(readme).includes("`npm start -- --target https://vault.example`"));
  const sandbox = createSandbox({ cors: false });
  const mysafe = await serve(sandbox);
  t.after(() => mysafe.close());
  const args = ["start", "--", "--port", "0", "--target", `${mysafe.url}/`];
  const server = await start("npm", args, /Ctrl-C ends it\./);
  t.after(server.killAll);
  const [, url, target] = server.out.match(/^Up at (http:\/\/127\.0\.0\.1:\d+), before (.+)$/m);
  assert.equal(target, `${mysafe.url}/`);
  assert.deepEqual([sandbox.requests.length, sandbox.tokenRequests], [0, 0], "no request is sent before the page asks");
  assert.match(await (await fetch(url)).text(), /<title>MySafe<\/title>/);

  // Imported here, because the command has rebuilt the package.
  const { MySafe } = await import("mysafe-wasm");
  const client = new MySafe({ baseUrl: url, ...demoClient });
  assert.equal((await client.deactivate("43")).changed, true);
  client.close();
  assert.equal(sandbox.secrets.get("43").active, false);

  const { code, signal, out } = await server.interrupt();
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, out.slice(-500));
  assert.ok(!out.includes(demoClient.clientSecret), "no credential is printed");
});

test("npm start -- --target with a key in the environment prints an address that opens the page once", {
  timeout: 600_000,
}, async (t) => {
  const { clientId: MYSAFE_CLIENT_ID, clientSecret: MYSAFE_CLIENT_SECRET } = demoClient;
  for (const name of ["MYSAFE_CLIENT_ID", "MYSAFE_CLIENT_SECRET"]) assert.ok(read(readme).includes(`\`${name}\``));
  const sandbox = createSandbox({ cors: false });
  const mysafe = await serve(sandbox);
  t.after(() => mysafe.close());
  const args = ["start", "--", "--port", "0", "--target", mysafe.url];
  const server = await start("npm", args, /Ctrl-C ends it\./, { MYSAFE_CLIENT_ID, MYSAFE_CLIENT_SECRET });
  t.after(server.killAll);
  const [, address] = server.out.match(/^ {2}(http:\/\/127\.0\.0\.1:\d+\/open\?key=\S+)$/m);
  const opened = await fetch(address, { redirect: "manual" });
  const cookie = opened.headers.getSetCookie()[0].split(";")[0];
  assert.equal((await fetch(address, { redirect: "manual" })).status, 403);
  const session = await fetch(new URL("/session", address), { headers: { cookie } });
  assert.equal((await session.json()).vault.address, mysafe.url);

  const { code, out } = await server.interrupt();
  assert.equal(code, 0, out.slice(-500));
  assert.ok(!out.includes(demoClient.clientSecret), "no credential is printed");
});
