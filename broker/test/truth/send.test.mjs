// @ts-check
// `nodeFetch` against servers that answer in unusual ways: it sends once, reads what comes, and stops when it is told to.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { nodeFetch } from "mysafe-broker/node";

/**
 * A server whose connections are given to `answer`, with the head of each request.
 * @param {import("node:test").TestContext} t
 * @param {(socket: import("node:net").Socket, head: string) => void} answer
 */
async function listen(t, answer) {
  /** @type {string[]} */
  const heads = [];
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heads.push(String(chunk));
      answer(socket, String(chunk));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, heads, sockets };
}

const ok = (/** @type {string} */ body) => `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

/** @param {Response} response */
const textOf = async (response) => new TextDecoder().decode(await response.arrayBuffer());

/** The chunks of a body that is read until it is longer than `limit`. @param {Response} response @param {number} limit */
async function readUntil(response, limit) {
  let length = 0;
  for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (/** @type {unknown} */ (response.body))) {
    length += chunk.length;
    if (length > limit) break;
  }
  return length;
}

test("a request has its method, path, query, headers and body, and the answer its status, headers and body", async (t) => {
  const { url, heads } = await listen(t, (socket) =>
    socket.write("HTTP/1.1 201 Created\r\nX-One: 1\r\nx-two: 2\r\nX-Two: 3\r\ncontent-length: 4\r\n\r\nbody"),
  );
  const response = await nodeFetch(`${url}/a/path?b=c`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: '{"a":1}',
  });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-one"), "1");
  assert.equal(response.headers.get("x-two"), "2, 3");
  assert.equal(response.headers.get("x-three"), null);
  assert.equal(await textOf(response), "body");
  assert.match(
    heads.join(""),
    /^POST \/a\/path\?b=c HTTP\/1\.1\r\n.*accept: application\/json\r\n.*\r\n\r\n\{"a":1\}$/s,
  );
});

test("an answer before the answer is not taken for it", async (t) => {
  const { url } = await listen(t, (socket) =>
    socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n${ok("body")}`),
  );
  const response = await nodeFetch(url, { method: "GET" });
  assert.equal(response.status, 200);
  assert.equal(await textOf(response), "body");
});

test("a redirect is an answer, and is not followed", async (t) => {
  const { url, heads } = await listen(t, (socket) =>
    socket.write("HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
  );
  assert.equal((await nodeFetch(`${url}/a`, { method: "POST" })).status, 307);
  assert.equal(heads.length, 1);
});

for (const [name, answer] of /** @type {const} */ ([
  ["is closed before a byte", (/** @type {import("node:net").Socket} */ socket) => socket.end()],
  ["is reset", (/** @type {import("node:net").Socket} */ socket) => socket.resetAndDestroy()],
  [
    "is closed in the head",
    (/** @type {import("node:net").Socket} */ socket) => socket.end("HTTP/1.1 200 OK\r\nconte"),
  ],
  ["does not speak HTTP", (/** @type {import("node:net").Socket} */ socket) => socket.end("HELO\r\n\r\n")],
])) {
  test(`a connection that ${name} rejects, and the request is sent once, also on a connection that was used before`, async (t) => {
    let count = 0;
    const { url, heads } = await listen(t, (socket) => {
      count += 1;
      if (count === 1) socket.write(ok("first"));
      else answer(socket);
    });
    assert.equal(await textOf(await nodeFetch(url, { method: "POST" })), "first");
    await assert.rejects(nodeFetch(url, { method: "POST" }));
    assert.equal(heads.length, 2);
  });
}

test("a body that is cut off rejects, whichever way it is read", async (t) => {
  const { url } = await listen(t, (socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", () => socket.destroy()),
  );
  await assert.rejects(async () => textOf(await nodeFetch(url, { method: "POST" })));
  await assert.rejects(async () => readUntil(await nodeFetch(url, { method: "POST" }), 100));
});

test("a body without a length is read in chunks, and no further than its reader wants", async (t) => {
  const chunk = "x".repeat(1000);
  const { url, sockets } = await listen(t, (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    const more = () => socket.write(`3e8\r\n${chunk}\r\n`, () => !socket.destroyed && setImmediate(more));
    more();
  });
  const response = await nodeFetch(url, { method: "GET" });
  const [socket] = sockets;
  assert.ok(socket);
  const closed = once(socket, "close");
  assert.ok((await readUntil(response, 5_000)) > 5_000);
  await closed;
});

test("a request is given up before it is sent, before its answer and in the middle of its body", async (t) => {
  const { url, heads, sockets } = await listen(t, (socket, head) => {
    if (head.includes("/half")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
  });
  const reason = new Error("enough");
  await assert.rejects(nodeFetch(url, { method: "POST", signal: AbortSignal.abort(reason) }), reason);
  assert.equal(heads.length, 0);

  const controller = new AbortController();
  const { signal } = controller;
  // Many requests may share one signal, and some of so many wait for a connection.
  const half = await nodeFetch(`${url}/half`, { method: "POST", signal });
  const waiting = Array.from({ length: 300 }, () => nodeFetch(`${url}/silent`, { method: "POST", signal }));
  controller.abort(reason);
  for (const one of waiting) await assert.rejects(one, reason);
  await assert.rejects(textOf(half), reason);
  await Promise.all([...sockets].map((socket) => socket.closed || once(socket, "close")));
});

test("a signal that many requests have shared is left by those that were answered", async (t) => {
  const { url } = await listen(t, (socket) => socket.write(ok("body")));
  const warnings = [];
  const warn = (/** @type {Error} */ warning) => warnings.push(warning);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const { signal } = new AbortController();
  const all = Array.from({ length: 40 }, async () => textOf(await nodeFetch(url, { method: "POST", signal })));
  assert.equal((await Promise.all(all)).length, 40);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(warnings, []);
});
