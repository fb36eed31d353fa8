// @ts-check
// Lists, items, states and the check.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bench } from "./support/mysafe.mjs";

test("list prints lines with tabs, JSON or CSV", async (t) => {
  const { run, url } = await bench(t);
  const lines = (await run(["list"])).stdout.trimEnd().split("\n");
  assert.equal(lines[0], "identifier\tname\tcan_view\tcan_write\tneed_justify\tneed_approval");
  assert.equal(lines.length, 41);
  const json = JSON.parse((await run(["list", "--kind", "password", "--json"])).stdout);
  assert.equal(json.kind, "password");
  assert.equal(json.address, url);
  assert.equal(json.total, 5);
  assert.ok("username" in json.items[0]);
  const csv = (await run(["list", "--kind", "note", "--csv"])).stdout;
  assert.match(csv, /^\uFEFFidentifier,name,tags,can_view,.*\r\n/);
});

test("the filters of a kind", async (t) => {
  const { run, sandbox } = await bench(t);
  sandbox.secrets.add({ identifier: "900", name: "Billing PRODUCTION", tags: "x" });
  const byName = JSON.parse((await run(["list", "--name", "billing prod", "--json"])).stdout);
  assert.deepEqual(
    byName.items.map((/** @type {{ identifier: string }} */ { identifier }) => identifier),
    ["900"],
  );
  const password = sandbox.passwords.list()[0];
  const byUrl = JSON.parse(
    (await run(["list", "--kind", "password", "--item-url", password?.url ?? "", "--json"])).stdout,
  );
  assert.ok(byUrl.total >= 1);
  for (const args of [
    ["--username", "ana"],
    ["--kind", "note", "--item-url", "x"],
    ["--kind", "password", "--identifier-code", "x"],
  ]) {
    const { code, stderr } = await run(["list", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, /is no filter of .*: everything would be listed/);
  }
});

test("names cannot speak to the terminal", async (t) => {
  const { run, sandbox } = await bench(t);
  sandbox.secrets.add({ identifier: "900", name: "evil\u001B[2J\u202Ename\nnext\trow", tags: "odd" });
  const { stdout } = await run(["list", "--tag", "odd"]);
  assert.equal(stdout.split("\n")[1]?.split("\t")[1], "evil [2Jname next row");
});

test("get masks stored values unless they are to be revealed", async (t) => {
  const { run, sandbox } = await bench(t);
  const { client_secret: stored = "" } = /** @type {any} */ (sandbox.secrets.get("43"));
  const value = stored || /** @type {any} */ (sandbox.secrets.get("43")).clientSecret;
  assert.ok(value.length > 5);
  const masked = await run(["get", "43"]);
  assert.equal(masked.code, 0, masked.stderr);
  assert.match(masked.stdout, /Client secret {4}••••••••\n/);
  const json = await run(["get", "43", "--json"]);
  assert.equal(JSON.parse(json.stdout).item.clientSecret, null);
  assert.ok(JSON.parse(json.stdout).masked.includes("clientSecret"));
  assert.ok(!(masked.stdout + masked.stderr + json.stdout + json.stderr).includes(value));
  const revealed = await run(["get", "43", "--reveal"]);
  assert.ok(revealed.stdout.includes(value));
  sandbox.secrets.setActive("43", false);
  const off = await run(["get", "43"]);
  assert.equal(off.code, 1);
  assert.match(off.stderr, /^Error: .*\n$/);
});

test("status says which are active", async (t) => {
  const { run, sandbox } = await bench(t);
  sandbox.secrets.setActive("44", false);
  const known = await run(["status", "43", "044", "44"]);
  assert.equal(known.code, 0, known.stderr);
  assert.equal(
    known.stdout,
    "identifier\tname\tstate\tcode\tmessage\n43\t\tactive\t\t\n044\t\tinactive\t\t\n44\t\tinactive\t\t\n",
  );
  const unknown = await run(["status", "--from", "-", "--json"], { input: "43\n9999\n" });
  assert.equal(unknown.code, 1);
  const { items } = JSON.parse(unknown.stdout);
  assert.equal(items[1].state, "unknown");
  assert.equal(items[1].error.code, "NOT_FOUND");
  const refused = await run(["status", "43", "44"], { env: { MYSAFE_CLIENT_SECRET: "wrong" } });
  assert.equal(refused.code, 3);
});

test("check says what works, and what to do about the rest", async (t) => {
  const { run, url } = await bench(t);
  const good = await run(["check"]);
  assert.equal(good.code, 0, good.stderr);
  assert.match(good.stdout, /✓ http.* answers\.\n✓ The credentials are good\.\n✓ 40 API secrets: 40 may be viewed/);
  const refused = await run(["check"], { env: { MYSAFE_CLIENT_SECRET: "wrong" } });
  assert.equal(refused.code, 1);
  assert.match(
    refused.stdout,
    /✓ .* answers\.\n✗ The credentials were refused\.\n {2}MySafe refused the credentials\. Check/,
  );
  const nobody = await run(["check", "--retries", "0", "--url", "http://127.0.0.1:9", "--json"]);
  assert.equal(nobody.code, 1);
  const { ok, steps } = JSON.parse(nobody.stdout);
  assert.equal(ok, false);
  assert.deepEqual(
    steps.map((/** @type {any} */ step) => step.ok),
    [false, null, null, null, null],
  );
  const proxied = await run(["check", "--retries", "0", "--url", "http://127.0.0.1:9"], {
    env: { HTTPS_PROXY: "http://proxy.example" },
  });
  assert.match(proxied.stderr, /NODE_USE_ENV_PROXY=1/);
  const wrongPath = await run(["check", "--retries", "0", "--url", `${url}/elsewhere`]);
  assert.equal(wrongPath.code, 1);
  assert.match(wrongPath.stdout, /✗ .* does not answer as MySafe/);
});
