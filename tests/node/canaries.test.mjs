// Whether what watches all these tests sees a credential that shows: see tests/canaries/.

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

/** A client that gives what it is made to give, and the words of whoever watches it. */
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
    close() {}
  }
  const words = [];
  const canaries = new Canaries((found) => words.push(found));
  return { words, canaries, MySafe: watchedClass(Leaking, canaries) };
}

const rejecting = (make) => async (options) => {
  throw make(options);
};
const base64 = (value) => Buffer.from(value).toString("base64");

/** What a client could do wrong, and where that is said to be. */
const leaks = {
  "a message": [rejecting((given) => new Error(`no: ${given.clientSecret}`)), /the message of what deactivate is/],
  "a message, percent-encoded": [rejecting((given) => new Error(encodeURIComponent(given.clientSecret))), /percent/],
  "a message, form-encoded": [
    rejecting((given) => new Error(new URLSearchParams({ a: given.clientSecret }).toString())),
    /form-encoded/,
  ],
  "a message, in base64": [rejecting((given) => new Error(base64(given.clientSecret))), /base64/],
  "a stack": [rejecting((given) => Object.assign(new Error("x"), { stack: given.clientSecret })), /the stack of/],
  "a member": [rejecting((given) => Object.assign(new Error("x"), { sent: given.clientSecret })), /the JSON of/],
  "a member that does not show": [
    rejecting((given) => Object.defineProperty(new Error("x"), "sent", { value: given.clientSecret })),
    /util.inspect of/,
  ],
  "a cause": [rejecting((given) => new Error("x", { cause: { deep: [{ er: given.clientSecret }] } })), /util.inspect/],
  "a result": [async (given) => ({ message: given.clientSecret }), /what deactivate is fulfilled with/],
  "an event": [async (given) => given.onEvent({ type: "request", url: given.clientSecret }), /an event/],
  "a URL": [async (given) => given.fetch(`https://h/${encodeURIComponent(given.clientSecret)}`), /in a URL/],
  "a query": [async (given) => given.fetch("https://h/?client_secret=x"), /query of a URL holds client_secret/],
  "a user in a URL": [async (given) => given.fetch("https://u:p@h/"), /a user or a password is in a URL/],
  "a header": [
    async (given) => given.fetch("https://h/", { headers: { "x-secret": given.clientSecret } }),
    /a header other than Authorization/,
  ],
  "a token that was sent, in a result": [
    async (given) => {
      await given.fetch("https://h/", { headers: { authorization: `Bearer ${token}` } });
      return { message: token };
    },
    /an access token/,
  ],
  "what a Basic header holds, in a result": [
    async (given) => {
      await given.fetch("https://h/", { headers: { authorization: `Basic ${base64("id:short")}` } });
      return { message: base64("id:short") };
    },
    /a client id and secret/,
  ],
  "a stored value that was sent, in a result": [
    async (given) => {
      await given.fetch("https://h/", { body: JSON.stringify({ client_secret: stored }) });
      return { message: stored };
    },
    /the value of a stored secret/,
  ],
  "a token that a function gave, in a result": [
    async (given) => ({ message: await given.accessToken({ refresh: false }) }),
    /an access token/,
    { accessToken: async () => token },
  ],
};

for (const [name, [leak, said, more]] of Object.entries(leaks)) {
  test(`a leak is seen: ${name}`, async () => {
    const { MySafe, words, canaries } = leaking(leak);
    const client = new MySafe({ ...options, fetch: async () => {}, onEvent() {}, ...more });
    await client.deactivate("43").catch(() => {});
    assert.ok(canaries.seen > 0);
    assert.match(words.join("\n"), said);
    assert.match(words.join("\n"), /canaries\.test\.mjs/, "who called is told");
    for (const secret of [clientSecret, encodeURIComponent(clientSecret), token, stored, base64(clientSecret)]) {
      assert.ok(!words.join("\n").includes(secret), "what is told does not show it");
    }
  });
}

test("a leak is seen in what onProgress is told", async () => {
  const batch = leaking(async (given, callOptions) => callOptions.onProgress({ outcome: given.clientSecret }));
  await new batch.MySafe(options).deactivateMany([], { onProgress() {} });
  assert.match(batch.words[0], /what onProgress is told/);
});

test("what is no leak is not taken for one", async () => {
  const clean = async ({ onEvent, fetch }, callOptions) => {
    onEvent({ type: "request" });
    await fetch("https://h/api/oauth2/token?grant_type=client_credentials&tenant=a", {
      headers: { authorization: `Basic ${base64("id:secret")}` },
    });
    if (callOptions?.signal) throw callOptions.signal.reason;
    return { identifier: "43", clientSecret: stored };
  };
  const { MySafe, canaries, words } = leaking(clean);
  const client = new MySafe({ ...options, fetch: async () => {}, onEvent() {} });
  canaries.learn("a stored value", stored);
  await client.get("43");
  const reason = new Error(clientSecret);
  const aborted = client.deactivate("43", { signal: AbortSignal.abort(reason) });
  await assert.rejects(aborted, (thrown) => thrown === reason, "the reason of an abort is the caller's");
  assert.deepEqual(words, []);
});

