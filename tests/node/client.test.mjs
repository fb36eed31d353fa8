// The built package against the sandbox: how a client behaves, from its options to its end.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { activate, deactivate, isMySafeError, MySafe, MySafeError } from "mysafe-wasm";
import { failure, rejects } from "./rejects.mjs";

const clients = [{ clientId: "id", clientSecret: "c4nary-s3cr3t" }];
const credentials = { clientId: "id", clientSecret: "c4nary-s3cr3t" };
const baseUrl = "https://vault.example";

const sandbox = createSandbox({ clients });
const server = await serve(sandbox, { port: 0 });
after(() => server.close());

/** A client of a sandbox of its own, without a socket. */
function inProcess(sandboxOptions = {}, options = {}) {
  const own = createSandbox({ clients, ...sandboxOptions });
  return { own, client: new MySafe({ baseUrl, ...credentials, fetch: own.fetch, retry: false, ...options }) };
}

test("a secret goes off and on again over real HTTP", async () => {
  const client = new MySafe({ baseUrl: server.url, ...credentials });
  await client.ready();
  const seen = [];
  for (const operation of ["deactivate", "deactivate", "activate", "activate"]) {
    const { active, changed, certain, status, attempts } = await client[operation]("43");
    assert.deepEqual({ certain, status, attempts }, { certain: true, status: 200, attempts: 1 });
    seen.push({ active, changed });
  }
  assert.deepEqual(seen, [
    { active: false, changed: true },
    { active: false, changed: false },
    { active: true, changed: true },
    { active: true, changed: false },
  ]);
  assert.equal(sandbox.tokenRequests, 1);
});

test("identifiers of every kind name the same secret", async () => {
  const { client } = inProcess();
  for (const identifier of ["43", 43, 43n]) {
    assert.equal((await client.deactivate(identifier)).identifier, "43");
  }
});

test("an identifier that cannot be is refused before anything is sent", async () => {
  const { own, client } = inProcess();
  const bad = ["", " ", ".", "..", "x".repeat(257), "\ud800", -1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];
  for (const identifier of [...bad, -1n, 10n ** 300n, undefined, null, {}, [], true, Symbol("43"), () => "43"]) {
    const error = await rejects(client.deactivate(identifier), "INVALID_ARGUMENT", /^deactivate: identifier must /);
    assert.equal(error.attempts, 0);
  }
  assert.equal(own.requests.length, 0);
});

test("the constructor does no work and never throws; each call says what is wrong", async () => {
  const hostile = {
    get baseUrl() {
      throw new Error("no");
    },
  };
  for (const [options, words] of [
    [undefined, /options must be an object/],
    [null, /options must be an object/],
    [43, /baseUrl must be a string/],
    [hostile, /options must be an object/],
    [{}, /baseUrl must be a string or a URL/],
    [{ baseUrl: 1 }, /baseUrl must be a string or a URL/],
    [{ baseUrl: "vault.example" }, /baseUrl must be an absolute URL/],
    [{ baseUrl: "http://vault.example", ...credentials }, /allowInsecure/],
    [{ baseUrl: "https://u:p@vault.example", ...credentials }, /user name or password/],
    [{ baseUrl }, /give clientId and clientSecret, or accessToken/],
    [{ baseUrl, clientId: "id" }, /clientSecret is missing/],
    [{ baseUrl, clientId: "id", clientSecret: 43 }, /clientSecret must be a string/],
    [{ baseUrl, ...credentials, accessToken: "c4nary-t0ken" }, /not both/],
    [{ baseUrl, accessToken: 43 }, /accessToken must be a string or a function/],
    [{ baseUrl, accessToken: "Bearer c4nary-t0ken" }, /bare token/],
    [{ baseUrl, ...credentials, timeout: "10" }, /timeout must be a number/],
    [{ baseUrl, ...credentials, timeout: 0 }, /timeout must be a positive number/],
    [{ baseUrl, ...credentials, deadline: -1 }, /deadline must be a positive number/],
    [{ baseUrl, ...credentials, tenant: "" }, /tenant must not be blank/],
    [{ baseUrl, ...credentials, token: "GET" }, /token must be an object/],
    [{ baseUrl, ...credentials, token: { method: "PUT" } }, /token.method must be one of "GET", "POST"/],
    [{ baseUrl, ...credentials, token: { credentials: "header" } }, /token.credentials must be one of/],
    [{ baseUrl, ...credentials, token: { method: "GET", credentials: "body" } }, /needs token.method "POST"/],
    [{ baseUrl, ...credentials, token: { path: "token" } }, /token.path must be a path/],
    [{ baseUrl, ...credentials, retry: true }, /retry must be false or an object/],
    [{ baseUrl, ...credentials, retry: { attempts: 0 } }, /retry.attempts must be a whole number/],
    [{ baseUrl, ...credentials, retry: { minDelay: "1" } }, /retry.minDelay must be a number/],
    [{ baseUrl, ...credentials, onEvent: {} }, /onEvent must be a function/],
    [{ baseUrl, ...credentials, fetch: "fetch" }, /fetch must be a function/],
    [{ baseUrl, ...credentials, referrerPolicy: "none" }, /referrerPolicy must be one of/],
    [{ baseUrl, ...credentials, allowInsecure: "yes" }, /allowInsecure must be true or false/],
  ]) {
    const client = new MySafe(options);
    for (const call of [() => client.ready(), () => client.deactivate("43"), () => deactivate("43", options)]) {
      const error = await rejects(call(), "INVALID_ARGUMENT", words);
      assert.equal(error.message.includes("c4nary-s3cr3t"), false, String(words));
    }
  }
  for (const options of [43, "x", { timeout: "1" }, { deadline: Number.NaN }, { signal: {} }, { signal: "x" }]) {
    await rejects(inProcess().client.deactivate("43", options), "INVALID_ARGUMENT", /must be/);
  }
});

