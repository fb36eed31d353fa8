// Tries made again, as JavaScript sees them: the options, the events, Retry-After, the deadline and what is certain.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

const credentials = { clientId: "c4nary-id", clientSecret: "c4nary/secret+1" };
const clients = [credentials];
const baseUrl = "https://vault.example";
const quick = { minDelay: 1, maxDelay: 2 };

/** A client of a sandbox of its own, without a socket, and what it tells. */
function inProcess(options = {}, sandboxOptions = {}) {
  const own = createSandbox({ clients, ...sandboxOptions });
  const events = [];
  const onEvent = (event) => events.push(event);
  return { own, events, client: new MySafe({ baseUrl, ...credentials, fetch: own.fetch, onEvent, ...options }) };
}

const tries = (own) => own.requests.filter(({ operation }) => operation === "deactivate").length;

/** Runs `work` and gives how long it took, ms. */
async function timed(work) {
  const began = performance.now();
  const result = await work;
  return { result, took: performance.now() - began };
}

const passing = ["server-error", "rate-limit", "reset", "cut", "stall", "stall-body", "malformed", "html"];

for (const fault of passing) {
  test(`another try follows: ${fault}`, async () => {
    // Of those that never end, the timeout makes an end; a try that is answered has as long as it may need.
    const { own, client } = inProcess({ retry: quick, timeout: fault.startsWith("stall") ? 1000 : 60_000 });
    own.next({ operation: "deactivate", fault, retryAfter: 0, times: 2 });
    const change = await client.deactivate("43");
    const { changed, certain, attempts } = change;
    assert.deepEqual({ changed, certain, attempts }, { changed: true, certain: true, attempts: 3 });
    assert.equal(tries(own), 3);
    assert.equal(own.secrets.get(43).active, false);
  });
}

for (const fault of ["lost", "lost-timeout", "server-error"]) {
  test(`an answer that is lost makes "already" uncertain: ${fault}`, async () => {
    const { own, client } = inProcess({ retry: quick });
    // A 503 can follow the work, whoever it was that switched it off.
    if (fault === "server-error") own.secrets.setActive(43, false);
    own.next({ operation: "deactivate", fault, status: 503, retryAfter: 0 });
    const { changed, certain, attempts, message } = await client.deactivate("43");
    assert.deepEqual({ changed, certain, attempts }, { changed: true, certain: false, attempts: 2 });
    assert.match(message, /already/i);
    assert.deepEqual(
      own.changes.map(({ changed }) => changed),
      fault === "server-error" ? [false] : [true, false],
    );
  });
}

for (const fault of ["rate-limit", "revoked"]) {
  test(`a try that was turned away leaves "already" certain: ${fault}`, async () => {
    const { own, client } = inProcess({ retry: quick });
    own.secrets.setActive(43, false);
    own.next({ operation: "deactivate", fault, retryAfter: 0 });
    const { changed, certain, attempts } = await client.deactivate("43");
    assert.deepEqual({ changed, certain, attempts }, { changed: false, certain: true, attempts: 2 });
  });
}

test("what will not pass is not tried again", async () => {
  for (const [step, code] of [
    [{ fault: "no-route" }, "ROUTE_NOT_FOUND"],
    [{ response: { status: 403, body: { message: "no" } } }, "ACCESS_DENIED"],
    [{ response: { status: 501, body: { message: "no" } } }, "SERVER"],
    [{ response: { status: 400, body: { response: { error: true, message: "1001: no" } } } }, "INVALID_PARAMETER"],
    [{ response: { status: 302, headers: { location: "https://other.example" } } }, "INVALID_RESPONSE"],
  ]) {
    const { own, client } = inProcess({ retry: quick });
    own.next({ operation: "deactivate", ...step });
    const error = await rejects(client.deactivate("43"), code);
    assert.deepEqual([error.attempts, error.retryable, tries(own)], [1, false, 1], code);
  }
});

test("`retry: false` makes each try once, the token's too", async () => {
  const { own, events, client } = inProcess({ retry: false });
  own.next({ operation: "token", fault: "server-error", status: 503 });
  const early = await rejects(client.deactivate("43"), "SERVER", /^deactivate "43": no token: /);
  assert.deepEqual([early.attempts, own.tokenRequests, tries(own)], [0, 1, 0]);
  own.next({ operation: "deactivate", fault: "reset" });
  const late = await rejects(
    client.deactivate("43"),
    "NETWORK",
    /may have been made all the same; asking again is safe/,
  );
  assert.deepEqual([late.attempts, late.retryable, tries(own)], [1, true, 1]);
  assert.equal(events.filter(({ type }) => type === "retry").length, 0);
});

