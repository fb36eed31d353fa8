// Retries: their options, Retry-After, the deadline, and the certainty of a change after a lost answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { countTries, inProcess, shortDelays, timed } from "./observed-client.mjs";
import { rejects } from "./rejects.mjs";

const transientFaults = ["server-error", "rate-limit", "reset", "cut", "stall", "stall-body", "malformed", "html"];

for (const fault of transientFaults) {
  test(`retries after a transient fault: ${fault}`, async () => {
    // A try that stalls ends by the timeout. A try that is answered gets as much time as a slow machine may need.
    const { sandbox, client } = inProcess({ retry: shortDelays, timeout: fault.startsWith("stall") ? 1000 : 60_000 });
    sandbox.next({ operation: "deactivate", fault, retryAfter: 0, times: 2 });
    const change = await client.deactivate("43");
    const { changed, certain, attempts } = change;
    assert.deepEqual({ changed, certain, attempts }, { changed: true, certain: true, attempts: 3 });
    assert.equal(countTries(sandbox), 3);
    assert.equal(sandbox.secrets.get(43).active, false);
  });
}

for (const fault of ["lost", "lost-timeout", "server-error"]) {
  test(`"already" is uncertain after a lost answer: ${fault}`, async () => {
    const { sandbox, client } = inProcess({ retry: shortDelays });
    // A 503 may come after the work, so "already" stays uncertain even where the secret was off before.
    if (fault === "server-error") sandbox.secrets.setActive(43, false);
    sandbox.next({ operation: "deactivate", fault, status: 503, retryAfter: 0 });
    const { changed, certain, attempts, message } = await client.deactivate("43");
    assert.deepEqual({ changed, certain, attempts }, { changed: true, certain: false, attempts: 2 });
    assert.match(message, /already/i);
    assert.deepEqual(
      sandbox.changes.map(({ changed }) => changed),
      fault === "server-error" ? [false] : [true, false],
    );
  });
}

for (const fault of ["rate-limit", "revoked"]) {
  test(`"already" is certain after a refused try: ${fault}`, async () => {
    const { sandbox, client } = inProcess({ retry: shortDelays });
    sandbox.secrets.setActive(43, false);
    sandbox.next({ operation: "deactivate", fault, retryAfter: 0 });
    const { changed, certain, attempts } = await client.deactivate("43");
    assert.deepEqual({ changed, certain, attempts }, { changed: false, certain: true, attempts: 2 });
  });
}

test("does not retry a permanent failure", async () => {
  for (const [step, code] of [
    [{ fault: "no-route" }, "ROUTE_NOT_FOUND"],
    [{ response: { status: 403, body: { message: "no" } } }, "ACCESS_DENIED"],
    [{ response: { status: 501, body: { message: "no" } } }, "SERVER"],
    [{ response: { status: 400, body: { response: { error: true, message: "1001: no" } } } }, "INVALID_PARAMETER"],
    [{ response: { status: 302, headers: { location: "https://other.example" } } }, "INVALID_RESPONSE"],
  ]) {
    const { sandbox, client } = inProcess({ retry: shortDelays });
    sandbox.next({ operation: "deactivate", ...step });
    const error = await rejects(client.deactivate("43"), code);
    assert.deepEqual([error.attempts, error.retryable, countTries(sandbox)], [1, false, 1], code);
  }
});

test("`retry: false` makes each try once, token requests included", async () => {
  const { sandbox, events, client } = inProcess({ retry: false });
  sandbox.next({ operation: "token", fault: "server-error", status: 503 });
  const early = await rejects(client.deactivate("43"), "SERVER", /^deactivate "43": no token: /);
  assert.deepEqual([early.attempts, sandbox.tokenRequests, countTries(sandbox)], [0, 1, 0]);
  sandbox.next({ operation: "deactivate", fault: "reset" });
  const late = await rejects(
    client.deactivate("43"),
    "NETWORK",
    /may have been made all the same; asking again is safe/,
  );
  assert.deepEqual([late.attempts, late.retryable, countTries(sandbox)], [1, true, 1]);
  assert.equal(events.filter(({ type }) => type === "retry").length, 0);
});

test("`attempts` limits all tries of a call, and an error states how many there were", async () => {
  for (const attempts of [1, 2, 7]) {
    const { sandbox, client } = inProcess({ retry: { ...shortDelays, attempts } });
    sandbox.next({ operation: "deactivate", fault: "server-error", times: 10 });
    const error = await rejects(client.deactivate("43"), "SERVER");
    assert.deepEqual([error.attempts, countTries(sandbox)], [attempts, attempts]);
  }
  const { sandbox, client } = inProcess({ retry: shortDelays });
  sandbox.next({ operation: "deactivate", fault: "server-error", times: 10 });
  assert.equal((await rejects(client.deactivate("43"), "SERVER")).attempts, 5);
});

