// The watcher of tests/canaries/ must see every leak of a credential, and nothing else.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { Client } from "../../pkg/dist/client.js?built";
import { inline } from "../../pkg/dist/inline.js";
import { CanarySpotter, marks } from "../../scripts/dev/canaries.mjs";
import { Canaries } from "../canaries/canaries.mjs";
import { watchedClass } from "../canaries/client.mjs";

const clientSecret = "c4nary/secret+ 1";
const token = "c4nary.token-2";
const stored = "c4nary stored 3";
const options = { baseUrl: "https://vault.example", clientId: "id", clientSecret };

/** A watched client whose calls return what `leak` returns, and the findings of the watcher. */
function leaking(leak) {
  class Leaking {
    constructor(options) {
      this.options = { ...options };
    }
    deactivate(_identifier, callOptions) {
      return leak(this.options, callOptions);
    }
    get() {
      return leak(this.options);
    }
    deactivateMany(_items, callOptions) {
      return leak(this.options, { ...callOptions });
    }
    find(values, callOptions) {
      return leak(values, { ...callOptions });
    }
    close() {}
  }
  const findings = [];
  const canaries = new Canaries((finding) => findings.push(finding));
  return { findings, canaries, MySafe: watchedClass(Leaking, canaries) };
}

const rejecting = (make) => async (options) => {
  throw make(options);
};
const base64 = (value) => Buffer.from(value).toString("base64");

/** Ways of leaking a credential, each with the place that the watcher must name. */
const leaks = {
  "a message": [
    rejecting((clientOptions) => new Error(`no: ${clientOptions.clientSecret}`)),
    /the message of the rejection of deactivate/,
  ],
  "a message, percent-encoded": [
    rejecting((clientOptions) => new Error(encodeURIComponent(clientOptions.clientSecret))),
    /percent/,
  ],
  "a message, form-encoded": [
    rejecting((clientOptions) => new Error(new URLSearchParams({ a: clientOptions.clientSecret }).toString())),
    /form-encoded/,
  ],
  "a message, in base64": [rejecting((clientOptions) => new Error(base64(clientOptions.clientSecret))), /base64/],
  "a stack": [
    rejecting((clientOptions) => Object.assign(new Error("x"), { stack: clientOptions.clientSecret })),
    /the stack of/,
  ],
  "a property of an error": [
    rejecting((clientOptions) => Object.assign(new Error("x"), { sent: clientOptions.clientSecret })),
    /the JSON of/,
  ],
  "a property of an error that is not enumerable": [
    rejecting((clientOptions) => Object.defineProperty(new Error("x"), "sent", { value: clientOptions.clientSecret })),
    /util.inspect of/,
  ],
  "a cause": [
    rejecting((clientOptions) => new Error("x", { cause: { deep: [{ er: clientOptions.clientSecret }] } })),
    /util.inspect/,
  ],
  "a result": [async (clientOptions) => ({ message: clientOptions.clientSecret }), /the result of deactivate/],
  "an event": [
    async (clientOptions) => clientOptions.onEvent({ type: "request", url: clientOptions.clientSecret }),
    /an event/,
  ],
  "a URL": [
    async (clientOptions) => clientOptions.fetch(`https://h/${encodeURIComponent(clientOptions.clientSecret)}`),
    /in a URL/,
  ],
  "a query of a URL": [
    async (clientOptions) => clientOptions.fetch("https://h/?client_secret=x"),
    /query of a URL holds client_secret/,
  ],
  "a user in a URL": [
    async (clientOptions) => clientOptions.fetch("https://u:p@h/"),
    /a URL holds a user or a password/,
  ],
  "a header": [
    async (clientOptions) => clientOptions.fetch("https://h/", { headers: { "x-secret": clientOptions.clientSecret } }),
    /a header other than Authorization/,
  ],
  "a sent token in a result": [
    async (clientOptions) => {
      await clientOptions.fetch("https://h/", { headers: { authorization: `Bearer ${token}` } });
      return { message: token };
    },
    /an access token/,
  ],
  "the credential of a Basic header in a result": [
    async (clientOptions) => {
      await clientOptions.fetch("https://h/", { headers: { authorization: `Basic ${base64("id:short")}` } });
      return { message: base64("id:short") };
    },
    /a client id and secret/,
  ],
  ...Object.fromEntries(
    ["client_secret", "password", "secret_key", "note"].map((member) => [
      `a sent ${member} in a result`,
      [
        async (clientOptions) => {
          await clientOptions.fetch("https://h/", { body: JSON.stringify({ [member]: stored }) });
          return { message: stored };
        },
        /the value of a stored secret/,
      ],
    ]),
  ),
  "a token of an accessToken function in a result": [
    async (clientOptions) => ({ message: await clientOptions.accessToken({ refresh: false }) }),
    /an access token/,
    { accessToken: async () => token },
  ],
};

