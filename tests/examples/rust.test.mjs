// The example app in Rust, which depends on the crate alone: it compiles, exports its own function only, and works in Node.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { at, exampleManifest, wasmTarget } from "../../scripts/base/project.mjs";
import { must, output } from "../../scripts/base/run.mjs";
import { targetDirectory } from "../../scripts/build/cargo.mjs";

const manifest = at(exampleManifest);
const out = mkdtempSync(join(tmpdir(), "mysafe-example-"));
after(() => rmSync(out, { recursive: true, force: true }));

let app;
before(async () => {
  // A separate target directory: in one that has builds with other features, the linker finds some libraries twice.
  const target = join(targetDirectory(), "examples");
  // The example uses the same versions of all dependencies as the crate. Not --locked: cargo removes what it does not need.
  copyFileSync(at("Cargo.lock"), join(dirname(manifest), "Cargo.lock"));
  await must("cargo", ["build", "--quiet", "--manifest-path", manifest, "--target", wasmTarget], {
    env: { CARGO_TARGET_DIR: target },
  });
  const wasm = join(target, wasmTarget, "debug", "mysafe_wasm_example.wasm");
  await must("wasm-bindgen", ["--target", "experimental-nodejs-module", "--out-dir", out, "--out-name", "app", wasm]);
  app = await import(join(out, "app.js"));
});

const { clientId, clientSecret } = demoClient;

test("exports its own function, and nothing of the npm package", async () => {
  assert.deepEqual(Object.keys(app).sort(), ["Report", "switchOff"]);
  const module = new WebAssembly.Module(readFileSync(join(out, "app_bg.wasm")));
  // The filter leaves out the exports that wasm-bindgen needs for itself.
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.deepEqual(names.filter((name) => !/^(__|wasm_bindgen__)/.test(name)).sort(), ["memory", "switchOff"]);
});

test("does not depend on the dependencies of the npm package", () => {
  const tree = output("cargo", [
    "tree",
    "--locked",
    "--manifest-path",
    manifest,
    "--target",
    wasmTarget,
    "--prefix",
    "none",
  ]);
  assert.match(tree ?? "", /^mysafe-wasm v/m);
  assert.doesNotMatch(tree ?? "", /^(talc|serde-wasm-bindgen) /m);
});

test("deactivates secrets in Node, and returns an outcome for each", async (t) => {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  sandbox.secrets.setActive("44", false);
  const report = await app.switchOff(server.url, clientId, clientSecret, ["43", "nope", "44", "43"]);
  const [first, failed, ...others] = report.outcomes;
  assert.deepEqual([first, ...others], ["43 changed", "44 unchanged", "43 changed"]);
  assert.match(failed, /^nope failed: deactivate "nope": MySafe has no API secret with this identifier/);
  assert.equal(report.error, undefined);
  assert.equal(sandbox.secrets.get("43").active, false);
  assert.equal(sandbox.tokenRequests, 1);
});

test("passes on the errors of the crate", async (t) => {
  const server = await serve(createSandbox());
  t.after(() => server.close());
  await assert.rejects(app.switchOff("http://vault.example", clientId, clientSecret, []), /allowInsecure/);
  await assert.rejects(app.switchOff(server.url, clientId, clientSecret, [" "]), /identifier must not be blank/);
  const refused = await app.switchOff(server.url, clientId, "wrong", ["43"]);
  assert.match(refused.error, /the client id or the client secret was refused/);
  assert.ok(!refused.error.includes("wrong"));
});

test("returns an outcome for each secret when the batch ends early", async (t) => {
  const sandbox = createSandbox({ secrets: 20 });
  const server = await serve(sandbox);
  t.after(() => server.close());
  const identifiers = sandbox.secrets.list().map(({ identifier }) => identifier);
  // At the eleventh secret the token is revoked, and every request for a new one is refused.
  sandbox.next({ operation: "token", fault: "delay", delay: 0 });
  sandbox.next({ operation: "token", response: { status: 401, body: { error: "invalid_client" } }, times: 20 });
  sandbox.next({ identifier: identifiers[10], fault: "revoked" });
  const { outcomes, error } = await app.switchOff(server.url, clientId, clientSecret, identifiers);
  assert.match(error, /the client id or the client secret was refused/);
  assert.equal(outcomes.length, 20);
  for (const outcome of outcomes) {
    const [identifier, state] = outcome.split(/[ :]/);
    assert.equal(state === "changed", !sandbox.secrets.get(identifier).active, outcome);
  }
  assert.ok(outcomes.filter((outcome) => outcome.endsWith(" changed")).length >= 5, outcomes.join("\n"));
});
