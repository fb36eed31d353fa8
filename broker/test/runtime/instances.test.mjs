// Two instances side by side, of which one is killed: whoever was signed in goes on at the other, and no report is false.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "mysafe-broker/node";
import { MySafe } from "mysafe-wasm";
import { registered, serveProvider, signInBy } from "../oidc/provider.mjs";
import { Visitor } from "../oidc/visitor.mjs";
import { runtimeBench, until } from "./bench.mjs";

/** Two instances behind one address, and a person who signs in there. */
async function pair(t) {
  const bench = await runtimeBench(t);
  /** @type {string[]} */
  let targets = [];
  let count = 0;
  const front = await serve({
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const body = request.method === "GET" ? null : await request.arrayBuffer();
      count += 1;
      const { method, headers } = request;
      return (
        fetch(targets[count % targets.length] + pathname + search, { method, headers, body, redirect: "manual" })
          // As a load balancer answers.
          .catch(() => new Response(null, { status: 502 }))
      );
    },
  });
  t.after(() => front.close(0));
  const provider = await serveProvider({
    people: { ana: { name: "Ana Lima", groups: ["responder", "staff"] } },
    brokers: () => [`${front.url}/`],
  });
  t.after(() => provider.close());
  bench.configure({
    origin: front.url,
    signIn: signInBy(provider),
    rate: { perIdentity: 10_000, per: 1 },
  });
  const instances = await Promise.all([1, 2].map(() => bench.up({ LOGIN: registered.clientSecret })));
  const urls = instances.map(({ url }) => url);
  const use = (...indices) => {
    targets = indices.map((index) => urls[index]);
  };
  use(0, 1);
  return { ...bench, front, provider, instances, use, visitor: new Visitor() };
}

const issued = async (visitor, url) => {
  const response = await visitor.ask(`${url}/token`, { method: "POST" });
  assert.equal(response.status, 200);
  return (await response.json()).access_token;
};

test("a sign-in, a session and a token of one instance are good at the other, also when the first is killed", async (t) => {
  const { front, instances, use, visitor, secret } = await pair(t);
  use(0);
  const callback = await visitor.signInUntilCallback(`${front.url}/sign-in`, "ana");
  secret(callback.searchParams.get("code"));
  use(1);
  assert.equal((await visitor.ask(callback)).status, 303);
  use(0);
  const token = secret(await issued(visitor, front.url));
  for (const { value, name } of visitor.cookies) if (name.includes("mysafe")) secret(value);
  instances[0].child.kill("SIGKILL");
  await instances[0].ended;
  use(1);
  const list = await fetch(`${front.url}/api/mysafe/secretapi`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(list.status, 200);
  secret(await issued(visitor, front.url));
  const { identity } = await (await visitor.ask(`${front.url}/session`)).json();
  // Of her groups, the config knows one.
  assert.deepEqual(identity, { id: "ana", name: "Ana Lima", roles: ["responder"] });
});

test("an instance is killed in the middle of a batch: the other takes over, and the report is true", async (t) => {
  const { front, instances, use, visitor, sandbox, secret, hold, held, release, audit } = await pair(t);
  await visitor.signIn(`${front.url}/sign-in`, "ana");
  const mysafe = new MySafe({
    baseUrl: front.url,
    accessToken: async () => secret(await issued(visitor, front.url)),
    retry: { attempts: 10, minDelay: 1, maxDelay: 20 },
  });
  t.after(() => mysafe.close());
  const items = sandbox.secrets.list().map(({ identifier }) => identifier);
  const batch = mysafe.deactivateMany(items);
  // Some are answered, and some are on their way through both instances.
  let answered = 0;
  hold(({ url }) => {
    if (!url.includes("/inactive/")) return false;
    answered += 1;
    return answered > 10;
  });
  await until(() => held() >= 4);
  instances[0].child.kill("SIGKILL");
  await instances[0].ended;
  use(1);
  release();
  const report = await batch;
  assert.equal(report.outcomes.length, items.length);
  const inactive = new Set(sandbox.secrets.list().flatMap(({ identifier, active }) => (active ? [] : [identifier])));
  for (const { identifier, state } of report.outcomes) {
    assert.ok(state === "changed" || state === "unchanged" || state === "unknown", `${identifier} ${state}`);
    if (state !== "unknown") assert.ok(inactive.has(identifier), `${identifier} is reported ${state}`);
  }
  assert.equal(report.unknown, 0, "what was lost at one instance was asked for again at the other");
  // No change was made without a record of its beginning.
  const begun = new Set(audit().flatMap(({ event, identifier }) => (event === "begin" ? [identifier] : [])));
  assert.ok([...inactive].every((identifier) => begun.has(identifier)));
});