for (const [name, [leak, place, extraOptions]] of Object.entries(leaks)) {
  test(`sees a leak: ${name}`, async () => {
    const { MySafe, findings, canaries } = leaking(leak);
    const client = new MySafe({ ...options, fetch: async () => {}, onEvent() {}, ...extraOptions });
    await client.deactivate("43").catch(() => {});
    assert.ok(canaries.findingCount > 0);
    assert.match(findings.join("\n"), place);
    assert.match(findings.join("\n"), /canaries\.test\.mjs/, "the finding names the caller");
    for (const secret of [clientSecret, encodeURIComponent(clientSecret), token, stored, base64(clientSecret)]) {
      assert.ok(!findings.join("\n").includes(secret), "the finding does not show the credential");
    }
  });
}

test("sees a leak: an argument of onProgress", async () => {
  const batch = leaking(async (clientOptions, callOptions) =>
    callOptions.onProgress({ outcome: clientOptions.clientSecret }),
  );
  await new batch.MySafe(options).deactivateMany([], { onProgress() {} });
  assert.match(batch.findings[0], /an argument of onProgress/);
});

test("sees a leak: a value that find was given", async () => {
  for (const values of [[stored], new Set([stored])]) {
    const inResult = leaking(async ([value]) => ({ results: [{ state: "found", matches: [{ value }] }] }));
    await new inResult.MySafe(options).find(values);
    assert.match(inResult.findings.join("\n"), /a value to look for is in the JSON of the result of find/);
    const inProgress = leaking(async ([value], { onProgress }) =>
      onProgress({ result: { error: { message: value } } }),
    );
    await new inProgress.MySafe(options).find(values, { onProgress() {} });
    assert.match(inProgress.findings.join("\n"), /a value to look for is in the JSON of an argument of onProgress/);
  }
});

test("does not report what is no leak", async () => {
  const clean = async ({ onEvent, fetch }, callOptions) => {
    onEvent({ type: "request" });
    await fetch("https://h/api/oauth2/token?grant_type=client_credentials&tenant=a", {
      headers: { authorization: `Basic ${base64("id:secret")}` },
    });
    if (callOptions?.signal) throw callOptions.signal.reason;
    return { identifier: "43", clientSecret: stored };
  };
  const { MySafe, canaries, findings } = leaking(clean);
  const client = new MySafe({ ...options, fetch: async () => {}, onEvent() {} });
  canaries.learn("a stored value", stored);
  await client.get("43");
  const reason = new Error(clientSecret);
  const aborted = client.deactivate("43", { signal: AbortSignal.abort(reason) });
  await assert.rejects(aborted, (thrown) => thrown === reason, "the reason of an abort is the caller's");
  assert.deepEqual(findings, []);
});

test("does not look for a secret that is too short to be redacted", async () => {
  const { MySafe, findings } = leaking(async () => ({ message: "a wrong word" }));
  await new MySafe({ ...options, clientSecret: "wrong" }).deactivate("43");
  assert.deepEqual(findings, []);
});

test("a watched client behaves like one that is not watched", async () => {
  const canaries = new Canaries(assert.fail);
  const Watched = watchedClass(Client, canaries);
  for (const Class of [Client, Object.getPrototypeOf(Client)]) {
    for (const name of Object.getOwnPropertyNames(Class.prototype)) {
      assert.ok(Object.hasOwn(Watched.prototype, name) || name === "close", `${name} is watched`);
    }
  }
  const optionsList = [
    undefined,
    null,
    43,
    {},
    Object.freeze({ baseUrl: "https://h", accessToken: token, fetch: () => {} }),
  ];
  for (const options of optionsList) {
    const clients = [Watched, Client].map((Class) => new Class(options, inline));
    const results = clients.map((client) => client.ready().catch(({ code, message }) => ({ code, message })));
    assert.deepEqual(await results[0], await results[1]);
  }
});

/** Runs a module in a process of its own that is watched. */
async function run(script, ...flags) {
  const watch = new URL("../canaries/watch.mjs", import.meta.url).href;
  const args = [...flags, "--import", watch, "--input-type=module", "--eval", script];
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, env });
  const exitCode = new Promise((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exitCode, stdout, stderr };
}