for (const nothing of [null, undefined]) {
  test(`options that are ${nothing} are absent ones`, async () => {
    const { client } = inProcess(
      {},
      {
        ...{ timeout: nothing, deadline: nothing, tenant: nothing, accessToken: nothing },
        ...{ allowInsecure: nothing, referrerPolicy: nothing, onEvent: nothing },
        retry: { attempts: nothing, minDelay: nothing, maxDelay: nothing },
        token: { path: nothing, method: nothing, credentials: nothing },
      },
    );
    const each = { signal: nothing, timeout: nothing, deadline: nothing, verify: nothing };
    assert.equal((await client.deactivate("43", each)).active, false);
    const { changed } = await client.activateMany(["43"], { ...each, concurrency: nothing, onProgress: nothing });
    assert.equal(changed, 1);
    const { client: other } = inProcess({}, { token: nothing, retry: nothing });
    assert.equal((await other.deactivate("43")).active, false);
  });
}

test("the base URL's path is kept, and a URL object serves as well", async () => {
  const seen = [];
  const own = createSandbox({ clients });
  const client = new MySafe({
    baseUrl: new URL("https://vault.example/gate/"),
    ...credentials,
    fetch: (url, init) => {
      seen.push(`${init.method} ${url}`);
      return own.fetch(url.replace("/gate", ""), init);
    },
  });
  await client.deactivate("43");
  assert.deepEqual(seen, [
    "GET https://vault.example/gate/api/oauth2/token?grant_type=client_credentials",
    "POST https://vault.example/gate/api/mysafe/secretapi/inactive/43",
  ]);
});

test("options are taken as they were given", async () => {
  const own = createSandbox({ clients });
  const options = { baseUrl, ...credentials, fetch: own.fetch, token: { method: "POST" } };
  const client = new MySafe(options);
  options.clientSecret = "changed";
  options.token.method = "GET";
  await client.deactivate("43");
  assert.deepEqual(
    own.requests.map(({ method }) => method),
    ["POST", "POST"],
  );
});

test("what is sent is a plain init that carries no cookies and follows no redirect", async () => {
  const seen = [];
  const own = createSandbox({ clients });
  const fetch = (url, init) => {
    seen.push(init);
    return own.fetch(url, init);
  };
  const client = new MySafe({ baseUrl, ...credentials, fetch, referrerPolicy: "origin" });
  await client.deactivate("43");
  for (const init of seen) {
    assert.equal(init.redirect, "manual");
    assert.equal(init.credentials, "omit");
    assert.equal(init.cache, "no-store");
    assert.equal(init.referrerPolicy, "origin");
    assert.ok(init.signal instanceof AbortSignal);
    assert.equal(new Headers(init.headers).get("accept"), "application/json");
  }
  assert.equal(seen[1].body, undefined);
});

