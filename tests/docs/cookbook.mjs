// Runs the cookbook's recipes for Node.js and for servers.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { Agent } from "undici";
import { serveWithProvider, tokenPath } from "../peers/authorization-server.mjs";
import { authority } from "../peers/certificates.mjs";
import { serveProxy } from "../peers/connect-proxy.mjs";
import { serveWithClientCertificates } from "../peers/mutual-tls.mjs";
import { root, take, takeFiles } from "./markdown.mjs";
import {
  access,
  cookbook,
  offLine,
  readReport,
  resumeLine,
  runLine,
  scripts,
  undoLine,
  writeFiles,
} from "./recipes.mjs";

const [proxyLine] = take(cookbook, "A proxy", "sh");
const [trustLine] = take(cookbook, "A private certificate authority", "sh");

/** Serves a sandbox with a certificate of its own authority. */
async function serveWithAuthority(t, sandbox = createSandbox()) {
  const ca = await authority();
  const server = await serve(sandbox, { tls: await ca.server() });
  t.after(() => server.close());
  return { ca, sandbox, server };
}

const assertOff = (sandbox) => assert.equal(sandbox.secrets.get("43").active, false);
const oneSecret = { "leaked.txt": "43\n" };

test("cookbook: a list from a file is switched off, interrupted, resumed and undone", async (t) => {
  const sandbox = createSandbox({ secrets: 400, latency: 20 });
  const server = await serve(sandbox);
  t.after(() => server.close());
  const all = sandbox.secrets.list().map(({ identifier }) => identifier);
  sandbox.secrets.setActive("45", false);
  sandbox.next({ operation: "deactivate", identifier: "44", fault: "lost" });
  const directory = writeFiles({ ...scripts, "leaked.txt": `${all.join("\r\n")}\n\n` });
  const env = access(server.url);

  let [saw44, interrupted] = [false, false];
  const off = await runLine(offLine, directory, env, (line, child) => {
    saw44 ||= / 44 /.test(line);
    if (interrupted || !saw44 || !(Number.parseInt(line, 10) >= 40)) return;
    interrupted = child.kill("SIGINT");
  });
  assert.equal(off.code, 1, off.out);
  const first = readReport(directory);
  assert.deepEqual([first.aborted, first.total], [true, 400]);
  assert.ok(first.skipped > 0 && first.changed >= 30, off.out);
  assert.match(off.out, new RegExp(`^${first.changed} off now, ${first.unchanged} off already, of 400$`, "m"));

  const resumed = await runLine(resumeLine, directory, env);
  assert.equal(resumed.code, 0, resumed.out);
  assert.equal(readReport(directory, "report-2.json").total, 400 - first.changed - first.unchanged);
  assert.ok(sandbox.secrets.list().every(({ active }) => !active));

  // Somebody else may have switched off the items that the abort left unknown, so the undo leaves them off.
  const unknown = first.outcomes.filter(({ state }) => state === "unknown").map(({ identifier }) => identifier);
  const undone = await runLine(undoLine, directory, env);
  assert.equal(undone.code, 0, undone.out);
  assert.match(undone.out, /^44: check it first/m);
  for (const { identifier, active } of sandbox.secrets.list()) {
    if (!unknown.includes(identifier)) assert.equal(active, !["44", "45"].includes(identifier), identifier);
  }
});

test("cookbook: NODE_EXTRA_CA_CERTS makes Node.js accept a private authority", async (t) => {
  const { ca, sandbox, server } = await serveWithAuthority(t);
  const directory = writeFiles({ ...scripts, ...oneSecret, "company-ca.pem": ca.cert });
  const refused = await runLine(offLine, directory, access(server.url));
  assert.equal(refused.code, 1);
  assert.match(refused.out, /UNABLE_TO_VERIFY_LEAF_SIGNATURE, unable to verify/);
  assert.equal(sandbox.requests.length, 0);
  const accepted = await runLine(trustLine, directory, access(server.url));
  assert.equal(accepted.code, 0, accepted.out);
  assertOff(sandbox);
});

