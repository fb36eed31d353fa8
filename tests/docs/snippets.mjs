// Runs the snippets that need no browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { createSandbox, demoClient, generateSecrets } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { allBlocks, fileName, readme, root, take } from "./markdown.mjs";
import { compileVue } from "./vue.mjs";
import { importTypeScript, watchedEnvironment, workshop } from "./workshop.mjs";

const baseUrl = "https://vault.example";

/** The memories of all WebAssembly instances of this process. */
const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    memories.push(...Object.values(this.exports).filter((value) => value instanceof WebAssembly.Memory));
  }
};

const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noUnusedLocals"];

/** Type-checks files below a workshop with the settings of a strict app. */
function typeCheck(directory, files, platform) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "--ignoreConfig", "--noEmit", "--skipLibCheck", ...strict, "--target", "es2022", ...platform];
  try {
    execFileSync(process.execPath, [...args, ...files], { cwd: directory, encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout || String(error));
  }
}

test("the TypeScript of the documents compiles in a strict app", () => {
  const directory = workshop("types");
  const files = allBlocks
    .filter(({ language, code }) => language === "ts" && !fileName(code))
    .map(({ path, line, code }) => {
      const file = join(directory, `${path.replaceAll(/\W/g, "-")}-${line}.ts`);
      writeFileSync(file, code);
      return file;
    });
  assert.ok(files.length > 0);
  typeCheck(directory, files, ["--module", "nodenext", "--types", "node", "--lib", "es2022,dom,dom.iterable"]);
});

test("the files of the cookbook compile together in a strict app", () => {
  const directory = workshop("app");
  const write = (name, code) => {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    return file;
  };
  const files = allBlocks
    .filter(({ language, code }) => ["ts", "tsx", "vue"].includes(language) && fileName(code))
    .map(({ language, code }) => {
      const name = fileName(code) ?? "";
      return language === "vue" ? write(`${name}.ts`, compileVue(code)) : write(name, code);
    });
  assert.ok(files.length > 5);
  const session = "export declare const mayUseMySafe: (request: Request) => Promise<boolean>;";
  files.push(write("app/secrets/[identifier]/off/session.ts", session));
  const people =
    'import type { Identity } from "mysafe-broker"; export declare const userOf: (request: Request) => Promise<Identity | null>;';
  files.push(write("session.ts", people));
  const platform = ["--module", "esnext", "--moduleResolution", "bundler", "--jsx", "react-jsx", "--types", "node"];
  typeCheck(directory, files, [...platform, "--lib", "es2022,dom,dom.iterable"]);
});

test("README: switchOff handles each kind of rejection", async () => {
  const [code] = take(readme, "Errors", "ts");
  const { switchOff } = await importTypeScript(code);
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch, retry: false });
  const { signal } = new AbortController();
  assert.equal(await switchOff(mysafe, "43", signal), "off");
  assert.equal(await switchOff(mysafe, "43", signal), "off already");
  assert.equal(await switchOff(mysafe, "nope", signal), "no such secret");
  for (const fault of ["lost", "server-error", "rate-limit", "reset"]) {
    sandbox.next({ operation: "deactivate", fault });
    assert.match(await switchOff(mysafe, "43", signal), /^ask again later: deactivate "43": /);
  }
  await assert.rejects(switchOff(mysafe, " ", signal), { code: "INVALID_ARGUMENT", attempts: 0 });
  const reason = { mine: true };
  await assert.rejects(switchOff(mysafe, "43", AbortSignal.abort(reason)), (thrown) => thrown === reason);
});

test("README: `verify` looks before and after", async () => {
  const [code] = take(readme, "Verify", "js");
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  const { changed, verified } = await importTypeScript(
    `export default async (mysafe) => { ${code} return { changed, verified }; };`,
  ).then((module) => module.default(mysafe));
  assert.deepEqual({ changed, verified }, { changed: true, verified: true });
  const operations = sandbox.requests.map(({ operation }) => operation);
  assert.deepEqual(operations, ["token", "get", "deactivate", "get"]);
});