test("the global fetch is looked up at each call", async (t) => {
  const own = createSandbox({ clients });
  const client = new MySafe({ baseUrl, ...credentials, retry: false });
  const mock = t.mock.method(globalThis, "fetch", own.fetch);
  await client.deactivate("43");
  assert.equal(mock.mock.callCount(), 2);
  mock.mock.restore();
  await rejects(
    client.deactivate("43", { timeout: 1000 }),
    "NETWORK",
    /^deactivate "43": no answer from https:\/\/vault/,
  );
});

test("the free functions share a client by their options object", async () => {
  const own = createSandbox({ clients });
  const options = { baseUrl, ...credentials, fetch: own.fetch };
  assert.equal((await deactivate("43", options)).changed, true);
  assert.equal((await activate("43", options)).changed, true);
  assert.equal(own.tokenRequests, 1);
  assert.equal((await deactivate("43", { ...options })).changed, true);
  assert.equal(own.tokenRequests, 2);
});

test("a thousand calls at once share one token request", async () => {
  const { own, client } = inProcess({ secrets: 1000 });
  const identifiers = own.secrets.list().map(({ identifier }) => identifier);
  const changes = await Promise.all(identifiers.map((identifier) => client.deactivate(identifier)));
  assert.equal(changes.length, 1000);
  assert.equal(own.tokenRequests, 1);
  assert.ok(own.secrets.list().every(({ active }) => !active));
});

test("a revoked token is renewed once, unnoticed", async () => {
  const { own, client } = inProcess();
  await client.deactivate("43");
  own.revokeTokens();
  const changes = await Promise.all(["43", "44", "45"].map((identifier) => client.deactivate(identifier)));
  assert.deepEqual(
    changes.map(({ attempts }) => attempts),
    [2, 2, 2],
  );
  assert.equal(own.tokenRequests, 2);
});

test("the token request falls back to the form that a server takes, and can be pinned", async () => {
  const secret = "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=";
  const client = { clientId: "1PpG/Q 1é", clientSecret: secret };
  for (const [token, pins, requests] of [
    [{ methods: ["POST"] }, {}, 2],
    [{ methods: ["POST"], refusal: 404 }, {}, 2],
    [{ methods: ["POST"], credentials: ["body"] }, { method: "POST" }, 1],
    [{ methods: ["POST"], credentials: ["basic"] }, { method: "POST", credentials: "basic" }, 1],
    [{ methods: ["GET"], credentials: ["basic"] }, { method: "GET" }, 1],
    [{}, { path: "/iso/oauth2/token" }, 1],
  ]) {
    const own = createSandbox({ clients: [client], token });
    await new MySafe({ baseUrl, ...client, token: pins, fetch: own.fetch }).deactivate("43");
    const sent = own.requests.filter(({ path }) => path.endsWith("/oauth2/token"));
    assert.equal(sent.length, requests, JSON.stringify(pins));
  }
  const raw = { clientId: "id é/+", clientSecret: "p/+: é" };
  const own = createSandbox({ clients: [raw], token: { credentials: ["basic-raw"] } });
  await new MySafe({ baseUrl, ...raw, token: { credentials: "basic-raw" }, fetch: own.fetch }).deactivate("43");
});

test("a tenant is named", async () => {
  const tenants = [{ ...clients[0], tenant: "acme" }];
  const own = createSandbox({ clients: tenants });
  const options = { baseUrl, ...credentials, fetch: own.fetch };
  assert.equal((await new MySafe({ ...options, tenant: "acme" }).deactivate("43")).active, false);
  await rejects(new MySafe(options).deactivate("43"), "API", /tenant/);
});

