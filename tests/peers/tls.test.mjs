// The error when a certificate or a proxy stops a call names the reason. The cookbook has the solutions, and tests/docs runs its
// recipes against the same servers.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { Agent, ProxyAgent, fetch as undiciFetch } from "undici";
import { rejects } from "../node/rejects.mjs";
import { authority } from "./certificates.mjs";
import { serveProxy } from "./connect-proxy.mjs";
import { serveWithClientCertificates } from "./mutual-tls.mjs";

const ca = await authority();
const sandbox = createSandbox();

/** Closes a server after the tests. @template {{ close(): Promise<void> }} Server @param {Server} server @returns {Server} */
const closedAfterwards = (server) => {
  after(() => server.close());
  return server;
};

/** Asserts that a call never reaches the server and that its error has this message. Returns the error. */
async function unreachable(url, message, dispatcher) {
  const before = sandbox.requests.length;
  const fetch = dispatcher && ((url, init) => undiciFetch(url, { ...init, dispatcher }));
  const mysafe = new MySafe({ baseUrl: url, ...demoClient, retry: false, ...(fetch && { fetch }) });
  const error = await rejects(mysafe.deactivate("43"), "NETWORK", message);
  assert.ok(error.message.includes(url), error.message);
  assert.equal(error.attempts, 0);
  assert.ok(!error.message.includes(demoClient.clientSecret), error.message);
  assert.equal(sandbox.requests.length, before);
  await dispatcher?.close();
  return error;
}

const agentWithAuthority = () => new Agent({ connect: { ca: ca.cert } });

test("the error names a certificate of an untrusted authority", async () => {
  const { url } = closedAfterwards(await serve(sandbox, { tls: await ca.server() }));
  await unreachable(
    url,
    /^deactivate "43": no token: .*fetch failed, UNABLE_TO_VERIFY_LEAF_SIGNATURE, unable to verify the first certificate/,
  );
});

test("the error names a self-signed certificate", async () => {
  const { url } = closedAfterwards(await serve(sandbox, { tls: await (await authority()).self() }));
  await unreachable(url, /fetch failed, DEPTH_ZERO_SELF_SIGNED_CERT, self-signed certificate/);
});

test("the error names an expired certificate of a trusted authority", async () => {
  const { url } = closedAfterwards(await serve(sandbox, { tls: await ca.server(new Date("2020-01-01")) }));
  await unreachable(url, /fetch failed, CERT_HAS_EXPIRED, certificate has expired/, agentWithAuthority());
});

test("the error names a certificate of another server", async () => {
  const { url } = closedAfterwards(await serve(sandbox, { tls: await ca.elsewhere() }));
  await unreachable(
    url,
    /fetch failed, ERR_TLS_CERT_ALTNAME_INVALID, .*does not match certificate's altnames/,
    agentWithAuthority(),
  );
});

test("a call without a client certificate fails when the server requires one", async () => {
  const { url } = closedAfterwards(await serveWithClientCertificates(sandbox, await ca.server(), ca.cert));
  await unreachable(
    url,
    /fetch failed, (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|ECONNRESET|UND_ERR_SOCKET), /,
    agentWithAuthority(),
  );
});

test("the error names a proxy that refuses the connection", async () => {
  const proxy = closedAfterwards(await serveProxy({ user: "me", password: "p@ss: word" }));
  const { url, port } = closedAfterwards(await serve(sandbox, { tls: await ca.server() }));
  const withoutLogin = proxy.url.replace(/\/\/.*@/, "//");
  await unreachable(url, /Proxy response \(407\)/, new ProxyAgent(withoutLogin));
  assert.deepEqual(proxy.requests, [{ target: `127.0.0.1:${port}`, status: 407 }]);
});
