// SIGTERM and SIGINT: what is in flight is answered, and nothing is left open.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { connect as connectSecurely } from "node:tls";
import { generate } from "selfsigned";
import { call, heldCall, runtimeBench, tokenFor, until } from "./bench.mjs";

/** Sends a request by an agent that keeps its connection, and resolves with the status. */
function send(agent, url, method = "GET", token = "") {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject).end();
  });
}

function keeping(t) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  return agent;
}

for (const signal of ["SIGTERM", "SIGINT"]) {
  test(`after ${signal} a call in flight is answered and recorded, no other is taken, and it ends with 0`, async (t) => {
    const bench = await runtimeBench(t);
    const broker = await bench.up();
    const token = bench.secret(await tokenFor(broker.url));
    bench.hold(({ url }) => url.includes("/inactive/"));
    const [agent, another] = [keeping(t), keeping(t)];
    const inactive = (item) => `${broker.url}/api/mysafe/secretapi/inactive/${item}`;
    const answer = send(agent, inactive(43), "POST", token);
    await until(() => bench.held() === 1);
    const last = send(another, inactive(44), "POST", token);
    await until(() => bench.held() === 2);
    broker.child.kill(signal);
    await broker.says(/Ending: /);
    await assert.rejects(fetch(`${broker.url}/health`));
    bench.release(1);
    assert.equal(await answer, 200);
    // Not on the connection that is there either, though the broker still waits for the other call.
    await assert.rejects(send(agent, `${broker.url}/health`));
    assert.equal(broker.child.exitCode, null);
    bench.release();
    assert.equal(await last, 200);
    assert.equal((await broker.ended).code, 0);
    const records = bench.audit().filter(({ operation }) => operation === "deactivate");
    assert.deepEqual(
      records.map(({ identifier, event, outcome }) => [identifier, event, outcome]),
      [
        ["43", "begin", undefined],
        ["44", "begin", undefined],
        ["43", "end", "changed"],
        ["44", "end", "changed"],
      ],
    );
    assert.match(broker.printed(), /info Ended\.\n$/);
  });
}

test("a change whose caller has gone is waited for, and its end is recorded", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  bench.hold(({ url }) => url.includes("/inactive/"));
  const caller = new AbortController();
  const answer = fetch(`${broker.url}/api/mysafe/secretapi/inactive/43`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: caller.signal,
  });
  await until(() => bench.held() === 1);
  caller.abort();
  await assert.rejects(answer);
  broker.child.kill("SIGTERM");
  await broker.says(/Ending: /);
  bench.release();
  assert.equal((await broker.ended).code, 0);
  assert.equal(bench.audit().at(-1)?.outcome, "changed");
});

test("a second signal ends it at once, and the audit shows that a change had begun", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  const { answer } = await heldCall(bench, broker.url, token);
  broker.child.kill("SIGTERM");
  await broker.says(/Ending: /);
  broker.child.kill("SIGINT");
  await assert.rejects(answer);
  assert.equal((await broker.ended).code, 130);
  const records = bench.audit().filter(({ operation }) => operation === "deactivate");
  assert.deepEqual(
    records.map(({ event }) => event),
    ["begin"],
  );
});

test("a connection that is kept open for the next call does not keep it from ending", async (t) => {
  const bench = await runtimeBench(t);
  const broker = await bench.up();
  assert.equal(await send(keeping(t), `${broker.url}/health`), 200);
  broker.child.kill("SIGTERM");
  assert.equal((await broker.ended).code, 0);
});

test("neither does a connection that a browser has opened in advance, also when it has not shaken hands", async (t) => {
  const bench = await runtimeBench(t);
  const { private: key, cert } = await generate([{ name: "commonName", value: "broker" }], { algorithm: "sha256" });
  bench.write("key.pem", key);
  bench.write("cert.pem", cert);
  for (const tls of [undefined, { key: "key.pem", cert: "cert.pem" }]) {
    bench.configure({ listen: { port: 0, ...(tls && { tls }) } });
    const broker = await bench.up();
    const { port } = new URL(broker.url);
    const sockets = [connect(Number(port), "127.0.0.1")];
    await once(sockets[0], "connect");
    if (tls) {
      sockets.push(connectSecurely({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false }));
      await once(sockets[1], "secureConnect");
    }
    let received = "";
    const closed = sockets.map((socket) => {
      socket
        .on("error", () => {})
        .on("data", (bytes) => {
          received += bytes;
        });
      return new Promise((resolve) => socket.on("close", resolve));
    });
    broker.child.kill("SIGTERM");
    assert.equal((await broker.ended).code, 0);
    await Promise.all(closed);
    // A connection whose time is over gets a 408, and one that is waited for until the end is warned of.
    assert.equal(received, "");
    assert.doesNotMatch(broker.printed(), /warning/);
  }
});

test("the audit on standard output is all there when it ends, and the log is apart from it", async (t) => {
  const bench = await runtimeBench(t);
  bench.configure({ audit: { stdout: true } });
  const broker = await bench.up();
  const token = bench.secret(await tokenFor(broker.url));
  await Promise.all([43, 44, 45].map((item) => call(broker.url, token, `/inactive/${item}`)));
  broker.child.kill("SIGTERM");
  const { stdout, stderr } = await broker.ended;
  const records = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(records.filter(({ outcome }) => outcome === "changed").length, 3);
  assert.match(stderr, /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?:info|warning|error) .+\n)+$/);
});