test("`attempts` counts the tries in all, and an error says how many there were", async () => {
  for (const attempts of [1, 2, 7]) {
    const { own, client } = inProcess({ retry: { ...quick, attempts } });
    own.next({ operation: "deactivate", fault: "server-error", times: 10 });
    const error = await rejects(client.deactivate("43"), "SERVER");
    assert.deepEqual([error.attempts, tries(own)], [attempts, attempts]);
  }
  const { own, client } = inProcess({ retry: quick });
  own.next({ operation: "deactivate", fault: "server-error", times: 10 });
  assert.equal((await rejects(client.deactivate("43"), "SERVER")).attempts, 5);
});

test("the token request is tried again as well, but not for a wrong secret", async () => {
  const { own, client } = inProcess({ retry: quick });
  own.next({ operation: "token", fault: "reset", times: 2 });
  const { attempts } = await client.deactivate("43");
  assert.deepEqual([attempts, own.tokenRequests], [1, 3]);

  const wrong = inProcess({ retry: quick, clientSecret: "c4nary-wr0ng" });
  await rejects(wrong.client.deactivate("43"), "UNAUTHORIZED");
  assert.equal(wrong.events.filter(({ type }) => type === "retry").length, 0);
});

test("options out of range are refused, at the first call", async () => {
  for (const [retry, words] of [
    [true, /retry must be false or an object/],
    [3, /retry must be false or an object/],
    ["never", /retry must be false or an object/],
    [{ attempts: 0 }, /retry.attempts must be/],
    [{ attempts: 1.5 }, /retry.attempts must be/],
    [{ attempts: Number.POSITIVE_INFINITY }, /retry.attempts must be/],
    [{ attempts: "3" }, /retry.attempts must be a number/],
    [{ minDelay: -1 }, /retry.minDelay must be/],
    [{ minDelay: Number.NaN }, /retry.minDelay must be/],
    [{ maxDelay: "1s" }, /retry.maxDelay must be a number/],
    [{ maxDelay: -1 }, /retry.maxDelay must be/],
  ]) {
    const { own, client } = inProcess({ retry });
    await rejects(client.deactivate("43"), "INVALID_ARGUMENT", words);
    await rejects(client.ready(), "INVALID_ARGUMENT", words);
    assert.equal(own.requests.length, 0);
  }
  await rejects(inProcess({ onEvent: "log" }).client.ready(), "INVALID_ARGUMENT", /onEvent must be a function/);
  for (const retry of [undefined, null, {}, { attempts: null, minDelay: 0, maxDelay: 0 }]) {
    await inProcess({ retry }).client.ready();
  }
});

test("Retry-After in seconds is waited out", async () => {
  const { own, events, client } = inProcess({ retry: quick });
  own.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 1 });
  const { result, took } = await timed(client.deactivate("43"));
  assert.equal(result.attempts, 2);
  assert.ok(took >= 990, `${took} ms`);
  assert.equal(events.find(({ type }) => type === "retry").delay, 1000);
});

test("Retry-After as an HTTP date is waited out", async () => {
  const { own, events, client } = inProcess({ retry: quick });
  // The date has whole seconds: at least one of these two is to come.
  const date = new Date(Date.now() + 2000).toUTCString();
  own.next({ operation: "deactivate", fault: "server-error", status: 503, retryAfter: date });
  assert.equal((await client.deactivate("43")).attempts, 2);
  assert.ok(Date.now() >= Date.parse(date) - 10);
  const { delay } = events.find(({ type }) => type === "retry");
  assert.ok(delay <= 2000, `${delay} ms`);
});

test("a Retry-After that is past, or none at all, delays nothing", async () => {
  for (const retryAfter of ["Sun, 06 Nov 1994 08:49:37 GMT", "0", "soon", "-1", "1e9", "", "99999999999999999999"]) {
    const { own, events, client } = inProcess({ retry: quick });
    own.next({ operation: "deactivate", fault: "rate-limit", retryAfter });
    assert.equal((await client.deactivate("43")).attempts, 2, retryAfter);
    const { delay } = events.find(({ type }) => type === "retry");
    assert.ok(delay <= quick.maxDelay, `${retryAfter}: ${delay} ms`);
  }
});

test("a Retry-After beyond the deadline fails at once and says so", async () => {
  const { own, events, client } = inProcess({ deadline: 20_000 });
  own.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 30 });
  const error = await rejects(client.deactivate("43"), "RATE_LIMITED", /wait 30000 ms/);
  assert.deepEqual([error.attempts, error.status, error.retryable], [1, 429, true]);
  assert.ok(!events.some(({ type }) => type === "retry"), "it does not wait");
});

