// SIGHUP: the config is read again while calls go on.

import assert from "node:assert/strict";
import { once } from "node:events";
import { renameSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { connect } from "node:tls";
import { generate } from "selfsigned";
import { accessKey, brokerSecret, call, heldCall, proxied, runtimeBench, tokenFor } from "./bench.mjs";

const next = "c4nary-the-next-secret-of-the-broker-here";
const keyOf = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url").toString()).kid;
const wasRead = /The config was read again\./;

async function reload({ child, says }, times = 1) {
  child.kill("SIGHUP");
  await says(wasRead, times);
}

test("a rotated secret signs new tokens, and the old ones are accepted until their secret is gone", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const old = bench.secret(await tokenFor(broker.url));
  bench.write("next", next);
  bench.configure({ secret: [{ file: "next" }, { file: "secret" }] });
  await reload(broker);
  const fresh = bench.secret(await tokenFor(broker.url));
  assert.notEqual(keyOf(fresh), keyOf(old));
  assert.equal((await call(broker.url, old, "/inactive/43")).status, 200);
  assert.equal((await call(broker.url, fresh, "/active/43")).status, 200);
  bench.configure({ secret: { file: "next" } });
  await reload(broker, 2);
  assert.equal((await call(broker.url, old, "/inactive/43")).status, 401);
  assert.equal((await call(broker.url, fresh, "/inactive/43")).status, 200);
});

test("an access key that was changed in its file is used", async (t) => {
  const bench = await runtimeBench(t);
  bench.write("key", "c4nary-a-key-that-mysafe-refuses");
  const broker = await bench.up();
  await broker.says(/warning MySafe gives the broker no token: .*refused/);
  assert.equal((await fetch(`${broker.url}/ready`)).status, 503);
  bench.write("key", accessKey.clientSecret);
  await reload(broker);
  await broker.says(/info MySafe gives the broker a token\./);
  assert.equal((await fetch(`${broker.url}/ready`)).status, 200);
});

test("a role that may less takes away at once what earlier tokens allowed", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  bench.configure({ roles: { ...bench.roles, responder: ["list", "isActive"] } });
  await reload(broker);
  assert.equal((await call(broker.url, token, "/inactive/43")).status, 403);
  assert.ok(bench.sandbox.secrets.get("43")?.active);
});

for (const [what, change, expected] of [
  ["wrong", { tokenLifetime: -1 }, /broker\.json: tokenLifetime: it has to be a whole number/],
  ["without its secret", { secret: { file: "nowhere" } }, /secret: .*nowhere cannot be read/],
  [
    "with an audit that cannot be written",
    { audit: { file: "no/audit.jsonl" } },
    /audit\.file: .*cannot be written \(ENOENT\)/,
  ],
]) {
  test(`a config that is ${what} is told of, and the broker goes on as before`, async (t) => {
    const bench = await runtimeBench(t);
    const broker = await bench.up();
    const token = bench.secret(await tokenFor(broker.url));
    // That this was not taken over shows that nothing was.
    bench.configure({ roles: { responder: [] }, ...change });
    broker.child.kill("SIGHUP");
    await broker.says(/The broker goes on as before\./);
    await broker.says(expected);
    assert.equal((await call(broker.url, token, "/inactive/43")).status, 200);
    await tokenFor(broker.url);
    assert.equal(bench.audit().filter(({ operation }) => operation === "deactivate").length, 2);
    bench.configure();
    await reload(broker);
  });
}

test("a call in flight is answered by the broker that began it, and the audit goes on in a new file", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  const { answer } = await heldCall(bench, broker.url, token);
  renameSync(join(bench.folder, "audit.jsonl"), join(bench.folder, "audit.1"));
  bench.configure({ roles: { responder: [] } });
  await reload(broker);
  assert.equal((await call(broker.url, token, "/active/43")).status, 403);
  bench.release();
  assert.equal((await answer).status, 200);
  const begun = bench.audit("audit.1").find(({ event }) => event === "begin");
  const ended = bench.audit().find(({ id }) => id === begun?.id);
  assert.deepEqual([ended?.event, ended?.outcome], ["end", "changed"]);
});

test("an audit in another file is taken over, and the old file keeps what it has", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  await tokenFor(broker.url);
  bench.configure({ audit: { file: "other.jsonl" } });
  await reload(broker);
  await tokenFor(broker.url, proxied("rui@example.com"));
  assert.deepEqual(
    bench.audit().map(({ identity }) => identity),
    ["ana@example.com"],
  );
  assert.deepEqual(
    bench.audit("other.jsonl").map(({ identity }) => identity),
    ["rui@example.com"],
  );
});

test("another port is listened on, a call in flight on the old one is answered, and a taken port is refused", async (t) => {
  const bench = await runtimeBench(t);
  const spare = createServer().listen(0, "127.0.0.1");
  await once(spare, "listening");
  const { port } = spare.address();
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  bench.configure({ listen: { port } });
  broker.child.kill("SIGHUP");
  await broker.says(/EADDRINUSE/);
  await broker.says(/goes on as before/);
  const { answer } = await heldCall(bench, broker.url, token);
  spare.close();
  await once(spare, "close");
  await reload(broker);
  await broker.says(new RegExp(`Listening on http://127\\.0\\.0\\.1:${port}\\.`));
  assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
  await assert.rejects(fetch(`${broker.url}/health`));
  bench.release();
  assert.equal((await answer).status, 200);
});

/** The certificate that a server shows to a new connection. */
async function certificateAt(port) {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { raw } = socket.getPeerCertificate();
  socket.destroy();
  return raw.toString("base64");
}
const bodyOf = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");

test("HTTP becomes HTTPS on the same port, and a renewed certificate is used without listening anew", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const { port } = new URL(broker.url);
  const [first, second] = await Promise.all(
    [1, 2].map((one) => generate([{ name: "commonName", value: `broker-${one}` }], { algorithm: "sha256" })),
  );
  bench.configure({ listen: { port: Number(port) } });
  await reload(broker);
  for (const { private: key, cert } of [first, second]) {
    bench.write("key.pem", key);
    bench.write("cert.pem", cert);
    bench.configure({ listen: { port: Number(port), tls: { key: "key.pem", cert: "cert.pem" } } });
    await reload(broker, cert === first.cert ? 2 : 3);
    assert.equal(await certificateAt(port), bodyOf(cert));
  }
  await broker.says(/New connections get the new certificate\./);
  assert.equal(broker.printed().split(`Listening on https://127.0.0.1:${port}.`).length, 2);
  // A key of another certificate changes nothing.
  bench.write("key.pem", first.private);
  broker.child.kill("SIGHUP");
  await broker.says(/listen\.tls: .*do not belong together/);
  assert.equal(await certificateAt(port), bodyOf(second.cert));
});

test("signals that come close together are all obeyed, one after the other", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  bench.write("next", next);
  bench.configure({ secret: { file: "next" } });
  for (let count = 0; count < 5; count += 1) broker.child.kill("SIGHUP");
  await broker.says(wasRead);
  broker.child.kill("SIGTERM");
  assert.equal((await broker.ended).code, 0);
  assert.ok(!broker.printed().includes(brokerSecret));
});