test("an access token is brought as a string or by a function", async () => {
  const own = createSandbox({ clients });
  const fresh = async () => {
    const authorization = `Basic ${btoa("id:c4nary-s3cr3t")}`;
    const url = `${baseUrl}/api/oauth2/token?grant_type=client_credentials`;
    const headers = { authorization, accept: "application/json" };
    return (await (await own.fetch(url, { headers })).json()).access_token;
  };
  const fixed = new MySafe({ baseUrl, accessToken: await fresh(), fetch: own.fetch });
  assert.equal((await fixed.deactivate("43")).changed, true);
  own.revokeTokens();
  const error = await rejects(fixed.activate("43"), "UNAUTHORIZED", /access token was refused/);
  assert.equal(error.attempts, 1);

  const asked = [];
  const provider = ({ refresh, signal }) => {
    asked.push(refresh);
    assert.ok(signal instanceof AbortSignal);
    return fresh();
  };
  const client = new MySafe({ baseUrl, accessToken: provider, fetch: own.fetch });
  await Promise.all([client.activate("43"), client.activate("43")]);
  own.revokeTokens();
  await client.deactivate("43");
  assert.deepEqual(asked, [false, true]);

  for (const [broken, words] of [
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
      new MySafe({ baseUrl, accessToken: broken, fetch: own.fetch }).deactivate("43"),
      "UNAUTHORIZED",
      words,
    );
  }
});

test("an aborted call rejects with the reason, untouched, and leaves nothing behind", async () => {
  const { own, client } = inProcess();
  await client.ready();
  const reasons = [undefined, null, 0, "text", new Error("mine"), Symbol("s"), () => {}, Object.create(null)];
  for (const reason of reasons) {
    const expected = AbortSignal.abort(reason).reason;
    const before = await failure(client.deactivate("43", { signal: AbortSignal.abort(reason) }));
    assert.ok(reason === undefined ? before.name === "AbortError" : before === expected);
    assert.equal(own.requests.length, 0, "it was aborted before it began");
  }
  for (const reason of reasons) {
    const controller = new AbortController();
    own.next({ fault: "stall" });
    const call = failure(client.deactivate("43", { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 5);
    const seen = await call;
    assert.ok(Object.is(seen, controller.signal.reason));
  }
  assert.equal((await client.deactivate("43")).active, false);
});

test("an abort during the first load of the wasm ends the call", () => {
  const script = `
    import { MySafe } from "mysafe-wasm";
    const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch: () => { throw 1; } });
    const controller = new AbortController();
    const call = client.deactivate("43", { signal: controller.signal });
    controller.abort("early");
    console.log(await call.catch((reason) => reason));
  `;
  assert.equal(run(script), "early");
});

test("one caller's abort leaves the shared token request to the others", async () => {
  const { own, client } = inProcess();
  own.next({ operation: "token", fault: "delay", delay: 30 });
  const controller = new AbortController();
  const aborted = failure(client.deactivate("43", { signal: controller.signal }));
  const other = client.deactivate("43");
  setTimeout(() => controller.abort("mine"), 5);
  assert.equal(await aborted, "mine");
  assert.equal((await other).active, false);
  assert.equal(own.tokenRequests, 1);
});

test("a signal used for many calls keeps none of their listeners", async () => {
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

test("the attempt's time covers the body", async () => {
  for (const fault of ["stall", "stall-body"]) {
    const { own, client } = inProcess();
    await client.activate("43");
    own.next({ fault });
    const error = await rejects(client.deactivate("43", { timeout: 40 }), "TIMEOUT", /no answer within 40 ms/);
    assert.equal(error.retryable, true);
  }
});

test("the deadline covers the whole call", async () => {
  const { own, client } = inProcess();
  own.next({ operation: "token", fault: "stall" });
  const error = await rejects(client.deactivate("43", { deadline: 40 }), "TIMEOUT", /no token within 40 ms/);
  assert.equal(error.attempts, 0);
});

test("closing ends what is in flight, and what comes later", async () => {
  const { own, client } = inProcess();
  await client.activate("43");
  own.next({ fault: "stall", times: 3 });
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

test("no answer of a strange fetch ends in anything but an error", async () => {
  const answers = [
    undefined,
    null,
    43,
    "Response",
    {},
    { status: "200" },
    { status: 200.5 },
    { status: -1 },
    {
      status: 200,
      get headers() {
        throw new Error("headers");
      },
      get body() {
        throw new Error("body");
      },
    },
    { status: 200, headers: {}, body: {} },
    { status: 200, headers: new Map(), body: { getReader: () => 43 } },
    { status: 200, headers: new Map(), body: { getReader: () => ({ read: async () => ({ value: "text" }) }) } },
    { status: 200, headers: new Map(), arrayBuffer: async () => "text" },
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("proxy");
        },
      },
    ),
    new Response("x".repeat(2 ** 20 + 1)),
    Response.error(),
  ];
  for (const answer of answers) {
    const client = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch: () => answer, retry: false });
    const error = await failure(client.deactivate("43"));
    assert.ok(isMySafeError(error) && ["INVALID_RESPONSE", "NETWORK"].includes(error.code), String(error));
  }
  for (const thrown of [new TypeError("no"), "text", undefined, null, Object.create(null), Symbol("s")]) {
    for (const fetch of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ]) {
      await rejects(
        new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch, retry: false }).deactivate("43"),
        "NETWORK",
        /no answer from/,
      );
    }
  }
});