test("the deadline ends the tries, whatever is left of them", async () => {
  const { own, client } = inProcess({ timeout: 40, retry: { attempts: 1000, minDelay: 10, maxDelay: 20 } });
  own.next({ operation: "deactivate", fault: "stall", times: 1000 });
  const { result: error, took } = await timed(rejects(client.deactivate("43", { deadline: 200 }), "TIMEOUT"));
  assert.ok(took >= 120, `${took} ms`);
  assert.ok(error.attempts <= 6, `${error.attempts} attempts`);
  assert.equal(error.retryable, true);
});

test("an abort during the wait for the next try ends it at once, with the caller's reason", async () => {
  const { own, events, client } = inProcess();
  own.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 50 });
  const controller = new AbortController();
  const call = client.deactivate("43", { signal: controller.signal });
  while (!events.some(({ type }) => type === "retry")) await sleep(1);
  const reason = { mine: true };
  controller.abort(reason);
  const { took } = await timed(
    call.then(
      () => assert.fail("it was fulfilled"),
      (thrown) => assert.equal(thrown, reason),
    ),
  );
  assert.ok(took < 45_000, "it does not wait for its turn");
  assert.equal(tries(own), 1);
});

test("close() during the wait for the next try ends it with CLOSED", async () => {
  const { own, events, client } = inProcess();
  own.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 30 });
  const call = client.deactivate("43");
  while (!events.some(({ type }) => type === "retry")) await sleep(1);
  client.close();
  await rejects(call, "CLOSED");
});

test("events tell of each request, response, retry and token, in order", async () => {
  const { own, events, client } = inProcess({ retry: quick });
  own.next({ operation: "token", fault: "reset" });
  own.next({ operation: "deactivate", fault: "server-error", status: 500 });
  const before = Date.now();
  await client.deactivate(43);
  assert.deepEqual(
    events.map(({ type, operation, attempt, status, code }) => [type, operation, attempt, status ?? code]),
    [
      ["request", "token", 1, undefined],
      ["response", "token", 1, "NETWORK"],
      ["retry", "token", 1, "NETWORK"],
      ["request", "token", 2, undefined],
      ["response", "token", 2, 200],
      ["token", "token", 2, undefined],
      ["request", "deactivate", 1, undefined],
      ["response", "deactivate", 1, 500],
      ["retry", "deactivate", 1, "SERVER"],
      ["request", "deactivate", 2, undefined],
      ["response", "deactivate", 2, 200],
    ],
  );
  for (const event of events) {
    assert.ok(event.time >= before && event.time <= Date.now());
    assert.equal(event.identifier, event.operation === "deactivate" ? "43" : undefined);
    if (event.type === "response") assert.ok(event.duration >= 0);
    if (event.type === "retry") assert.ok(event.delay >= 0 && event.delay <= 2);
  }
  const { lifetime } = events.find(({ type }) => type === "token");
  assert.equal(lifetime, 3_600_000);
  // An answer that grants a token may repeat it anywhere: its id is not told.
  const told = own.requests.filter(
    ({ operation, status }) => status !== null && !(operation === "token" && status === 200),
  );
  const ids = told.map(({ id }) => id);
  assert.deepEqual(
    events.flatMap(({ type, requestId }) => (type === "response" && requestId ? [requestId] : [])),
    ids,
  );
});

test("a refused token is seen: the same call, sent again with another", async () => {
  const { own, events, client } = inProcess({ retry: quick });
  await client.deactivate("43");
  own.revokeTokens();
  events.length = 0;
  const { attempts } = await client.activate("43");
  assert.deepEqual(
    events.map(({ type, operation, status }) => [type, operation, status]),
    [
      ["request", "activate", undefined],
      ["response", "activate", 401],
      ["request", "token", undefined],
      ["response", "token", 200],
      ["token", "token", undefined],
      ["request", "activate", undefined],
      ["response", "activate", 200],
    ],
  );
  assert.equal(attempts, 2);
});

