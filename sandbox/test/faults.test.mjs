import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { logIn, origin, start } from "./support/client.mjs";

const off = (sandbox) => !sandbox.secrets.get("43").active;

/** Deactivates these identifiers in this order. Returns the faults and statuses of each identifier. */
async function faultsFor(seed, order, faults = 0.5) {
  const sandbox = createSandbox({ seed, faults: 0, sleep: async () => {} });
  const call = await logIn(sandbox.fetch);
  sandbox.setFaults(typeof faults === "number" ? { rate: faults, kinds: ["reset", "html", "server-error"] } : faults);
  for (const identifier of order) {
    await call("POST", `/inactive/${identifier}`).catch(() => {});
  }
  const met = {};
  for (const { identifier, fault, status } of sandbox.requests.slice(1)) {
    met[identifier] = [...(met[identifier] ?? []), `${fault} ${status}`];
  }
  return met;
}

test("faults depend on the seed, not on the order of requests", async () => {
  const alternating = Array.from({ length: 60 }, (_, index) => 43 + (index % 3));
  const grouped = [...alternating].sort();
  const first = await faultsFor(1, alternating);
  assert.deepEqual(await faultsFor(1, alternating), first);
  assert.deepEqual(await faultsFor(1, grouped), first);
  assert.notDeepEqual(await faultsFor(2, alternating), first);
});

test("faults occur at the given rate and weights", async () => {
  const many = Array.from({ length: 2000 }, (_, index) => index);
  const met = Object.values(await faultsFor(3, many, { rate: 0.25, kinds: { html: 3, reset: 1 } })).flat();
  const count = (kind) => met.filter((fault) => fault.startsWith(kind)).length;
  assert.ok(Math.abs(count("html") - 375) < 60, `${count("html")} of about 375`);
  assert.ok(Math.abs(count("reset") - 125) < 40, `${count("reset")} of about 125`);
  assert.equal(count("html") + count("reset") + count("undefined"), 2000);
});

test("every request fails at a rate of 1, none at 0", async () => {
  const many = Array.from({ length: 50 }, (_, index) => index);
  const all = Object.values(await faultsFor(1, many, { rate: 1, kinds: ["html"] })).flat();
  assert.deepEqual(new Set(all), new Set(["html 502"]));
  const none = Object.values(await faultsFor(1, many, { rate: 0, kinds: ["html"] })).flat();
  assert.deepEqual(new Set(none), new Set(["undefined 400", "undefined 200"]));
});

test("the default kinds are all except no-route, odd and status", async () => {
  const sandbox = createSandbox({ faults: 1, secrets: 1000, sleep: async () => {} });
  const { signal } = new AbortController();
  for (const { identifier } of sandbox.secrets.list()) {
    const url = `${origin}/api/mysafe/secretapi/${identifier}`;
    sandbox.fetch(url, { headers: { accept: "application/json" }, signal }).catch(() => {});
  }
  await new Promise(setImmediate);
  const kinds = new Set(sandbox.requests.map(({ fault }) => fault));
  assert.deepEqual(
    [...kinds].sort(),
    "cut delay html lost lost-timeout malformed rate-limit reset revoked server-error stall stall-body".split(" "),
  );
});

test("faults can be limited to some operations, and `revoked` never applies to a token request", async () => {
  const faults = { rate: 1, kinds: ["revoked", "html"], operations: ["token", "get"] };
  const { sandbox, call } = await start({ faults: { ...faults, operations: ["get"] } });
  assert.equal((await call("POST", "/inactive/43")).status, 200);
  sandbox.setFaults(faults);
  for (let count = 0; count < 20; count += 1) await logIn(sandbox.fetch).catch(() => {});
  assert.deepEqual(new Set(sandbox.requests.slice(2).map(({ fault }) => fault)), new Set(["html"]));
});

test("an option out of range throws an error that names it", () => {
  for (const [faults, message] of [
    [1.5, /rate/],
    [Number.NaN, /rate/],
    [{ rate: 1, kinds: ["boom"] }, /"boom"/],
    [{ rate: 1, kinds: { reset: -1 } }, /weight of reset/],
    [{ rate: 1, statuses: [404] }, /404/],
    [{ rate: 1, delay: [5, 1] }, /5 and 1/],
  ]) {
    assert.throws(() => createSandbox({ faults }), { name: "RangeError", message });
    assert.throws(() => createSandbox().setFaults(faults), { name: "RangeError", message });
  }
});

