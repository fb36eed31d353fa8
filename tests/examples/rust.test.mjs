// The app in Rust that depends on the crate: it compiles, exports what it says and no more, and does its work in Node.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { targetDirectory } from "../../scripts/products.mjs";
import { at, exampleManifest, wasmTarget } from "../../scripts/project.mjs";
import { must, output } from "../../scripts/run.mjs";

const manifest = at(exampleManifest);
const out = mkdtempSync(join(tmpdir(), "mysafe-example-"));
after(() => rmSync(out, { recursive: true, force: true }));

let app;
before(async () => {
  const target = targetDirectory();
  // With the crate's own versions of everything.
  copyFileSync(at("Cargo.lock"), join(dirname(manifest), "Cargo.lock"));
  await must("cargo", ["build", "--quiet", "--manifest-path", manifest, "--target", wasmTarget], {
    env: { CARGO_TARGET_DIR: target },
  });
  const wasm = join(target, wasmTarget, "debug", "mysafe_wasm_example.wasm");
  await must("wasm-bindgen", ["--target", "experimental-nodejs-module", "--out-dir", out, "--out-name", "app", wasm]);
  app = await import(join(out, "app.js"));
});

const { clientId, clientSecret } = demoClient;

test("it exports its own function, and nothing of the npm package", async () => {
  assert.deepEqual(Object.keys(app), ["switchOff"]);
  const module = new WebAssembly.Module(readFileSync(join(out, "app_bg.wasm")));
  // The others are what wasm-bindgen needs for itself.
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.deepEqual(names.filter((name) => !/^(__|wasm_bindgen__)/.test(name)).sort(), ["memory", "switchOff"]);
});

test("it is built without the npm package's parts", () => {
  const tree = output("cargo", ["tree", "--manifest-path", manifest, "--target", wasmTarget, "--prefix", "none"]);
  assert.match(tree ?? "", /^mysafe-wasm v/m);
  assert.doesNotMatch(tree ?? "", /^(talc|serde-wasm-bindgen) /m);
});

test("it switches secrets off in Node, and says what became of each", async (t) => {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  sandbox.secrets.setActive("44", false);
  assert.deepEqual(await app.switchOff(server.url, clientId, clientSecret, ["43", "nope", "44", "43"]), [
    "43 changed",
    "nope failed",
    "44 unchanged",
    "43 changed",
  ]);
  assert.equal(sandbox.secrets.get("43").active, false);
  assert.equal(sandbox.tokenRequests, 1);
});

test("its errors are the crate's", async (t) => {
  const server = await serve(createSandbox());
  t.after(() => server.close());
  await assert.rejects(app.switchOff("http://vault.example", clientId, clientSecret, []), /allowInsecure/);
  await assert.rejects(app.switchOff(server.url, clientId, clientSecret, [" "]), /identifier must not be blank/);
  await assert.rejects(app.switchOff(server.url, clientId, "wrong", ["43"]), (error) => {
    assert.match(error.message, /the client id or the client secret was refused/);
    assert.ok(!error.message.includes("wrong"));
    return true;
  });
});