test("retries a token request, but not with a wrong secret", async () => {
  const { sandbox, client } = inProcess({ retry: shortDelays });
  sandbox.next({ operation: "token", fault: "reset", times: 2 });
  const { attempts } = await client.deactivate("43");
  assert.deepEqual([attempts, sandbox.tokenRequests], [1, 3]);

  const wrong = inProcess({ retry: shortDelays, clientSecret: "c4nary-wr0ng" });
  await rejects(wrong.client.deactivate("43"), "UNAUTHORIZED");
  assert.equal(wrong.events.filter(({ type }) => type === "retry").length, 0);
});

test("the first call rejects retry options out of range", async () => {
  for (const [retry, message] of [
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
    const { sandbox, client } = inProcess({ retry });
    await rejects(client.deactivate("43"), "INVALID_ARGUMENT", message);
    await rejects(client.ready(), "INVALID_ARGUMENT", message);
    assert.equal(sandbox.requests.length, 0);
  }
  await rejects(inProcess({ onEvent: "log" }).client.ready(), "INVALID_ARGUMENT", /onEvent must be a function/);
  for (const retry of [undefined, null, {}, { attempts: null, minDelay: 0, maxDelay: 0 }]) {
    await inProcess({ retry }).client.ready();
  }
});

test("waits as long as Retry-After in seconds asks", async () => {
  const { sandbox, events, client } = inProcess({ retry: shortDelays });
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 1 });
  const { result, duration } = await timed(client.deactivate("43"));
  assert.equal(result.attempts, 2);
  assert.ok(duration >= 990, `${duration} ms`);
  assert.equal(events.find(({ type }) => type === "retry").delay, 1000);
});

test("waits until the HTTP date in Retry-After", async () => {
  const { sandbox, events, client } = inProcess({ retry: shortDelays });
  // The date is rounded down to seconds, so of these two at least one is left.
  const date = new Date(Date.now() + 2000).toUTCString();
  sandbox.next({ operation: "deactivate", fault: "server-error", status: 503, retryAfter: date });
  assert.equal((await client.deactivate("43")).attempts, 2);
  assert.ok(Date.now() >= Date.parse(date) - 10);
  const { delay } = events.find(({ type }) => type === "retry");
  assert.ok(delay <= 2000, `${delay} ms`);
});

test("a Retry-After that is past or invalid causes no wait", async () => {
  for (const retryAfter of ["Sun, 06 Nov 1994 08:49:37 GMT", "0", "soon", "-1", "1e9", "", "99999999999999999999"]) {
    const { sandbox, events, client } = inProcess({ retry: shortDelays });
    sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter });
    assert.equal((await client.deactivate("43")).attempts, 2, retryAfter);
    const { delay } = events.find(({ type }) => type === "retry");
    assert.ok(delay <= shortDelays.maxDelay, `${retryAfter}: ${delay} ms`);
  }
});

test("a Retry-After beyond the deadline rejects the call at once", async () => {
  const { sandbox, events, client } = inProcess({ deadline: 20_000 });
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 30 });
  const error = await rejects(client.deactivate("43"), "RATE_LIMITED", /wait 30000 ms/);
  assert.deepEqual([error.attempts, error.status, error.retryable], [1, 429, true]);
  assert.ok(!events.some(({ type }) => type === "retry"), "there is no wait");
});

test("the deadline ends a call with tries left", async () => {
  const { sandbox, client } = inProcess({ timeout: 40, retry: { attempts: 1000, minDelay: 10, maxDelay: 20 } });
  sandbox.next({ operation: "deactivate", fault: "stall", times: 1000 });
  const { result: error, duration } = await timed(rejects(client.deactivate("43", { deadline: 200 }), "TIMEOUT"));
  assert.ok(duration >= 120, `${duration} ms`);
  assert.ok(error.attempts <= 6, `${error.attempts} attempts`);
  assert.equal(error.retryable, true);
});

test("an abort during the wait for a retry rejects the call at once, with the caller's reason", async () => {
  const { sandbox, events, client } = inProcess();
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 50 });
  const controller = new AbortController();
  const call = client.deactivate("43", { signal: controller.signal });
  while (!events.some(({ type }) => type === "retry")) await sleep(1);
  const reason = { mine: true };
  controller.abort(reason);
  const { duration } = await timed(
    call.then(
      () => assert.fail("it was fulfilled"),
      (thrown) => assert.equal(thrown, reason),
    ),
  );
  assert.ok(duration < 45_000, "the wait was cut short");
  assert.equal(countTries(sandbox), 1);
});

test("close() during the wait for a retry rejects the call with CLOSED", async () => {
  const { sandbox, events, client } = inProcess();
  sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 30 });
  const call = client.deactivate("43");
  while (!events.some(({ type }) => type === "retry")) await sleep(1);
  client.close();
  await rejects(call, "CLOSED");
});