test("a secret that is too short to be taken out is not looked for", async () => {
  const { MySafe, words } = leaking(async () => ({ message: "a wrong word" }));
  await new MySafe({ ...options, clientSecret: "wrong" }).deactivate("43");
  assert.deepEqual(words, []);
});

test("whoever is watched behaves as before", async () => {
  const canaries = new Canaries(assert.fail);
  const Watched = watchedClass(Client, canaries);
  for (const name of Object.getOwnPropertyNames(Client.prototype)) {
    assert.ok(Object.hasOwn(Watched.prototype, name) || name === "close", `${name} is watched`);
  }
  const odd = [undefined, null, 43, {}, Object.freeze({ baseUrl: "https://h", accessToken: token, fetch: () => {} })];
  for (const options of odd) {
    const [one, other] = [Watched, Client].map((Class) => new Class(options, inline));
    const ends = [one, other].map((client) => client.ready().catch(({ code, message }) => ({ code, message })));
    assert.deepEqual(await ends[0], await ends[1]);
  }
});

/** Runs a module of its own in a process that watches itself. */
async function run(script, ...flags) {
  const watch = new URL("../canaries/watch.mjs", import.meta.url).href;
  const args = [...flags, "--import", watch, "--input-type=module", "--eval", script];
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, env });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, told };
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

test("a process without a leak ends well", async () => {
  assert.deepEqual(await run(prelude), { code: 0, out: "true\n", told: "" });
});

for (const [name, script, said, ...flags] of [
  ...[
    ["the built package tells it", "client"],
    ["one of its functions tells it", "{ activate: (identifier) => activate(identifier, options) }"],
    ["another entry of it tells it", "slimClient"],
  ].map(([name, who]) => [
    name,
    `${prelude}
    import { readFileSync } from "node:fs";
    import { inline } from "../../pkg/dist/inline.js";
    const slimClient = new slim.MySafe(options);
    await slim.init(readFileSync("../../pkg/mysafe.wasm"));
    (await inline()).Handle.prototype.activate = async () => ["error", { code: "API", message: clients[0].clientSecret }];
    await (${who}).activate("43").catch(() => {});`,
    /the client secret is in the message of what activate is rejected with/,
    "--conditions=deno", // the Handle of Node's entry cannot be got at
  ]),
  [
    "the console is given a token that only a server knew",
    `${prelude}
    const url = "https://vault.example/api/oauth2/token?grant_type=client_credentials";
    const basic = "Basic " + btoa(clients.map((one) => one.clientId + ":" + encodeURIComponent(one.clientSecret)));
    const answer = await sandbox.fetch(url, { headers: { accept: "application/json", authorization: basic } });
    console.log("got", (await answer.json()).access_token);`,
    /an access token is in stdout/,
  ],
  ["stderr is given a secret", `${prelude} console.error(clients[0].clientSecret);`, /the client secret is in stderr/],
  [
    "the global fetch is given it in a URL",
    `${prelude} await fetch("data:," + encodeURIComponent(clients[0].clientSecret));`,
    /the client secret, percent-encoded is in a URL/,
  ],
]) {
  test(`a process fails when ${name}`, async () => {
    const { code, told } = await run(script, ...flags);
    assert.equal(code, 1, told);
    assert.match(told, said);
    assert.match(told, /Canaries were seen \d+ times/);
  });
}

test("what a test prints is searched for the credentials of the tests", () => {
  const hear = (line) => {
    const spotter = new CanarySpotter();
    spotter.read(line);
    return spotter.judge({ passed: 1, failed: 0, skipped: 0 }).failed;
  };
  for (const mark of marks) {
    assert.equal(hear(`✔ "${mark}"`), 1, "as it is");
    assert.equal(hear(`https://h/?x=${encodeURIComponent(mark)}`), 1, "percent-encoded");
    for (const id of ["a", "id", "c4n", "demo"])
      assert.equal(hear(`Basic ${base64(`${id}:${mark}x`)}`), 1, "in base64");
  }
  assert.equal(hear("✔ nothing secret comes of: success (1.5ms)"), 0);
});

test("every credential that a test makes up would be found in what it prints", () => {
  // Those with characters that a credential seldom has are there for these.
  const written = /(?:clientSecret|client_secret|accessToken|access_token)"?: "([\w./+-]{8,})"/g;
  const found = [];
  for (const directory of ["tests", "sandbox/test", "scripts/soak"]) {
    const root = new URL(`../../${directory}/`, import.meta.url);
    for (const file of readdirSync(root, { recursive: true }).filter((name) =>
      /^(?!.*node_modules).*\.(mjs|json)$/.test(name),
    )) {
      for (const [, credential] of readFileSync(new URL(file, root), "utf8").matchAll(written)) {
        found.push(credential);
        assert.ok(
          marks.some((mark) => credential.includes(mark)),
          `${directory}/${file}: "${credential}" has no mark in it`,
        );
      }
    }
  }
  assert.ok(found.length > 10, `${found.length} were found`);
});
