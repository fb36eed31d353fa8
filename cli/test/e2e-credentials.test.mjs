// @ts-check
// Where credentials come from, and that they go nowhere else.

import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { bench, secret } from "./support/mysafe.mjs";

const none = { MYSAFE_CLIENT_ID: undefined, MYSAFE_CLIENT_SECRET: undefined };

test("a secret file, and a warning if others can read it", async (t) => {
  const { run, folder } = await bench(t);
  const file = join(folder, "key");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  const args = ["list", "--client-id", "oncall", "--client-secret-file", file];
  const closed = await run(args, { env: none });
  assert.equal(closed.code, 0, closed.stderr);
  assert.equal(closed.stderr, "");
  chmodSync(file, 0o644);
  const open = await run(args, { env: none });
  assert.equal(open.code, 0);
  assert.match(open.stderr, /Warning: Others can read the file of --client-secret-file/);
});

test("- is standard input, which one option only can read", async (t) => {
  const { run } = await bench(t);
  const args = ["list", "--client-id", "oncall", "--client-secret-file", "-"];
  const good = await run(args, { env: none, input: `${secret}\n` });
  assert.equal(good.code, 0, good.stderr);
  const twice = ["deactivate", "--from", "-", "--yes", "--client-id", "oncall", "--client-secret-file", "-"];
  const bad = await run(twice, { env: none, input: secret });
  assert.equal(bad.code, 2);
  assert.match(bad.stderr, /Standard input can be read once only/);
});

test("a bearer token, from a file or a variable, that is read again when it was refused", async (t) => {
  const { run, url, folder, sandbox } = await bench(t);
  const authorization = `Basic ${Buffer.from(`oncall:${encodeURIComponent(secret)}`).toString("base64")}`;
  const answer = await fetch(`${url}/api/oauth2/token?grant_type=client_credentials`, { headers: { authorization } });
  const { access_token: token } = /** @type {{ access_token: string }} */ (await answer.json());
  writeFileSync(join(folder, "token"), token, { mode: 0o600 });
  const file = await run(["list", "--access-token-file", "token"], { env: none });
  assert.equal(file.code, 0, file.stderr);
  const variable = await run(["list"], { env: { ...none, MYSAFE_ACCESS_TOKEN: token } });
  assert.equal(variable.code, 0, variable.stderr);
  sandbox.revokeTokens();
  const refused = await run(["list", "--access-token-file", "token"], { env: none });
  assert.equal(refused.code, 3, refused.stderr);
  assert.ok(!(refused.stdout + refused.stderr).includes(token));
});

test("the tenant goes with the token request, and binds a journal", async (t) => {
  const clients = [{ clientId: "oncall", clientSecret: secret, tenant: "acme" }];
  const { run } = await bench(t, { clients });
  const missing = await run(["list"]);
  assert.notEqual(missing.code, 0);
  const variable = await run(["deactivate", "43", "--yes", "--journal", "run.jsonl"], {
    env: { MYSAFE_TENANT: "acme" },
  });
  assert.equal(variable.code, 0, variable.stderr);
  const option = await run(["list", "--tenant", "acme"]);
  assert.equal(option.code, 0, option.stderr);
  const other = await run(["undo", "run.jsonl", "--yes", "--tenant", "other"]);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /is of another tenant/);
});

test("missing, doubled and contradictory credentials are refused", async (t) => {
  const { run } = await bench(t);
  const missing = await run(["list"], { env: none });
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /Credentials are needed: MYSAFE_CLIENT_ID/);
  const half = await run(["list"], { env: { MYSAFE_CLIENT_SECRET: undefined } });
  assert.match(half.stderr, /The client id needs a client secret/);
  const both = await run(["list"], { env: { MYSAFE_ACCESS_TOKEN: "token" } });
  assert.equal(both.code, 2);
  assert.match(both.stderr, /not both/);
  const options = await run(["list", "--access-token-file", "a", "--client-id", "b"]);
  assert.match(options.stderr, /Give --access-token-file or --client-id, not both/);
  const noUrl = await run(["list"], { env: { MYSAFE_URL: undefined } });
  assert.equal(noUrl.code, 2);
  assert.match(noUrl.stderr, /The address of MySafe is needed/);
});

test("a secret as an argument is refused, and not repeated", async (t) => {
  const { run, sandbox } = await bench(t);
  for (const typed of [
    ["--client-secret", secret],
    [`--client-secret=${secret}`],
    ["--token", secret],
    [`--password=${secret}`],
  ]) {
    const { code, stdout, stderr } = await run(["deactivate", "43", "--yes", ...typed]);
    assert.equal(code, 2);
    assert.match(stderr, /does not exist, because every process of this machine can read the command line/);
    assert.ok(!(stdout + stderr).includes(secret));
  }
  // In the wrong place, or misspelt.
  for (const typed of [
    ["--client-secret-file", secret],
    [`--cient-secret=${secret}`],
    ["--url", `https://u:${secret}@x.example`],
  ]) {
    const { code, stdout, stderr } = await run(["list", ...typed]);
    assert.equal(code, 2);
    assert.ok(!(stdout + stderr).includes(secret), stderr);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("no secret is in the output, the journal or the command line", async (t) => {
  const { start, sandbox, folder } = await bench(t, { faults: { rate: 0.3, delay: [5, 20] } });
  const args = [
    "deactivate",
    ...Array.from({ length: 40 }, (_, index) => String(43 + index)),
    "--yes",
    "--json",
    "--timeout",
    "300ms",
  ];
  const env = { DEBUG: "mysafe", MYSAFE_CLIENT_SECRET: secret };
  const { child, result } = start(args, { env });
  let commandLine = "";
  while (child.exitCode === null && commandLine === "") {
    const file = `/proc/${child.pid}/cmdline`;
    if (existsSync(file)) commandLine = readFileSync(file, "utf8");
    await sleep(5);
  }
  const { stdout, stderr } = await result;
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  assert.ok(files.length > 0 && sandbox.tokenRequests > 0);
  for (const text of [stdout, stderr, commandLine, ...files]) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(`oncall:${secret}`).toString("base64")]) {
      assert.ok(!text.includes(form));
    }
    assert.doesNotMatch(text, /Bearer|Basic [A-Za-z0-9+/]{8}/);
  }
});
