// A client of the built package against the sandbox: calls, token requests, aborts, time limits, close, errors.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { baseUrl, clients, credentials, inProcess } from "./in-process.mjs";
import { failure, rejects } from "./rejects.mjs";

const servedSandbox = createSandbox({ clients });
const server = await serve(servedSandbox, { port: 0 });
after(() => server.close());

test("deactivates and activates a secret over real HTTP", async () => {
  const client = new MySafe({ baseUrl: server.url, ...credentials });
  await client.ready();
  const changes = [];
  for (const operation of ["deactivate", "deactivate", "activate", "activate"]) {
    const { active, changed, certain, status, attempts } = await client[operation]("43");
    assert.deepEqual({ certain, status, attempts }, { certain: true, status: 200, attempts: 1 });
    changes.push({ active, changed });
  }
  assert.deepEqual(changes, [
    { active: false, changed: true },
    { active: false, changed: false },
    { active: true, changed: true },
    { active: true, changed: false },
  ]);
  assert.equal(servedSandbox.tokenRequests, 1);
});

test("a string, a number and a bigint name the same secret", async () => {
  const { client } = inProcess();
  for (const identifier of ["43", 43, 43n]) {
    assert.equal((await client.deactivate(identifier)).identifier, "43");
  }
});

test("rejects an invalid identifier before anything is sent", async () => {
  const { sandbox, client } = inProcess();
  const invalid = [
    "",
    " ",
    ".",
    "..",
    "x".repeat(257),
    "\ud800",
    -1,
    1.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ];
  for (const identifier of [...invalid, -1n, 10n ** 300n, undefined, null, {}, [], true, Symbol("43"), () => "43"]) {
    const error = await rejects(client.deactivate(identifier), "INVALID_ARGUMENT", /^deactivate: identifier must /);
    assert.equal(error.attempts, 0);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("a thousand concurrent calls share one token request", async () => {
  const { sandbox, client } = inProcess({ secrets: 1000 });
  const identifiers = sandbox.secrets.list().map(({ identifier }) => identifier);
  const changes = await Promise.all(identifiers.map((identifier) => client.deactivate(identifier)));
  assert.equal(changes.length, 1000);
  assert.equal(sandbox.tokenRequests, 1);
  assert.ok(sandbox.secrets.list().every(({ active }) => !active));
});

test("renews a revoked token once for all concurrent calls", async () => {
  const { sandbox, client } = inProcess();
  await client.deactivate("43");
  sandbox.revokeTokens();
  const changes = await Promise.all(["43", "44", "45"].map((identifier) => client.deactivate(identifier)));
  assert.deepEqual(
    changes.map(({ attempts }) => attempts),
    [2, 2, 2],
  );
  assert.equal(sandbox.tokenRequests, 2);
});

test("the token request falls back to a form that the server accepts; options pin the form", async () => {
  const secret = "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=";
  const client = { clientId: "1PpG/Q 1é", clientSecret: secret };
  for (const [token, pinned, requests] of [
    [{ methods: ["POST"] }, {}, 2],
    [{ methods: ["POST"], refusal: 404 }, {}, 2],
    [{ methods: ["POST"], credentials: ["body"] }, { method: "POST" }, 1],
    [{ methods: ["POST"], credentials: ["basic"] }, { method: "POST", credentials: "basic" }, 1],
    [{ methods: ["GET"], credentials: ["basic"] }, { method: "GET" }, 1],
    [{}, { path: "/iso/oauth2/token" }, 1],
  ]) {
    const sandbox = createSandbox({ clients: [client], token });
    await new MySafe({ baseUrl, ...client, token: pinned, fetch: sandbox.fetch }).deactivate("43");
    const sent = sandbox.requests.filter(({ path }) => path.endsWith("/oauth2/token"));
    assert.equal(sent.length, requests, JSON.stringify(pinned));
  }
  const raw = { clientId: "id é/+", clientSecret: "p/+: é" };
  const sandbox = createSandbox({ clients: [raw], token: { credentials: ["basic-raw"] } });
  await new MySafe({ baseUrl, ...raw, token: { credentials: "basic-raw" }, fetch: sandbox.fetch }).deactivate("43");
});

test("accepts an access token as a string or from a function", async () => {
  const sandbox = createSandbox({ clients });
  const requestToken = async () => {
    const authorization = `Basic ${btoa("id:c4nary-s3cr3t")}`;
    const url = `${baseUrl}/api/oauth2/token?grant_type=client_credentials`;
    const headers = { authorization, accept: "application/json" };
    return (await (await sandbox.fetch(url, { headers })).json()).access_token;
  };
  const fixed = new MySafe({ baseUrl, accessToken: await requestToken(), fetch: sandbox.fetch });
  assert.equal((await fixed.deactivate("43")).changed, true);
  sandbox.revokeTokens();
  const error = await rejects(fixed.activate("43"), "UNAUTHORIZED", /access token was refused/);
  assert.equal(error.attempts, 1);

  const refreshes = [];
  const provider = ({ refresh, signal }) => {
    refreshes.push(refresh);
    assert.ok(signal instanceof AbortSignal);
    return requestToken();
  };
  const client = new MySafe({ baseUrl, accessToken: provider, fetch: sandbox.fetch });
  await Promise.all([client.activate("43"), client.activate("43")]);
  sandbox.revokeTokens();
  await client.deactivate("43");
  assert.deepEqual(refreshes, [false, true]);

  for (const [broken, message] of [
    [() => Promise.reject(new RangeError("backend down")), /accessToken function failed \(RangeError: backend down\)/],
    [
      () => {
        throw "thrown";
      },
      /thrown/,
    ],
    [() => undefined, /returned no string/],
    [() => "c4nary a b", /bare token/],
  ]) {
    await rejects(
      new MySafe({ baseUrl, accessToken: broken, fetch: sandbox.fetch }).deactivate("43"),
      "UNAUTHORIZED",
      message,
    );
  }
});

test("an aborted call rejects with the very reason of the abort, and the client stays usable", async () => {
  const { sandbox, client } = inProcess();
  await client.ready();
  const reasons = [undefined, null, 0, "text", new Error("mine"), Symbol("s"), () => {}, Object.create(null)];
  for (const reason of reasons) {
    const expected = AbortSignal.abort(reason).reason;
    const before = await failure(client.deactivate("43", { signal: AbortSignal.abort(reason) }));
    assert.ok(reason === undefined ? before.name === "AbortError" : before === expected);
    assert.equal(sandbox.requests.length, 0, "a call that is aborted before it begins sends nothing");
  }
  for (const reason of reasons) {
    const controller = new AbortController();
    sandbox.next({ fault: "stall" });
    const call = failure(client.deactivate("43", { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 5);
    assert.ok(Object.is(await call, controller.signal.reason));
  }
  assert.equal((await client.deactivate("43")).active, false);
});

test("one caller's abort does not end the token request that others share", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ operation: "token", fault: "delay", delay: 30 });
  const controller = new AbortController();
  const aborted = failure(client.deactivate("43", { signal: controller.signal }));
  const other = client.deactivate("43");
  setTimeout(() => controller.abort("mine"), 5);
  assert.equal(await aborted, "mine");
  assert.equal((await other).active, false);
  assert.equal(sandbox.tokenRequests, 1);
});

test("a call removes its listeners from the signal", async () => {
  const { client } = inProcess();
  const { signal } = new AbortController();
  const count = { add: 0, remove: 0 };
  for (const kind of ["add", "remove"]) {
    const original = signal[`${kind}EventListener`].bind(signal);
    signal[`${kind}EventListener`] = (...given) => {
      count[kind] += 1;
      original(...given);
    };
  }
  await Promise.all(Array.from({ length: 20 }, () => client.deactivate("43", { signal })));
  assert.ok(count.add >= 20);
  assert.equal(count.add, count.remove);
});

test("the timeout of a try covers the reading of the body", async () => {
  for (const fault of ["stall", "stall-body"]) {
    const { sandbox, client } = inProcess();
    await client.activate("43");
    sandbox.next({ fault });
    const error = await rejects(client.deactivate("43", { timeout: 40 }), "TIMEOUT", /no answer within 40 ms/);
    assert.equal(error.retryable, true);
  }
});

test("the deadline covers the token request too", async () => {
  const { sandbox, client } = inProcess();
  sandbox.next({ operation: "token", fault: "stall" });
  const error = await rejects(client.deactivate("43", { deadline: 40 }), "TIMEOUT", /no token within 40 ms/);
  assert.equal(error.attempts, 0);
});

test("close() rejects calls in flight and later calls", async () => {
  const { sandbox, client } = inProcess();
  await client.activate("43");
  sandbox.next({ fault: "stall", times: 3 });
  const calls = Array.from({ length: 3 }, () => client.deactivate("43"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  client.close();
  for (const call of calls) {
    await rejects(call, "CLOSED", /this client was closed/);
  }
  await rejects(client.deactivate("43"), "CLOSED", /^deactivate: this client was closed/);
  await rejects(client.ready(), "CLOSED", /this client was closed/);
  client.close();

  const unopened = new MySafe({ baseUrl, ...credentials });
  const early = unopened.deactivate("43");
  unopened[Symbol.dispose]();
  await rejects(early, "CLOSED", /this client was closed/);
});

test("isMySafeError knows errors of another copy of the package; toJSON has every field", async () => {
  const { client } = inProcess();
  const error = await failure(client.deactivate("nope"));
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    name: "MySafeError",
    code: "NOT_FOUND",
    message: error.message,
    operation: "deactivate",
    identifier: "nope",
    status: 400,
    apiCode: 1005,
    requestId: error.requestId,
    retryable: false,
    attempts: 1,
  });
  assert.match(error.requestId, /^[0-9a-f]{32}$/);
  const { MySafeError: Other } = await import(import.meta.resolve("mysafe-wasm").replace("node.js", "client.js?copy"));
  const foreign = new Other({ code: "API", message: "x" });
  assert.ok(isMySafeError(foreign) && !(foreign instanceof MySafeError));
  for (const other of [undefined, null, "x", {}, new Error("x")]) {
    assert.equal(isMySafeError(other), false);
  }
});

test("the stack of an error names the caller", async () => {
  async function switchOff() {
    await inProcess().client.deactivate("nope");
  }
  assert.match((await failure(switchOff())).stack, /at async switchOff/);
});
