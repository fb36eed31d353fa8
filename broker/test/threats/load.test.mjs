// Callers that take more than their share: oversized and slow bodies, too many calls, too many at a time.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { serve } from "mysafe-broker/node";
import { scripted, secrets, start } from "../kit.mjs";

const update = `${secrets}/update/43`;
const json = { "content-type": "application/json" };

/** A MySafe that answers when it is let. */
function patient() {
  const waiting = [];
  const mysafe = scripted(
    () => new Promise((resolve) => waiting.push(() => resolve(Response.json({ message: "done" })))),
  );
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { ...mysafe, waiting, answerAll };
}

/** Waits until `isTrue`, by turns of the event loop. */
async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

test("an oversized body is refused, by its stated length or by what comes, and is not read to its end", async () => {
  const { ask, tokenOf, sandbox, records } = start({ permit: () => true, limits: { body: 1_000 } });
  const token = await tokenOf("ana");
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(100));
    },
  });
  for (const [body, extra] of [
    [JSON.stringify({ notes: "x".repeat(1_000) }), {}],
    [endless, { duplex: "half" }],
  ]) {
    const answer = await ask(update, { method: "PUT", token, body, headers: json, ...extra });
    assert.equal(answer.status, 413);
    assert.match((await answer.json()).message, /at most 1000 bytes/);
  }
  assert.ok(sent < 20, `${sent} chunks were read`);
  assert.equal(sandbox.requests.filter(({ operation }) => operation === "update").length, 0);
  assert.deepEqual(
    records.slice(1).map(({ event, outcome }) => [event, outcome]),
    [
      ["end", "denied"],
      ["end", "denied"],
    ],
  );
});

test("a slow body is refused when its time is over, and its connection is of no use any more", async (t) => {
  const { broker, tokenOf, sandbox } = start({ permit: () => true, limits: { bodyTime: 50 } });
  const server = await serve(broker);
  t.after(() => server.close(0));
  const socket = connect(server.port, "127.0.0.1");
  const lines = [
    `PUT ${update} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    `Authorization: Bearer ${await tokenOf("ana")}`,
  ];
  socket.write([...lines, "Content-Type: application/json", "Content-Length: 20", "", '{"notes":'].join("\r\n"));
  const answer = String(await buffer(socket));
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.equal(sandbox.requests.filter(({ operation }) => operation === "update").length, 0);
});

test("headers that do not come end the connection", async (t) => {
  const server = await serve(start().broker, { headersTimeout: 50 });
  t.after(() => server.close(0));
  const socket = connect(server.port, "127.0.0.1");
  socket.write("GET /session HTTP/1.1\r\nHost: 127");
  assert.match(String(await buffer(socket)), /^HTTP\/1\.1 408 /);
});

test("each identity has its own rate; beyond it a call is 429 with the wait, is not sent, and the client goes on after it", async () => {
  const { ask, tokenOf, sandbox, records } = start({ rate: { perIdentity: 3, per: 60 } });
  const [ana, vera] = [await tokenOf("ana"), await tokenOf("vera")];
  const statusOf = async (token) => (await ask(`${secrets}/inactive/43`, { method: "POST", token })).status;
  assert.deepEqual([await statusOf(ana), await statusOf(ana), await statusOf(ana)], [200, 200, 429]);
  const refused = await ask(secrets, { token: ana });
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("retry-after")) >= 1 && Number(refused.headers.get("retry-after")) <= 20);
  assert.equal(await statusOf(vera), 200, "another's calls are not counted");
  assert.equal(sandbox.requests.filter(({ operation }) => operation === "deactivate").length, 3);
  assert.equal(records.filter(({ outcome }) => outcome === "denied").length, 2);
  assert.equal((await ask("/token", { method: "POST", who: "ana" })).status, 429, "tokens count too");
});

test("a batch through a low rate loses nothing", async () => {
  const { sandbox, clientOf } = start({ sandbox: { secrets: 30 }, rate: { perIdentity: 20, per: 0.2 } });
  const report = await clientOf("ana").deactivateMany(sandbox.secrets.list().map(({ identifier }) => identifier));
  assert.deepEqual([report.changed, sandbox.changes.length], [30, 30]);
});

test("calls beyond the places of an identity wait, and take no place of another's", async () => {
  const mysafe = patient();
  const { ask, tokenOf } = start({
    mysafe: { fetch: mysafe.fetch },
    limits: { concurrent: 10, concurrentPerIdentity: 2, waiting: 3 },
  });
  const [ana, vera] = [await tokenOf("ana"), await tokenOf("vera")];
  const calls = Array.from({ length: 6 }, () => ask(`${secrets}/43`, { token: ana }));
  // Two are sent, three wait, and there is no place for the sixth.
  const refused = await Promise.race(calls);
  assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "1"]);
  const others = ask(`${secrets}/43`, { token: vera });
  await until(() => mysafe.waiting.length === 3);
  assert.equal(mysafe.seen.length, 3);
  while (mysafe.seen.length < 6) {
    mysafe.answerAll();
    await until(() => mysafe.waiting.length > 0);
  }
  mysafe.answerAll();
  const statuses = await Promise.all([...calls, others].map(async (call) => (await call).status));
  assert.deepEqual(statuses.sort(), [200, 200, 200, 200, 200, 200, 429]);
});

test("long lists are read two at a time, since each may have 32 MiB", async () => {
  const mysafe = patient();
  const { ask, tokenOf } = start({ mysafe: { fetch: mysafe.fetch } });
  const token = await tokenOf("ana");
  const lists = Array.from({ length: 5 }, () => ask(secrets, { token }));
  const change = ask(`${secrets}/inactive/43`, { method: "POST", token });
  await until(() => mysafe.waiting.length === 3);
  assert.deepEqual(mysafe.seen.map(({ method }) => method).sort(), ["GET", "GET", "POST"]);
  const answered = Promise.all([...lists, change]);
  let isOver = false;
  answered.then(() => {
    isOver = true;
  });
  await until(() => {
    mysafe.answerAll();
    return isOver;
  });
  assert.equal((await answered).length, 6);
});

test("a caller that goes away ends a call that reads; a change is waited for, so that its outcome is known", async () => {
  const mysafe = patient();
  const { ask, tokenOf, records } = start({ mysafe: { fetch: mysafe.fetch } });
  const token = await tokenOf("ana");
  const controller = new AbortController();
  const { signal } = controller;
  const reading = ask(`${secrets}/43`, { token, signal });
  const changing = ask(`${secrets}/inactive/43`, { method: "POST", token, signal });
  await until(() => mysafe.seen.length === 2);
  controller.abort();
  await reading;
  assert.equal(mysafe.seen.find(({ method }) => method === "GET").signal.aborted, true);
  assert.equal(mysafe.seen.find(({ method }) => method === "POST").signal.aborted, false);
  mysafe.answerAll();
  assert.equal((await changing).status, 200);
  assert.deepEqual(
    records.filter(({ event }) => event === "end").map(({ operation, outcome }) => [operation, outcome]),
    [
      ["token", "issued"],
      ["isActive", "unanswered"],
      ["deactivate", "unknown"],
    ],
  );
});