test("README: a batch is aborted, resumed, and undone exactly", async (t) => {
  const [off, rest, back] = take(readme, "Many at once", "ts", 3);
  const { switchOff } = await importTypeScript(off);
  const { resume } = await importTypeScript(rest);
  const { undo } = await importTypeScript(back);
  const sandbox = createSandbox({ secrets: generateSecrets(4000).map((secret) => ({ ...secret, tags: "leaked" })) });
  const all = sandbox.secrets.list().map(({ identifier }) => identifier);
  const offBefore = new Set(all.filter((_, index) => index % 20 === 0));
  for (const identifier of offBefore) sandbox.secrets.setActive(identifier, false);
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch, retry: { attempts: 2, maxDelay: 1 } });
  // For 44 one answer is lost, and the second attempt finds it off. For 45 both answers are lost.
  sandbox.next({ operation: "deactivate", identifier: "44", fault: "lost" });
  sandbox.next({ operation: "deactivate", identifier: "45", fault: "lost", times: 2 });
  const stop = new AbortController();
  const log = t.mock.method(console, "log", (progress) => {
    if (progress === "2500/4000") stop.abort();
  });

  const report = await switchOff(mysafe, "leaked", stop.signal);
  assert.equal(log.mock.callCount(), 4000);
  assert.equal(report.aborted, true);
  assert.equal(report.total, 4000);
  assert.ok(report.skipped > 1000);
  assert.equal(report.outcomes[2].state, "unknown");
  const saved = JSON.parse(JSON.stringify(report));
  const second = await resume(mysafe, saved);
  assert.equal(second.total, report.failed + report.unknown + report.skipped);
  assert.equal(second.changed + second.unchanged, second.total);
  assert.ok(sandbox.secrets.list().every(({ active }) => !active));

  const unsure = new Set(["44", ...saved.outcomes.flatMap((o) => (o.state === "unknown" ? [o.identifier] : []))]);
  const changes = sandbox.changes.length;
  const undone = await undo(mysafe, [saved, second]);
  assert.equal(undone.changed, undone.total);
  assert.equal(sandbox.changes.length, changes + undone.total);
  for (const { identifier, active } of sandbox.secrets.list()) {
    // An unknown item is restored only if the second run itself switched it off.
    if (!unsure.has(identifier)) assert.equal(active, !offBefore.has(identifier), identifier);
  }
  for (const identifier of ["44", "45"]) assert.equal(sandbox.secrets.get(identifier).active, false);
});

test("README: the items with a leaked value are found and switched off", async () => {
  const [code] = take(readme, "Find leaked values", "ts");
  const { switchOffLeaked } = await importTypeScript(code);
  const sandbox = createSandbox({ secrets: generateSecrets(6).map((secret) => ({ ...secret, tags: "billing" })) });
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  const [found, off] = await switchOffLeaked(mysafe, ["c4nary nowhere", sandbox.secrets.get("45").clientSecret]);
  assert.deepEqual([found.found, found.different, off.changed, off.total], [1, 5, 1, 1]);
  assert.deepEqual(
    sandbox.secrets
      .list()
      .filter(({ active }) => !active)
      .map(({ identifier }) => identifier),
    ["45"],
  );
});

test("README: rotate replaces a leaked value and activates the secret", async () => {
  const { rotate } = await importTypeScript(take(readme, "Calls", "ts", 2)[0]);
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  await mysafe.deactivate("43");
  assert.equal(await rotate(mysafe, "43", "c4nary value"), true);
  const { active, clientSecret } = sandbox.secrets.get("43");
  assert.deepEqual({ active, clientSecret }, { active: true, clientSecret: "c4nary value" });
});

test("README: what has a tag is switched off, of every kind", async () => {
  const { switchOffAllOf } = await importTypeScript(take(readme, "Kinds of items", "ts")[0]);
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  const stores = [sandbox.secrets, sandbox.passwords, sandbox.notes];
  for (const store of stores) store.add({ identifier: "7", tags: "leaked" });
  const reports = await switchOffAllOf(mysafe, "leaked");
  assert.deepEqual(
    reports.map(({ kind, changed, total }) => [kind, changed, total]),
    ["apiSecret", "password", "note"].map((kind) => [kind, 1, 1]),
  );
  for (const store of stores)
    assert.deepEqual(
      store
        .list()
        .filter(({ active }) => !active)
        .map(({ identifier }) => identifier),
      ["7"],
    );
});

test("README: the functions share a token by their options", async () => {
  const [, code] = take(readme, "Calls", "ts", 2);
  const { withoutIt } = await importTypeScript(code);
  const sandbox = createSandbox();
  let before;
  await withoutIt("43", { baseUrl, ...demoClient, fetch: sandbox.fetch }, async () => {
    before = sandbox.secrets.get("43").active;
  });
  assert.equal(before, false);
  assert.equal(sandbox.secrets.get("43").active, true);
  assert.equal(sandbox.tokenRequests, 1);
});

test("README: the test with the sandbox passes", () => {
  const [code] = take(readme, "Testing", "js");
  const file = join(workshop("test"), "lost.test.mjs");
  writeFileSync(file, code);
  const args = ["--test", "--test-reporter=tap", file];
  const out = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", env: watchedEnvironment() });
  assert.match(out, /^# pass 1$/m);
});

test("README: a second call shows the state after a lost answer", async () => {
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch, retry: { attempts: 2, maxDelay: 1 } });
  sandbox.next({ operation: "deactivate", fault: "lost", times: 2 });
  await assert.rejects(mysafe.deactivate("43"), ({ code, attempts, message }) => {
    assert.deepEqual([code, attempts], ["NETWORK", 2]);
    assert.match(message, /may have been made all the same/);
    return true;
  });
  const { changed, certain } = await mysafe.deactivate("43");
  assert.deepEqual({ changed, certain }, { changed: false, certain: true });
});

test("README: a `Retry-After` beyond the deadline fails the call at once", async () => {
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl, ...demoClient, fetch: sandbox.fetch });
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 61 });
  await assert.rejects(mysafe.deactivate("43"), { code: "RATE_LIMITED", attempts: 1 });
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
    const memory = () => Buffer.concat(memories.map(({ buffer }) => Buffer.from(buffer)));
    assert.ok(memory().includes(clientSecret), "the search finds the secret while the client is open");
    mysafe.close();
    for (const form of forms) assert.equal(memory().includes(form), false, form);
  }
});