test("cookbook: undici's fetch accepts a private authority", async (t) => {
  const { ca, sandbox, server } = await serveWithAuthority(t);
  const recipe = takeFiles(cookbook, "A private certificate authority");
  const directory = writeFiles({ ...scripts, ...recipe, ...oneSecret, "company-ca.pem": ca.cert });
  const { code, out } = await runLine(offLine, directory, access(server.url));
  assert.equal(code, 0, out);
  assertOff(sandbox);
});

test("cookbook: undici's fetch presents a client certificate", async (t) => {
  const ca = await authority();
  const sandbox = createSandbox();
  const server = await serveWithClientCertificates(sandbox, await ca.server(), ca.cert);
  t.after(() => server.close());
  const { cert, key } = await ca.client();
  const recipe = takeFiles(cookbook, "A client certificate");
  const files = {
    ...scripts,
    ...recipe,
    ...oneSecret,
    "company-ca.pem": ca.cert,
    "client.pem": cert,
    "client.key": key,
  };
  const { code, out } = await runLine(offLine, writeFiles(files), access(server.url));
  assert.equal(code, 0, out);
  assertOff(sandbox);
  assert.deepEqual([...new Set(server.callers)], ["client"]);
});

test("cookbook: undici's fetch uses a proxy, which sees only the address of MySafe", async (t) => {
  const { ca, sandbox, server } = await serveWithAuthority(t);
  const proxy = await serveProxy({ user: "me@here", password: "p@ss: word" });
  t.after(() => proxy.close());
  const directory = writeFiles({
    ...scripts,
    ...takeFiles(cookbook, "A proxy"),
    ...oneSecret,
    "company-ca.pem": ca.cert,
  });
  const env = { ...access(server.url), HTTPS_PROXY: proxy.url };
  const { code, out } = await runLine(trustLine, directory, env);
  assert.equal(code, 0, out);
  assertOff(sandbox);
  assert.ok(proxy.requests.length > 0);
  for (const request of proxy.requests) assert.deepEqual(request, { target: `127.0.0.1:${server.port}`, status: 200 });
  assert.ok(proxy.carried.length > 500);
  assert.ok(!proxy.carried.includes("/api/"), "the proxy must not see requests in the clear");
});

for (const { major, usesProxy } of [
  { major: 20, usesProxy: false },
  { major: 22, usesProxy: true },
  { major: 24, usesProxy: true },
]) {
  test(`cookbook: Node.js ${major} ${usesProxy ? "uses" : "ignores"} a proxy from the environment`, async (t) => {
    const { ca, sandbox, server } = await serveWithAuthority(t);
    const proxy = await serveProxy({ user: "me", password: "p%ss" });
    t.after(() => proxy.close());
    const directory = writeFiles({ ...scripts, ...oneSecret, "company-ca.pem": ca.cert });
    const line = proxyLine.replace("http://proxy.example:3128", proxy.url);
    assert.notEqual(line, proxyLine);
    const bin = join(root, `tests/consumers/node_modules/node-${major}-${process.arch}/bin`);
    const env = { ...access(server.url), NODE_EXTRA_CA_CERTS: "company-ca.pem", PATH: `${bin}:${process.env.PATH}` };
    const version = await runLine("node --version", directory, env);
    assert.match(version.out, new RegExp(`^v${major}\\.`));
    const { code, out } = await runLine(line, directory, env);
    assert.equal(code, 0, out);
    assertOff(sandbox);
    const tunnels = proxy.requests.length;
    assert.equal(tunnels > 0, usesProxy);
    const direct = await runLine(line, directory, { ...env, NO_PROXY: "127.0.0.1" });
    assert.equal(direct.code, 0, direct.out);
    assert.equal(proxy.requests.length, tunnels);
  });
}

