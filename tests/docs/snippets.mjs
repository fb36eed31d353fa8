// The snippets that need no browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { initSync } from "../../pkg/dist/wasm/glue.js";
import { allBlocks, readmes, root, take } from "./markdown.mjs";
import { environment, importTypeScript, workshop } from "./workshop.mjs";

const baseUrl = "https://vault.example";

test("the TypeScript of the documents is type-checked as a strict app would be", () => {
  const directory = workshop("types");
  const files = allBlocks
    .filter(({ language }) => language === "ts")
    .map(({ path, line, code }) => {
      const file = join(directory, `${path.replaceAll(/\W/g, "-")}-${line}.ts`);
      writeFileSync(file, code);
      return file;
    });
  assert.ok(files.length > 0);
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noUnusedLocals"];
  const platform = ["--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable"];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "--ignoreConfig", "--noEmit", "--skipLibCheck", ...strict, ...platform, ...files];
  try {
    execFileSync(process.execPath, args, { cwd: directory, encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout || String(error));
  }
});

for (const path of readmes) {
  test(`${path}: a rejection is understood`, async () => {
    const [code] = take(path, "What an answer means", "ts");
    const { switchOff } = await importTypeScript(code);
    const sandbox = createSandbox();
    const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
    const { signal } = new AbortController();
    assert.equal(await switchOff(mysafe, "43", signal), "off");
    assert.equal(await switchOff(mysafe, "43", signal), "off already");
    assert.equal(await switchOff(mysafe, "nope", signal), "no such secret");
    for (const fault of ["lost", "server-error", "rate-limit", "reset"]) {
      sandbox.next({ operation: "deactivate", fault });
      assert.match(await switchOff(mysafe, "43", signal), /^ask again: deactivate "43": /);
    }
    await assert.rejects(switchOff(mysafe, " ", signal), { code: "INVALID_ARGUMENT", attempts: 0 });
    const reason = { mine: true };
    await assert.rejects(switchOff(mysafe, "43", AbortSignal.abort(reason)), (thrown) => thrown === reason);
  });

  test(`${path}: the functions share a token by their options`, async () => {
    const [code] = take(path, "Options", "ts");
    const { switchAllOff } = await importTypeScript(code);
    const sandbox = createSandbox();
    await switchAllOff(["43", "44", "45"], { baseUrl, ...demoClient, fetch: sandbox.fetch });
    assert.equal(sandbox.changes.length, 3);
    assert.equal(sandbox.tokenRequests, 1);
  });

  test(`${path}: the test against the sandbox passes`, () => {
    const [code] = take(path, "A MySafe for your tests", "js");
    const file = join(workshop("test"), "lost.test.mjs");
    writeFileSync(file, code);
    const args = ["--test", "--test-reporter=tap", file];
    const out = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", env: environment() });
    assert.match(out, /^# pass 1$/m);
  });
}

test("README: after a repeated call, `changed: false` may be the doing of the first", async () => {
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  sandbox.next({ operation: "deactivate", fault: "lost" });
  await assert.rejects(mysafe.deactivate("43"), { code: "NETWORK" });
  const { changed, certain } = await mysafe.deactivate("43");
  assert.deepEqual({ changed, certain }, { changed: false, certain: true });
});

test("SECURITY: close() leaves no client secret in WebAssembly memory", async () => {
  for (const credentials of /** @type {const} */ (["basic", "body"])) {
    const clientSecret = `canary ${credentials} 7d1f0c`;
    const sandbox = createSandbox({ clients: [{ clientId: "id", clientSecret }] });
    const token = { method: "POST", credentials };
    const mysafe = new MySafe({ baseUrl, clientId: "id", clientSecret, token, fetch: sandbox.fetch });
    await mysafe.deactivate("43");
    const form = encodeURIComponent(clientSecret).replaceAll("%20", "+");
    const forms = [clientSecret, form, Buffer.from(`id:${form}`).toString("base64")];
    const memory = () => Buffer.from(initSync().memory.buffer);
    assert.ok(memory().includes(clientSecret), "it is found where it is");
    mysafe.close();
    for (const form of forms) assert.equal(memory().includes(form), false, form);
  }
});
