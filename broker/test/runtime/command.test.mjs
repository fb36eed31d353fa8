// The command line of mysafe-broker, and what it checks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { registered, serveProvider } from "../oidc/provider.mjs";
import { accessKey, runtimeBench } from "./bench.mjs";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

test("--help and --version print what was asked for, and end well", async (t) => {
  const { start } = await runtimeBench(t);
  for (const [option, expected] of [
    ["--help", /^Usage: mysafe-broker --config <file>[\s\S]*SIGHUP[\s\S]*broker\.schema\.json\n$/],
    ["-h", /^Usage: /],
    ["--version", new RegExp(`^${version.replaceAll(".", "\\.")}\n$`)],
  ]) {
    const { code, stdout, stderr } = await start([option]).ended;
    assert.equal(code, 0);
    assert.match(stdout, expected);
    assert.equal(stderr, "");
  }
});

test("a wrong command line ends with 2, and says what is wrong with it", async (t) => {
  const { start } = await runtimeBench(t);
  for (const [args, expected] of [
    [[], /--config <file> is missing/],
    [["--check"], /--config <file> is missing/],
    [["--config"], /--config/],
    [["--port", "80"], /--port/],
    [["broker.json"], /broker\.json/],
  ]) {
    const { code, stdout, stderr } = await start(args).ended;
    assert.equal(code, 2, `${args}`);
    assert.match(stderr, expected);
    assert.equal(stdout, "");
  }
});

test("a config that cannot be used ends with 1, and every mistake has a line", async (t) => {
  const { start, configure, base } = await runtimeBench(t);
  configure({ tokenLifetime: "long", mysafe: { ...base.mysafe, clientSecret: { env: "NOT_SET" } } });
  for (const args of [
    ["--config", "broker.json"],
    ["--config", "broker.json", "--check"],
  ]) {
    const { code, stderr } = await start(args).ended;
    assert.equal(code, 1);
    const [heading, ...lines] = stderr.trimEnd().split("\n");
    assert.equal(heading, "error: broker.json cannot be used:");
    assert.deepEqual(lines, [
      "  tokenLifetime: it has to be a whole number from 1 on.",
      "  mysafe.clientSecret: the environment variable NOT_SET is not set.",
    ]);
  }
});

test("a port that is taken ends with 1, and says which member names it", async (t) => {
  const { start, configure } = await runtimeBench(t);
  const taken = createServer().listen(0, "127.0.0.1");
  t.after(() => taken.close());
  await new Promise((resolve) => taken.once("listening", resolve));
  configure({ listen: { port: taken.address().port } });
  const { code, stderr } = await start().ended;
  assert.equal(code, 1);
  assert.match(stderr, /listen\.port.*another program listens there \(EADDRINUSE\)/);
});

test("--check tries MySafe, the provider and the audit, and ends with 0 when all is well", async (t) => {
  const { start, configure } = await runtimeBench(t);
  const provider = await serveProvider({ people: {}, brokers: () => ["https://broker.example/"] });
  t.after(() => provider.close());
  const { issuer } = provider;
  configure({
    origin: "https://broker.example",
    basePath: "/team",
    signIn: { oidc: { issuer, clientId: registered.clientId, clientSecret: { env: "LOGIN" } } },
  });
  const { code, stdout } = await start(["--config", "broker.json", "--check"], { LOGIN: registered.clientSecret })
    .ended;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /MySafe at \S+: it gives the broker a token\./);
  assert.match(stdout, /Sign-in by \S+: it answers\. Register there https:\/\/broker\.example\/team\/callback/);
  assert.match(stdout, /Audit in \S+audit\.jsonl: it can be written\./);
});

test("--check says what is wrong with the access key, the provider and the audit, where to look, and ends with 1", async (t) => {
  const { start, configure, write } = await runtimeBench(t);
  write("key", `${accessKey.clientSecret}-wrong`);
  const issuer = "http://127.0.0.1:9";
  configure({
    signIn: { oidc: { issuer, clientId: registered.clientId } },
    audit: { file: "no-such-folder/audit.jsonl" },
  });
  const { code, stdout } = await start(["--config", "broker.json", "--check"]).ended;
  assert.equal(code, 1);
  assert.match(stdout, /MySafe at .*refused.*See mysafe\.clientId and mysafe\.clientSecret\./);
  assert.ok(!stdout.includes("passage"), stdout);
  assert.match(stdout, /Sign-in by .*cannot be read.*See signIn\.oidc\.issuer\./);
  assert.match(stdout, /Audit in .*ENOENT.*See audit\.file\./);
});
