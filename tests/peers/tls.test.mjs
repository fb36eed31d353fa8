// What a client says when a certificate or a proxy is in its way. How to get past them is in the cookbook, whose
// recipes tests/docs runs against the same servers.

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

/** @param {{ close(): Promise<void> }} one */
const untilTheEnd = (one) => {
  after(() => one.close());
  return one;
};

/** The error of a call that finds no way to the server; it was not made, by anybody. */
async function unreachable(url, words, dispatcher) {
  const before = sandbox.requests.length;
  const fetch = dispatcher && ((to, init) => undiciFetch(to, { ...init, dispatcher }));
  const mysafe = new MySafe({ baseUrl: url, ...demoClient, retry: false, ...(fetch && { fetch }) });
  const error = await rejects(mysafe.deactivate("43"), "NETWORK", words);
  assert.ok(error.message.includes(url), error.message);
  assert.equal(error.attempts, 0);
  assert.ok(!error.message.includes(demoClient.clientSecret), error.message);
  assert.equal(sandbox.requests.length, before);
  await dispatcher?.close();
  return error;
}

const trusting = () => new Agent({ connect: { ca: ca.cert } });

test("a certificate of an authority that is not trusted is named as the reason", async () => {
  const { url } = untilTheEnd(await serve(sandbox, { tls: await ca.server() }));
  await unreachable(
    url,
    /^deactivate "43": no token: .*fetch failed, UNABLE_TO_VERIFY_LEAF_SIGNATURE, unable to verify the first certificate/,
  );
});

test("so is one that signs itself", async () => {
  const { url } = untilTheEnd(await serve(sandbox, { tls: await (await authority()).self() }));
  await unreachable(url, /fetch failed, DEPTH_ZERO_SELF_SIGNED_CERT, self-signed certificate/);
});

test("so is one that has expired, though its authority is trusted", async () => {
  const { url } = untilTheEnd(await serve(sandbox, { tls: await ca.server(new Date("2020-01-01")) }));
  await unreachable(url, /fetch failed, CERT_HAS_EXPIRED, certificate has expired/, trusting());
});

test("so is one of another server", async () => {
  const { url } = untilTheEnd(await serve(sandbox, { tls: await ca.elsewhere() }));
  await unreachable(
    url,
    /fetch failed, ERR_TLS_CERT_ALTNAME_INVALID, .*does not match certificate's altnames/,
    trusting(),
  );
});

test("a server that wants a certificate of its client gets none, and hangs up", async () => {
  const { url } = untilTheEnd(await serveWithClientCertificates(sandbox, await ca.server(), ca.cert));
  await unreachable(
    url,
    /fetch failed, (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|ECONNRESET|UND_ERR_SOCKET), /,
    trusting(),
  );
});

test("a proxy that refuses its client is named as the reason", async () => {
  const proxy = untilTheEnd(await serveProxy({ user: "me", password: "p@ss: word" }));
  const { url, port } = untilTheEnd(await serve(sandbox, { tls: await ca.server() }));
  const nobody = proxy.url.replace(/\/\/.*@/, "//");
  await unreachable(url, /Proxy response \(407\)/, new ProxyAgent(nobody));
  assert.deepEqual(proxy.requests, [{ target: `127.0.0.1:${port}`, status: 407 }]);
});
