import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { logIn } from "./support/client.mjs";
import { kindOf } from "./support/kinds.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Starts the command. `ended` resolves with its exit code and output. */
function run(...args) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (data) => {
      text[stream] += data;
    });
  }
  return { child, text, ended: once(child, "close").then(([code]) => ({ code, ...text })) };
}

/** Starts the command and waits until it has printed its address. */
async function runServing(t, ...args) {
  const running = run("--port", "0", ...args);
  t.after(() => running.child.kill());
  while (!running.text.stdout.includes("client id")) {
    await Promise.race([once(running.child.stdout, "data"), running.ended.then(assert.fail)]);
  }
  return { ...running, url: /http:\S+/.exec(running.text.stdout)[0] };
}

test("--help explains every flag", async () => {
  const { code, stdout, stderr } = await run("--help").ended;
  assert.equal(code, 0);
  assert.equal(stderr, "");
  const source = readFileSync(cli, "utf8");
  const flags = [...source.matchAll(/^\s*"?([a-z-]+)"?: \{ type: "(?:string|boolean)"/gm)].map(([, flag]) => flag);
  assert.ok(flags.length >= 17, flags.join());
  for (const flag of flags) assert.ok(stdout.includes(`\n  --${flag} `), flag);
});

test("--version prints the version", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.deepEqual(await run("--version").ended, { code: 0, stdout: `${version}\n`, stderr: "" });
});

for (const [args, message] of [
  [["--bogus"], /'--bogus'/],
  [["positional"], /'positional'/],
  [["--port", "x"], /--port takes a whole number from 0 to 65535, not "x"/],
  [["--port", "65536"], /--port takes/],
  [["--faults", "1.1"], /--faults takes a number from 0 to 1, not "1.1"/],
  [["--secrets", "1e3"], /--secrets takes a whole number of 0 or more, not "1e3"/],
  [["--passwords", "-1"], /--passwords/],
  [["--notes", "many"], /--notes takes a whole number of 0 or more, not "many"/],
  [["--cors", "app.example"], /cors: an origin such as https:\/\/app.example is needed, not "app.example"/],
]) {
  test(`${args.join(" ")} is a usage error`, async () => {
    const { code, stdout, stderr } = await run(...args).ended;
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.match(stderr, /--help/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
}

test("a taken port gives one line without a stack", async (t) => {
  const server = await serve(createSandbox());
  t.after(() => server.close());
  const { code, stderr } = await run("--port", String(server.port)).ended;
  assert.equal(code, 1);
  assert.equal(
    stderr,
    `mysafe-sandbox: port ${server.port} is taken; choose another with --port, or let --port 0 choose a free one\n`,
  );
});

test("the command serves with its options, logs requests, and ends on SIGINT", async (t) => {
  const counts = ["--secrets", "3", "--passwords", "4", "--notes", "5"];
  const { child, text, url, ended } = await runServing(t, ...counts, "--cors", "off", "--log");
  assert.match(text.stdout, /client id demo, client secret demo-secret\n/);
  const call = await logIn(fetch, { base: url });
  const list = await call("GET", "?tag=none");
  assert.equal(list.status, 200);
  assert.equal(list.headers.get("access-control-allow-origin"), null);
  assert.equal((await (await call("GET", "")).json()).api_secret_on_list.length, 3);
  const passwords = await (await logIn(fetch, { base: url, path: "password" }))("GET", "?username=hidden");
  assert.deepEqual((await passwords.json()).password_on_list, []);
  for (const { path, payloads, count } of [
    { ...kindOf("password"), count: 4 },
    { ...kindOf("note"), count: 5 },
  ]) {
    const list = await (await logIn(fetch, { base: url, path }))("GET", "");
    assert.equal((await list.json())[payloads.list].length, count);
  }
  await fetch(`${url}/x?secret=hidden`);
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  assert.equal(code, 0);
  assert.match(stdout, /^200 GET \/api\/mysafe\/secretapi\?tag=none$/m);
  assert.match(stdout, /^200 GET \/api\/mysafe\/password\?username=\[hidden\]$/m);
  assert.match(stdout, /^501 GET \/x\?secret=\[hidden\] {2}the API has no such path$/m);
});

test("the command accepts only the credentials and tenant of its flags", async (t) => {
  const { text, url } = await runServing(t, "--client-id", "a", "--client-secret", "b", "--tenant", "c");
  assert.match(text.stdout, /client id a, client secret b, tenant c\n/);
  const form = { grant_type: "client_credentials", client_id: "a", client_secret: "b", tenant: "c" };
  const requestToken = (fields) =>
    fetch(`${url}/api/oauth2/token`, { method: "POST", body: new URLSearchParams(fields) });
  assert.equal((await requestToken(form)).status, 200);
  assert.equal((await requestToken({ ...form, tenant: "d" })).status, 401);
  assert.equal((await requestToken({ ...form, client_id: "demo" })).status, 401);
});

test("--token-lag delays the acceptance of a new token", async (t) => {
  const { url } = await runServing(t, "--token-lag", "3600000");
  const call = await logIn(fetch, { base: url });
  assert.equal((await call("GET", "")).status, 401);
});
