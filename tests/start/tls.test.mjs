// The proxy in front of a MySafe whose certificate is signed by a private authority, as is usual.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { isMySafeError, MySafe } from "mysafe-wasm";
import { root } from "../../scripts/base/project.mjs";
import { credentials } from "./served.mjs";

/** Serves a sandbox over HTTPS; `cert` is the file of its certificate. */
async function serveHttps(t) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", ...curve, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
  const sandbox = createSandbox({ clients: [credentials] });
  const server = await serve(sandbox, { tls: { key: readFileSync(key), cert: readFileSync(cert) } });
  t.after(() => server.close());
  return { sandbox, port: server.port, cert };
}

/** Runs the proxy in its own process: Node.js reads NODE_EXTRA_CA_CERTS when it starts. */
async function proxyInProcess(t, target, env = {}) {
  const script = `
    import { serveTarget, targetOf } from "./scripts/dev/target.mjs";
    const target = targetOf(${JSON.stringify(target)});
    const { url } = await serveTarget({ target, port: 0 });
    console.log(url);`;
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  const args = ["--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...rest, ...env } });
  t.after(() => child.kill());
  const printed = [];
  const [out, err] = [child.stdout, child.stderr].map((input) => createInterface({ input }));
  for (const lines of [out, err]) lines.on("line", (line) => printed.push(line));
  const [url] = await once(out, "line");
  const mysafe = new MySafe({ baseUrl: url, ...credentials, retry: false });
  return { mysafe, printed };
}

test("with the authority in NODE_EXTRA_CA_CERTS a secret is deactivated, and nothing is printed", async (t) => {
  const { sandbox, port, cert } = await serveHttps(t);
  const extra = { NODE_EXTRA_CA_CERTS: cert };
  const { mysafe, printed } = await proxyInProcess(t, `https://localhost:${port}`, extra);
  assert.equal((await mysafe.deactivate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, false);
  await mysafe.update("43", { clientSecret: "c4nary value" });
  await assert.rejects(mysafe.deactivate("nope"), { code: "NOT_FOUND" });
  assert.equal(printed.length, 1, printed.join());
});

test("without the authority, the error and the terminal say how to name it, and nothing is sent", async (t) => {
  const { sandbox, port } = await serveHttps(t);
  const { mysafe, printed } = await proxyInProcess(t, `https://localhost:${port}`);
  const error = await mysafe.deactivate("43").catch((error) => error);
  assert.ok(isMySafeError(error), error);
  const words = /signed by an authority that is not known here.*NODE_EXTRA_CA_CERTS=/;
  assert.match(error.message, words);
  assert.match(printed.join("\n"), words);
  assert.match(printed.join("\n"), /authority\.pem \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  assert.equal(sandbox.requests.length, 0);
});

test("a certificate for another name is refused, even from a known authority", async (t) => {
  const { sandbox, port, cert } = await serveHttps(t);
  const extra = { NODE_EXTRA_CA_CERTS: cert };
  const { mysafe } = await proxyInProcess(t, `https://127.0.0.1:${port}`, extra);
  await assert.rejects(mysafe.deactivate("43"), { message: /its certificate is for another name/ });
  assert.equal(sandbox.requests.length, 0);
});