test("a Response of another kind serves as well", async () => {
  const text = JSON.stringify({ response: { error: false, message: "API secret successfully deactivated" } });
  const bytes = new TextEncoder().encode(text);
  for (const answer of [
    { status: 200, headers: new Headers(), body: null, arrayBuffer: async () => bytes.buffer },
    { status: 200, headers: new Map(), body: new Blob([bytes]).stream() },
    { status: 200, headers: new Map(), arrayBuffer: () => bytes },
  ]) {
    const client = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", fetch: async () => answer });
    assert.equal((await client.deactivate("43")).message, "API secret successfully deactivated");
  }
});

test("an error is known across copies, and says all it knows in JSON", async () => {
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

test("the stack leads to the caller", async () => {
  async function switchOff() {
    await inProcess().client.deactivate("nope");
  }
  assert.match((await failure(switchOff())).stack, /at async switchOff/);
});

for (const [where, name, prepare] of [
  ["in Node", "Module", ""],
  // What goes with Node's Response compiles something of its own.
  ["as in a browser", "compile", "process.getBuiltinModule = undefined; void Response;"],
]) {
  test(`importing does no work, ${where}`, () => {
    const script = `
      ${prepare}
      const before = Object.getOwnPropertyNames(globalThis).sort().join();
      let compiled = 0;
      const { ${name}: given } = WebAssembly;
      WebAssembly.${name} = function (bytes) {
        compiled += 1;
        return new.target ? new given(bytes) : given(bytes);
      };
      const { MySafe } = await import("mysafe-wasm");
      const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken" });
      const after = Object.getOwnPropertyNames(globalThis).sort().join();
      const idle = compiled;
      await Promise.all([client.ready(), client.ready(), new MySafe({ baseUrl: "https://b", accessToken: "c4nary-t0ken" }).ready()]);
      console.log(before === after, idle, compiled);
    `;
    assert.equal(run(script), "true 0 1");
  });

  test(`a load that failed is tried afresh by the next call, ${where}`, () => {
    const script = `
      import { MySafe } from "mysafe-wasm";
      ${prepare}
      const { ${name}: given } = WebAssembly;
      WebAssembly.${name} = function () {
        throw new WebAssembly.CompileError("blocked by CSP");
      };
      const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken" });
      const error = await client.ready().catch((error) => error);
      WebAssembly.${name} = given;
      await client.ready();
      console.log(error.code, error.message.includes("blocked by CSP"), /wasm-unsafe-eval|policy/i.test(error.message));
    `;
    // What stands in the way of a page is no advice for a server.
    assert.equal(run(script), "INTERNAL true false");
  });
}

test("a process exits by itself when its calls are over", () => {
  const script = `
    import { MySafe } from "mysafe-wasm";
    const fetch = async () => new Response('{"response":{"error":false,"message":"API secret successfully deactivated"}}');
    const limits = { timeout: 3_600_000, deadline: 3_600_000 };
    const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch, ...limits });
    console.log((await client.deactivate("43")).active);
  `;
  // A timer of a call that is over would keep it alive for an hour.
  assert.equal(run(script), "false");
});

/** Runs a module in a process of its own, which has to exit by itself; its output. */
function run(script) {
  const given = ["--input-type=module", "--eval", script];
  const options = { cwd: import.meta.dirname, encoding: "utf8", timeout: 120_000 };
  return execFileSync(process.execPath, given, options).trim();
}