const prelude = `
  import { createSandbox } from "mysafe-sandbox";
  import { activate, MySafe } from "mysafe-wasm";
  import * as slim from "mysafe-wasm/slim";
  const clients = [{ clientId: "id", clientSecret: ${JSON.stringify(clientSecret)} }];
  const sandbox = createSandbox({ clients });
  const options = { baseUrl: "https://vault.example", ...clients[0], fetch: sandbox.fetch };
  const client = new MySafe(options);
  const { changed } = await client.deactivate("43");
  console.log(changed);
`;

test("a process without a leak exits with 0", async () => {
  assert.deepEqual(await run(prelude), { code: 0, stdout: "true\n", stderr: "" });
});

for (const [name, script, place, ...flags] of [
  ...[
    ["the built package leaks a secret", "client"],
    ["a function of the package leaks a secret", "{ activate: (identifier) => activate(identifier, options) }"],
    ["another entry of the package leaks a secret", "slimClient"],
    ["the package leaks a secret in a call on another kind of item", "client.passwords"],
  ].map(([name, callee]) => [
    name,
    `${prelude}
    import { readFileSync } from "node:fs";
    import { inline } from "../../pkg/dist/inline.js";
    const slimClient = new slim.MySafe(options);
    await slim.init(readFileSync("../../pkg/mysafe.wasm"));
    (await inline()).Handle.prototype.activate = async () => ["error", { code: "API", message: clients[0].clientSecret }];
    await (${callee}).activate("43").catch(() => {});`,
    /the client secret is in the message of the rejection of activate/,
    "--conditions=deno", // the entry for Node does not export its Handle
  ]),
  [
    "it prints a token that only the server knew",
    `${prelude}
    const url = "https://vault.example/api/oauth2/token?grant_type=client_credentials";
    const basic = "Basic " + btoa(clients.map((one) => one.clientId + ":" + encodeURIComponent(one.clientSecret)));
    const answer = await sandbox.fetch(url, { headers: { accept: "application/json", authorization: basic } });
    console.log("got", (await answer.json()).access_token);`,
    /an access token is in stdout/,
  ],
  [
    "it prints a secret to stderr",
    `${prelude} console.error(clients[0].clientSecret);`,
    /the client secret is in stderr/,
  ],
  [
    "it passes a secret to the global fetch in a URL",
    `${prelude} await fetch("data:," + encodeURIComponent(clients[0].clientSecret));`,
    /the client secret, percent-encoded is in a URL/,
  ],
]) {
  test(`a process fails when ${name}`, async () => {
    const { code, stderr } = await run(script, ...flags);
    assert.equal(code, 1, stderr);
    assert.match(stderr, place);
    assert.match(stderr, /Canaries were seen \d+ times/);
  });
}

test("the output of tests is searched for the credentials of the tests", () => {
  const hear = (line) => {
    const spotter = new CanarySpotter();
    spotter.read(line);
    return spotter.judge({ passed: 1, failed: 0, skipped: 0 }).failed;
  };
  for (const mark of marks) {
    assert.equal(hear(`✔ "${mark}"`), 1, "plain");
    assert.equal(hear(`https://h/?x=${encodeURIComponent(mark)}`), 1, "percent-encoded");
    for (const id of ["a", "id", "c4n", "demo"])
      assert.equal(hear(`Basic ${base64(`${id}:${mark}x`)}`), 1, "in base64");
  }
  assert.equal(hear("✔ the client secret is in no URL (1.5ms)"), 0);
});

test("every credential in the tests has a mark by which it is found in their output", () => {
  // Credentials with rarer characters are left out: those characters are what their tests are about.
  const pattern = /(?:clientSecret|client_secret|accessToken|access_token)"?: "([\w./+-]{8,})"/g;
  const found = [];
  for (const directory of ["tests", "sandbox/test", "scripts/soak"]) {
    const root = new URL(`../../${directory}/`, import.meta.url);
    for (const file of readdirSync(root, { recursive: true }).filter((name) =>
      /^(?!.*node_modules).*\.(mjs|json)$/.test(name),
    )) {
      for (const [, credential] of readFileSync(new URL(file, root), "utf8").matchAll(pattern)) {
        found.push(credential);
        assert.ok(
          marks.some((mark) => credential.includes(mark)),
          `${directory}/${file}: "${credential}" has no mark in it`,
        );
      }
    }
  }
  assert.ok(found.length > 10, `only ${found.length} credentials were found`);
});