/** Each case runs in process and over a socket. `answer` is the promise of the deactivation's response. */
const cases = [
  [
    "server-error",
    { status: 503, retryAfter: 7 },
    async ({ answer, sandbox }) => {
      const response = await answer;
      const body = await response.json();
      assert.equal(response.status, 503);
      assert.equal(response.headers.get("retry-after"), "7");
      assert.equal(body.request_id, response.headers.get("x-request-id"));
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "rate-limit",
    { retryAfter: "Mon, 23 Nov 2026 10:00:00 GMT" },
    async ({ answer, sandbox }) => {
      const response = await answer;
      assert.equal(response.status, 429);
      assert.equal(response.headers.get("retry-after"), "Mon, 23 Nov 2026 10:00:00 GMT");
      assert.match(await response.text(), /API rate limit exceeded/);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "rate-limit",
    { retryAfter: false },
    async ({ answer }) => {
      const response = await answer;
      assert.equal(response.headers.get("retry-after"), null);
      await response.text();
    },
  ],
  [
    "no-route",
    {},
    async ({ answer, sandbox }) => {
      const response = await answer;
      assert.equal(response.status, 404);
      assert.match(await response.text(), /no Route matched/);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "html",
    {},
    async ({ answer, sandbox }) => {
      const response = await answer;
      assert.equal(response.headers.get("content-type"), "text/html");
      assert.match(await response.text(), /^<html>/);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "malformed",
    {},
    async ({ answer, sandbox }) => {
      const response = await answer;
      const text = await response.text();
      assert.equal(response.status, 200);
      assert.equal(Number(response.headers.get("content-length")), text.length);
      assert.match(text, /^\{"response":/);
      assert.throws(() => JSON.parse(text), SyntaxError);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "reset",
    {},
    async ({ answer, sandbox }) => {
      await assert.rejects(answer, TypeError);
      assert.equal(off(sandbox), false);
      assert.equal(sandbox.requests.at(-1).status, null);
    },
  ],
  [
    "cut",
    {},
    async ({ answer, sandbox }) => {
      const response = await answer;
      assert.equal(response.status, 200);
      const announced = Number(response.headers.get("content-length"));
      const reader = response.body.getReader();
      const { value } = await reader.read();
      assert.ok(value.length > 0 && value.length < announced, `${value.length} of ${announced}`);
      await assert.rejects(reader.read(), TypeError);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "stall",
    {},
    async ({ answer, sandbox, abort }) => {
      const reason = new Error("enough");
      setTimeout(abort, 30, reason);
      await assert.rejects(answer, (error) => error === reason);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "stall-body",
    {},
    async ({ answer, sandbox, abort }) => {
      const response = await answer;
      assert.equal(response.status, 200);
      const reader = response.body.getReader();
      assert.ok((await reader.read()).value.length > 0);
      const reason = new Error("enough");
      setTimeout(abort, 30, reason);
      await assert.rejects(reader.read(), (error) => error === reason);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "delay",
    { delay: 1234 },
    async ({ answer, sandbox, sleeps }) => {
      assert.equal((await answer).status, 200);
      assert.deepEqual(sleeps, [1234]);
      assert.equal(off(sandbox), true);
    },
  ],
  [
    "revoked",
    {},
    async ({ answer, sandbox, call }) => {
      const response = await answer;
      assert.equal(response.status, 401);
      assert.equal(response.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
      await response.text();
      assert.equal((await call("POST", "/inactive/43")).status, 401);
      assert.equal(off(sandbox), false);
    },
  ],
  [
    "lost",
    {},
    async ({ answer, sandbox }) => {
      await assert.rejects(answer, TypeError);
      assert.equal(off(sandbox), true);
      const [{ changed, lost, requestId }] = sandbox.changes;
      assert.deepEqual(
        { changed, lost, requestId },
        { changed: true, lost: true, requestId: sandbox.requests.at(-1).id },
      );
    },
  ],
  [
    "lost-timeout",
    {},
    async ({ answer, sandbox }) => {
      const response = await answer;
      assert.equal(response.status, 504);
      await response.text();
      assert.equal(off(sandbox), true);
      assert.equal(sandbox.changes[0].lost, true);
    },
  ],
];

for (const [fault, details, check] of cases) {
  for (const way of ["in process", "over a socket"]) {
    test(`${fault} ${JSON.stringify(details)} ${way}`, async (t) => {
      const sleeps = [];
      const sandbox = createSandbox({ sleep: async (milliseconds) => void sleeps.push(milliseconds) });
      let fetch = sandbox.fetch;
      let base = origin;
      if (way === "over a socket") {
        const server = await serve(sandbox);
        t.after(() => server.close());
        fetch = globalThis.fetch;
        base = server.url;
      }
      const call = await logIn(fetch, { base });
      const controller = new AbortController();
      sandbox.next({ ...details, fault });
      const answer = call("POST", "/inactive/43", { signal: controller.signal });
      await check({ answer, sandbox, call, sleeps, abort: (reason) => controller.abort(reason) });
      const { fault: recorded } = sandbox.requests.findLast((request) => request.fault);
      assert.equal(recorded, fault);
      assert.equal(sandbox.changes.length, off(sandbox) ? 1 : 0);
    });
  }
}

test("an abort ends a delay, and nothing is changed", async () => {
  const { sandbox, call } = await start();
  sandbox.next({ fault: "delay", delay: 60_000 });
  const controller = new AbortController();
  const answer = call("POST", "/inactive/43", { signal: controller.signal });
  setTimeout(() => controller.abort("plain text"), 20);
  await assert.rejects(answer, (reason) => reason === "plain text");
  assert.equal(off(sandbox), false);
});

test("delays and statuses stay within their options", async () => {
  const sleeps = [];
  const { sandbox, call } = await start({ sleep: async (milliseconds) => void sleeps.push(milliseconds) });
  sandbox.setFaults({ rate: 1, kinds: ["delay"], delay: [10, 12] });
  for (let count = 0; count < 40; count += 1) await call("GET", "/43");
  assert.deepEqual(new Set(sleeps), new Set([10, 11, 12]));

  sandbox.setFaults({ rate: 1, kinds: ["server-error"], statuses: [500, 599] });
  const statuses = new Set();
  for (let count = 0; count < 40; count += 1) statuses.add((await call("GET", "/43")).status);
  assert.deepEqual(statuses, new Set([500, 599]));
});
