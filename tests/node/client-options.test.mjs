// The options of a client and of its calls.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { activate, deactivate, MySafe } from "mysafe-wasm";
import { baseUrl, clients, credentials, inProcess } from "./in-process.mjs";
import { rejects } from "./rejects.mjs";

test("the constructor never throws; each call rejects with what is wrong in the options", async () => {
  const hostile = {
    get baseUrl() {
      throw new Error("no");
    },
  };
  for (const [options, message] of [
    [undefined, /options must be an object/],
    [null, /options must be an object/],
    [43, /baseUrl must be a string/],
    [hostile, /options must be an object/],
    [{}, /baseUrl must be a string or a URL/],
    [{ baseUrl: 1 }, /baseUrl must be a string or a URL/],
    [{ baseUrl: "vault.example" }, /baseUrl must be an absolute URL/],
    [{ baseUrl: "/" }, /baseUrl must be an absolute URL .* or in a page a path/],
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
      const error = await rejects(call(), "INVALID_ARGUMENT", message);
      assert.equal(error.message.includes("c4nary-s3cr3t"), false, String(message));
    }
  }
  for (const options of [43, "x", { timeout: "1" }, { deadline: Number.NaN }, { signal: {} }, { signal: "x" }]) {
    await rejects(inProcess().client.deactivate("43", options), "INVALID_ARGUMENT", /must be/);
  }
});

test("every option of the types is read, and a value of the wrong type is rejected by its name", async () => {
  const types = readFileSync(new URL("../../pkg/src/types.ts", import.meta.url), "utf8");
  const body = types.match(/export interface ConnectionOptions [\s\S]*?\n\}/)[0];
  const names = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
  assert.ok(names.includes("tenant"));
  for (const name of names) {
    const client = new MySafe({ baseUrl, ...credentials, [name]: Symbol("wrong") });
    await rejects(client.ready(), "INVALID_ARGUMENT", new RegExp(`${name} must be`));
  }
});

for (const absent of [null, undefined]) {
  test(`an option that is ${absent} has its default`, async () => {
    const { client } = inProcess(
      {},
      {
        ...{ timeout: absent, deadline: absent, tenant: absent, accessToken: absent },
        ...{ allowInsecure: absent, referrerPolicy: absent, onEvent: absent },
        retry: { attempts: absent, minDelay: absent, maxDelay: absent },
        token: { path: absent, method: absent, credentials: absent },
      },
    );
    const each = { signal: absent, timeout: absent, deadline: absent, verify: absent };
    assert.equal((await client.deactivate("43", each)).active, false);
    const { changed } = await client.activateMany(["43"], { ...each, concurrency: absent, onProgress: absent });
    assert.equal(changed, 1);
    const { client: other } = inProcess({}, { token: absent, retry: absent });
    assert.equal((await other.deactivate("43")).active, false);
  });
}

test("baseUrl may be a URL object, and its path is kept", async () => {
  const requests = [];
  const sandbox = createSandbox({ clients });
  const client = new MySafe({
    baseUrl: new URL("https://vault.example/gate/"),
    ...credentials,
    fetch: (url, init) => {
      requests.push(`${init.method} ${url}`);
      return sandbox.fetch(url.replace("/gate", ""), init);
    },
  });
  await client.deactivate("43");
  assert.deepEqual(requests, [
    "GET https://vault.example/gate/api/oauth2/token?grant_type=client_credentials",
    "POST https://vault.example/gate/api/mysafe/secretapi/inactive/43",
  ]);
});

test("changes to the options object after construction have no effect", async () => {
  const sandbox = createSandbox({ clients });
  const options = { baseUrl, ...credentials, fetch: sandbox.fetch, token: { method: "POST" } };
  const client = new MySafe(options);
  options.clientSecret = "changed";
  options.token.method = "GET";
  await client.deactivate("43");
  assert.deepEqual(
    sandbox.requests.map(({ method }) => method),
    ["POST", "POST"],
  );
});

test("the free functions reuse a client, and its token, for the same options object", async () => {
  const sandbox = createSandbox({ clients });
  const options = { baseUrl, ...credentials, fetch: sandbox.fetch };
  assert.equal((await deactivate("43", options)).changed, true);
  assert.equal((await activate("43", options)).changed, true);
  assert.equal(sandbox.tokenRequests, 1);
  assert.equal((await deactivate("43", { ...options })).changed, true);
  assert.equal(sandbox.tokenRequests, 2);
});

test("sends the tenant with the token request", async () => {
  const tenants = [{ ...clients[0], tenant: "acme" }];
  const sandbox = createSandbox({ clients: tenants });
  const options = { baseUrl, ...credentials, fetch: sandbox.fetch };
  assert.equal((await new MySafe({ ...options, tenant: "acme" }).deactivate("43")).active, false);
  await rejects(new MySafe(options).deactivate("43"), "API", /tenant/);
});

test("in a page, a path is one of the page's origin, whatever else the page's address has", async (t) => {
  const page = new URL("https://user:c4nary-pass@page.example:8443/team/?a=b#c");
  Object.defineProperty(globalThis, "location", { value: page, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "location"));
  const urlFor = async (baseUrl) => {
    let called;
    const fetch = async (url) => {
      called = url;
      throw new Error("no network");
    };
    const client = new MySafe({ baseUrl, accessToken: "c4nary-t0ken", retry: false, fetch });
    const error = await client.deactivate("43").catch((error) => error);
    return called ?? error.message;
  };
  for (const [baseUrl, url] of [
    ["/", "https://page.example:8443/api/mysafe/secretapi/inactive/43"],
    ["/team/", "https://page.example:8443/team/api/mysafe/secretapi/inactive/43"],
    // What browsers take for a slash leads nowhere else either.
    ["/\\evil.example", "https://page.example:8443//evil.example/api/mysafe/secretapi/inactive/43"],
    ["https://vault.example", "https://vault.example/api/mysafe/secretapi/inactive/43"],
  ]) {
    assert.equal(await urlFor(baseUrl), url, baseUrl);
  }
  for (const baseUrl of ["//evil.example", "team/", "", "?x", "/?x", "/#x"]) {
    assert.match(await urlFor(baseUrl), /baseUrl must/, baseUrl);
  }
  // A page of no origin, such as a sandboxed frame.
  Object.defineProperty(globalThis, "location", { value: { origin: "null" }, configurable: true });
  assert.match(await urlFor("/"), /baseUrl must be an absolute URL/);
});
