import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { logIn } from "./support/client.mjs";

// Read before any test serves.
const globals = [globalThis.Request, globalThis.Response];

async function served(t, options, serveOptions) {
  const sandbox = createSandbox(options);
  const server = await serve(sandbox, serveOptions);
  t.after(() => server.close());
  return { sandbox, server };
}

test("serve answers at its `url`", async (t) => {
  const { sandbox, server } = await served(t);
  assert.equal(server.url, `http://127.0.0.1:${server.port}`);
  const call = await logIn(fetch, { base: server.url });
  assert.equal((await call("POST", "/inactive/43")).status, 200);
  assert.equal(sandbox.secrets.get(43).active, false);
  const created = await call("POST", "", { body: { name: "n", url: "u", client_id: "ü" } });
  assert.equal((await created.json()).api_entity.client_id, "ü");
});

test("serving leaves the global Request and Response unchanged", async (t) => {
  await served(t);
  assert.deepEqual([globalThis.Request, globalThis.Response], globals);
});

test("a fallback answers only outside /api and /iso", async (t) => {
  const { sandbox, server } = await served(
    t,
    {},
    { fallback: ({ url }) => new Response(`page ${new URL(url).pathname}`) },
  );
  const text = async (path) => (await fetch(server.url + path)).text();
  assert.equal(await text("/"), "page /");
  assert.equal(await text("/apiary"), "page /apiary");
  assert.match(await text("/api/nowhere"), /no such path/);
  assert.match(await text("/iso"), /no such path/);
  assert.equal(sandbox.requests.length, 2);
});

test("a fallback that rejects gives a 500 with its message", async (t) => {
  const { server } = await served(t, {}, { fallback: () => Promise.reject(new Error("no page")) });
  const response = await fetch(server.url);
  assert.equal(response.status, 500);
  assert.equal(await response.text(), "mysafe-sandbox: no page\n");
});

test("without a fallback, a path outside the API gets 501", async (t) => {
  const { server } = await served(t);
  assert.equal((await fetch(server.url)).status, 501);
});

/** Sends a request over a raw connection, and reads until its end. */
function exchange(port, request) {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (data) => {
      text += data;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}

const tokenRequest = "GET /api/oauth2/token?grant_type=x HTTP/1.1\r\nHost: localhost\r\n\r\n";

test("over a socket, a reset sends no byte, and a cut half of the announced length", async (t) => {
  const { sandbox, server } = await served(t);
  sandbox.next({ fault: "reset" });
  assert.equal(await exchange(server.port, tokenRequest), "");
  sandbox.next({ fault: "cut" });
  const [head, body] = (await exchange(server.port, tokenRequest)).split("\r\n\r\n");
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  assert.equal(body.length, length / 2);
});

test("close ends stalled connections, frees the port, and can be called twice", async (t) => {
  const { sandbox, server } = await served(t);
  sandbox.next({ fault: "stall" });
  sandbox.next({ fault: "stall-body" });
  const stalled = exchange(server.port, tokenRequest);
  const halfway = exchange(server.port, tokenRequest);
  while (sandbox.pendingSteps > 0) await new Promise(setImmediate);
  await Promise.all([server.close(), server.close(), stalled, halfway]);
  const again = await serve(sandbox, { port: server.port });
  await again.close();
});

test("serve rejects if the port is taken", async (t) => {
  const { sandbox, server } = await served(t);
  await assert.rejects(serve(sandbox, { port: server.port }), { code: "EADDRINUSE" });
});

test("a request ends when its client disconnects", async (t) => {
  const { sandbox, server } = await served(t);
  sandbox.next({ fault: "delay", delay: 60_000 });
  const controller = new AbortController();
  const base = server.url;
  const answer = fetch(`${base}/api/oauth2/token?grant_type=x`, { signal: controller.signal });
  while (sandbox.pendingSteps > 0) await new Promise(setImmediate);
  controller.abort();
  await assert.rejects(answer, { name: "AbortError" });
  assert.equal(sandbox.requests[0].status, null);
});

test("a client that disconnects during the body causes no error output", async (t) => {
  const consoleError = t.mock.method(console, "error", () => {});
  const { sandbox, server } = await served(t);
  sandbox.next({ fault: "stall-body" });
  const controller = new AbortController();
  const response = await fetch(`${server.url}/api/oauth2/token?grant_type=x`, { signal: controller.signal });
  controller.abort();
  await assert.rejects(response.text(), { name: "AbortError" });
  await server.close();
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(consoleError.mock.callCount(), 0);
});

test("serve answers over HTTPS with a certificate", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-sandbox-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const subject = ["-subj", "/CN=localhost", "-days", "1"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...curve, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
  const tls = { key: readFileSync(key, "utf8"), cert: readFileSync(cert) };
  const { server } = await served(t, {}, { tls });
  assert.match(server.url, /^https:/);
  const status = await new Promise((resolve, reject) => {
    get(
      `${server.url}/api/oauth2/token?grant_type=x`,
      { ca: tls.cert, servername: "localhost", agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    ).on("error", reject);
  });
  assert.equal(status, 400);
});