/** Events and outcome of a call to a server that repeats all it is told; `granted` are headers beside a new token. */
async function repeating(granted = {}) {
  const token = "c4nary.token-2";
  const words = `${credentials.clientSecret} ${token} Bearer ${token}`;
  const json = (status, body) =>
    Response.json(body, { status, headers: { "x-request-id": token, "retry-after": "0", "x-kong-request-id": words } });
  const answers = [
    () => json(500, { message: words, request_id: words }),
    () => json(429, { message: words }),
    () => json(401, { message: words }),
    () => json(200, words),
    () => Promise.reject(new TypeError(words, { cause: { code: words } })),
    () => json(200, { code: 200, response: { status: 200, error: false, message: words } }),
    // A look decides what those words leave open.
    () => json(400, { exception: { code: 1009, message: `1009: Inactive api secret ${words}` } }),
  ];
  const events = [];
  const client = new MySafe({
    baseUrl,
    ...credentials,
    retry: { ...quick, attempts: 8 },
    onEvent: (event) => events.push(event),
    async fetch(url) {
      if (!url.includes("oauth2")) return answers.shift()();
      return Response.json({ access_token: token, token_type: "Bearer", expires_in: 3600 }, { headers: granted });
    },
  });
  const change = await client.deactivate("43");
  assert.equal(answers.length, 0);
  assert.deepEqual(new Set(events.map(({ type }) => type)), new Set(["request", "response", "retry", "token"]));
  const basic = Buffer.from(`c4nary-id:${encodeURIComponent(credentials.clientSecret)}`).toString("base64");
  for (const value of [...events, change]) {
    for (const text of [JSON.stringify(value), inspect(value, { depth: 20, showHidden: true })]) {
      assert.ok(!text.includes("c4nary") && !text.includes(basic), text);
    }
  }
}

test("nothing secret is in any event, whatever fails and whatever the server repeats", () => repeating());

test("nor when the answer that grants a token has the token as its request id", () =>
  repeating({ "x-request-id": "c4nary.token-2" }));

test("an onEvent that throws, or calls the client, or closes it, does no harm", async () => {
  const throwing = inProcess({
    onEvent() {
      throw new Error("from onEvent");
    },
  });
  assert.equal((await throwing.client.deactivate("43")).changed, true);

  const calls = [];
  const { client } = inProcess({
    onEvent({ type }) {
      if (type === "token") calls.push(client.deactivate("44"));
    },
  });
  assert.equal((await client.deactivate("43")).changed, true);
  assert.equal((await calls[0]).changed, true);

  const closing = inProcess({ onEvent: () => closing.client.close() });
  await rejects(closing.client.deactivate("43"), "CLOSED");
});

test("an onEvent that rejects leaves no unhandled rejection behind", async () => {
  // node:test fails a test that leaves one.
  const { client } = inProcess({
    onEvent: async () => {
      throw new Error("from an async onEvent");
    },
  });
  assert.equal((await client.deactivate("43")).changed, true);
  await sleep(20);
});

test("a rate limit holds the whole batch, and it goes on afterwards", async () => {
  const { own, events, client } = inProcess({ retry: quick });
  own.next({ identifier: 45, fault: "rate-limit", retryAfter: 1 });
  const items = Array.from({ length: 30 }, (_, index) => 43 + index);
  const { result, took } = await timed(client.deactivateMany(items, { concurrency: 4 }));
  assert.equal(result.changed, 30);
  assert.ok(took >= 990, `${took} ms`);
  const limited = events.findIndex(({ status }) => status === 429);
  const resumed = events.findIndex(({ type }, index) => index > limited && type === "request");
  assert.ok(events[resumed].time - events[limited].time >= 990);
});

test("waiting for the batch's turn is not the item's own time", async () => {
  const { own, client } = inProcess({ retry: quick });
  own.next({ identifier: 43, fault: "rate-limit", retryAfter: 1 });
  // The others wait a second for their turn, longer than their deadline.
  const items = Array.from({ length: 10 }, (_, index) => 43 + index);
  const report = await client.deactivateMany(items, { concurrency: 2, deadline: 500 });
  for (const { identifier, state, error } of report.outcomes.slice(1)) {
    // A slow machine may need longer for a request than its deadline; but then it was sent.
    assert.ok(state === "changed" || error.attempts > 0, `${identifier}: ${error?.message}`);
  }
});

test("a server that is down is asked by one at a time", async () => {
  let down = true;
  let inFlight = 0;
  const most = [];
  const own = createSandbox({ clients });
  const client = new MySafe({
    baseUrl,
    ...credentials,
    retry: { attempts: 20, minDelay: 1, maxDelay: 4 },
    async fetch(url, init) {
      if (url.includes("oauth2")) return own.fetch(url, init);
      inFlight += 1;
      most.push(inFlight);
      await sleep(2);
      inFlight -= 1;
      if (down) throw new TypeError("fetch failed");
      return own.fetch(url, init);
    },
  });
  const items = Array.from({ length: 40 }, (_, index) => 43 + index);
  const run = client.deactivateMany(items, { concurrency: 10 });
  while (most.length < 18) await sleep(1);
  // By now the first ten have failed, and whoever was already on the way with them.
  const settled = most.length;
  while (most.length < settled + 6) await sleep(1);
  assert.deepEqual(new Set(most.slice(settled)), new Set([1]));
  down = false;
  const report = await run;
  assert.equal(report.changed, 40);
  assert.ok(Math.max(...most.slice(-20)) > 1, "speed recovers");
});