test("cookbook: tokens come from another authorization server", async (t) => {
  const client = { clientId: "a b:c", clientSecret: "d+e%f" };
  const peer = await serveWithProvider([client], []);
  t.after(() => peer.close());
  const directory = writeFiles({ ...scripts, ...takeFiles(cookbook, "A token from another server"), ...oneSecret });
  const env = {
    MYSAFE_URL: peer.url,
    TOKEN_URL: peer.url + tokenPath,
    TOKEN_CLIENT_ID: client.clientId,
    TOKEN_CLIENT_SECRET: client.clientSecret,
  };
  const { code, out } = await runLine(offLine, directory, env);
  assert.equal(code, 0, out);
  assertOff(peer.sandbox);
  assert.deepEqual(peer.callers, [client.clientId]);

  const refused = await runLine(offLine, directory, { ...env, TOKEN_CLIENT_SECRET: "no" });
  assert.equal(refused.code, 1);
  assert.match(refused.out, /the accessToken function failed \(Error: .* gives no token: invalid_client\)/);
});

/** Imports a file of a recipe, with the recipe's other files beside it. */
async function importRecipe(files, name) {
  const directory = writeFiles({});
  for (const [path, code] of Object.entries(files)) {
    const file = join(directory, path.replace(/\.ts$/, ".mjs"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path.endsWith(".ts") ? (await transform(code, { loader: "ts" })).code : code);
  }
  return import(pathToFileURL(join(directory, name.replace(/\.ts$/, ".mjs"))).href);
}

test("cookbook: undici's fetch accepts a private authority, in TypeScript", async (t) => {
  const { ca, sandbox, server } = await serveWithAuthority(t);
  const { through } = await importRecipe(takeFiles(cookbook, "A private certificate authority"), "through.ts");
  const dispatcher = new Agent({ connect: { ca: ca.cert } });
  t.after(() => dispatcher.close());
  await new MySafe({ baseUrl: server.url, ...demoClient, fetch: through(dispatcher) }).deactivate("43");
  assertOff(sandbox);
});

test("cookbook: the Next.js route switches off a secret for users who may", async (t) => {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  const name = "app/secrets/[identifier]/off/route.ts";
  const session =
    'export const mayUseMySafe = async (request) => request.headers.get("cookie") === "session=on-call";\n';
  const files = { ...takeFiles(cookbook, "Next.js"), [join(dirname(name), "session.js")]: session };
  Object.assign(process.env, access(server.url));
  const { POST } = await importRecipe(files, name);
  for (const key of Object.keys(access(""))) delete process.env[key];

  const post = (identifier, cookie = "session=on-call") =>
    POST(new Request(`https://app.example/secrets/${identifier}/off`, { method: "POST", headers: { cookie } }), {
      params: Promise.resolve({ identifier }),
    });
  assert.equal((await post("43", "")).status, 403);
  assert.equal(sandbox.requests.length, 0);
  assert.deepEqual(await (await post("43")).json(), { changed: true });
  assert.deepEqual(await (await post("43")).json(), { changed: false });
  assertOff(sandbox);
  const unknown = await post("nope");
  assert.deepEqual([unknown.status, (await unknown.json()).code], [422, "NOT_FOUND"]);
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 1000 });
  assert.equal((await post("43")).status, 503);
});

test("cookbook: the edge worker answers with the report", async (t) => {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  const { default: worker } = await importRecipe(takeFiles(cookbook, "An edge worker"), "worker.ts");
  const body = JSON.stringify({ identifiers: ["43", "nope"] });
  const answer = await worker.fetch(
    new Request("https://worker.example", { method: "POST", body }),
    access(server.url),
  );
  const { changed, failed, outcomes } = await answer.json();
  assert.deepEqual({ changed, failed }, { changed: 1, failed: 1 });
  assert.equal(outcomes[1].error.code, "NOT_FOUND");
  assertOff(sandbox);
});

test("cookbook: the tests with the sandbox pass in vitest", async () => {
  const directory = writeFiles(takeFiles(cookbook, "Tests with the sandbox"));
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { code, out } = await runLine(`node ${JSON.stringify(vitest)} run --root . --reporter=tap-flat`, directory, {
    CI: "1",
    NO_COLOR: "1",
  });
  assert.equal(code, 0, out);
  assert.equal(out.match(/^ok /gm)?.length, 2, out);
});
