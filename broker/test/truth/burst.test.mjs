// @ts-check
// Calls in quick succession use a token, and the client's reading of a success, without asking the client again. What the audit
// says stays as true as if each had gone through the client.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Answer } from "../../dist/mysafe/forward.js";
import { Judge } from "../../dist/mysafe/judge.js";
import { Leases } from "../../dist/mysafe/lease.js";
import { scripted, secrets, start } from "../kit.mjs";

const off = (/** @type {string | number} */ identifier) => `${secrets}/inactive/${identifier}`;
const success = (/** @type {string} */ message) => Response.json({ response: { status: 200, message, error: false } });
const done = () => success("API secret successfully deactivated");

/** The outcomes of the audit, in order. @param {any[]} records */
const outcomesOf = (records) =>
  records.flatMap(({ event, operation, outcome }) => (event === "end" && operation === "deactivate" ? [outcome] : []));

/** Makes a call. @param {ReturnType<typeof start>} broker @param {string} token @param {string | number} identifier */
const deactivate = async ({ ask }, token, identifier) => (await ask(off(identifier), { method: "POST", token })).status;

test("a burst of calls is sent call by call, each once, with one token", async () => {
  const mysafe = scripted(done);
  const broker = start({ mysafe: { fetch: mysafe.fetch }, rate: { perIdentity: 1000, per: 1 } });
  const token = await broker.tokenOf("ana");
  for (let identifier = 43; identifier < 143; identifier += 1) {
    assert.equal(await deactivate(broker, token, identifier), 200);
  }
  assert.deepEqual(
    mysafe.seen.map(({ url }) => url.split("/").at(-1)),
    Array.from({ length: 100 }, (_, index) => String(43 + index)),
  );
  const tokens = new Set(mysafe.seen.map(({ headers }) => headers.authorization));
  assert.deepEqual([...tokens], ["Bearer c4nary-mysafe-token"]);
  assert.deepEqual(
    outcomesOf(broker.records),
    Array.from({ length: 100 }, () => "changed"),
  );
});

test("a token that is revoked in the middle of a burst is replaced: each call changes its item once", async () => {
  const broker = start({ sandbox: { secrets: 60 }, rate: { perIdentity: 1000, per: 1 } });
  const token = await broker.tokenOf("ana");
  const items = broker.sandbox.secrets.list().map(({ identifier }) => identifier);
  for (const [index, identifier] of items.entries()) {
    if (index % 7 === 5) broker.sandbox.revokeTokens();
    assert.equal(await deactivate(broker, token, identifier), 200);
  }
  assert.deepEqual(
    broker.sandbox.changes.map(({ identifier, changed }) => [identifier, changed]),
    items.map((identifier) => [identifier, true]),
  );
  assert.deepEqual(
    outcomesOf(broker.records),
    items.map(() => "changed"),
  );
});

test("after many successes, what is none of them is still read as what it is", async () => {
  /** @type {[string, () => Response | Promise<Response>][]} */
  const answers = [
    ["changed", done],
    ["unchanged", () => success("Api secret has already been deactivated")],
    ["unknown", () => success("Password successfully deactivated")],
    ["unknown", () => success("Api secret activated successfully")],
    [
      "unknown",
      () => Response.json({ response: { status: 200, message: "API secret successfully deactivated", error: true } }),
    ],
    [
      "unknown",
      () =>
        Response.json({ response: { status: 200, message: "API secret successfully deactivated" } }, { status: 202 }),
    ],
    ["failed", () => Response.json({ message: "forbidden" }, { status: 403 })],
    ["unknown", () => Response.json({ message: "unavailable" }, { status: 503 })],
    ["unknown", () => new Response('{"response":{"status":200,"mess')],
    ["unknown", () => Promise.reject(new TypeError("fetch failed"))],
    ["skipped", () => Response.json({ message: "Unauthorized" }, { status: 401 })],
  ];
  let answer = done;
  const mysafe = scripted(() => answer());
  const broker = start({ mysafe: { fetch: mysafe.fetch }, rate: { perIdentity: 1000, per: 1 } });
  const token = await broker.tokenOf("ana");
  const expected = [];
  for (const [outcome, next] of answers) {
    for (const [word, one] of /** @type {const} */ ([
      ["changed", done],
      [outcome, next],
      [outcome, next],
    ])) {
      answer = /** @type {typeof done} */ (one);
      await deactivate(broker, token, 43);
      expected.push(word);
    }
  }
  assert.deepEqual(outcomesOf(broker.records), expected);
  // The same sentence for another operation proves nothing.
  answer = done;
  await broker.ask(`${secrets}/active/43`, { method: "POST", token });
  assert.equal(broker.records.at(-1).outcome, "unknown");
});

test("a broker that is closed sends nothing with the token of a moment ago", async () => {
  const mysafe = scripted(done);
  const broker = start({ mysafe: { fetch: mysafe.fetch } });
  const token = await broker.tokenOf("ana");
  await deactivate(broker, token, 43);
  await deactivate(broker, token, 44);
  broker.broker.close();
  assert.equal(await deactivate(broker, token, 45), 502);
  assert.equal(mysafe.seen.length, 2);
  assert.deepEqual(outcomesOf(broker.records), ["changed", "changed", "skipped"]);
});

test("what was sent before the broker was closed is unknown unless its answer is a success, and never skipped", async () => {
  for (const [outcome, answer] of /** @type {const} */ ([
    ["unknown", () => success("Your request waits for approval")],
    ["changed", done],
  ])) {
    let closes = false;
    const mysafe = scripted(() => {
      if (!closes) return done();
      broker.broker.close();
      return answer();
    });
    const broker = start({ mysafe: { fetch: mysafe.fetch } });
    const token = await broker.tokenOf("ana");
    await deactivate(broker, token, 43);
    closes = true;
    await deactivate(broker, token, 44);
    assert.deepEqual(outcomesOf(broker.records), ["changed", outcome]);
  }
});

test("an answer is read for what it is, also when the client has no token at that moment", async (t) => {
  let passed = 0;
  for (const clock of [performance, Date]) {
    const began = clock.now();
    t.mock.method(clock, "now", () => began + passed);
  }
  let hasToken = true;
  let answer = done;
  let sent = 0;
  const grant = () => Response.json({ access_token: "c4nary-short-lived", expires_in: 1 });
  const fetch = async (/** @type {string} */ url) => {
    if (url.includes("/oauth2/token")) return hasToken ? grant() : Response.json({}, { status: 401 });
    sent += 1;
    return answer();
  };
  const broker = start({ mysafe: { fetch } });
  const token = await broker.tokenOf("ana");
  await deactivate(broker, token, 43);
  // The client gives its token for the last time, and then asks for another.
  passed = 850;
  await deactivate(broker, token, 44);
  passed = 920;
  hasToken = false;
  answer = () => Response.json({ message: "forbidden" }, { status: 403 });
  await deactivate(broker, token, 45);
  answer = () => success("Your request waits for approval");
  await deactivate(broker, token, 46);
  assert.equal(sent, 4);
  // Without a token of a moment ago, nothing is sent.
  passed = 1_000;
  await deactivate(broker, token, 47);
  assert.equal(sent, 4);
  assert.deepEqual(outcomesOf(broker.records), ["changed", "changed", "failed", "unknown", "skipped"]);
});

test("the time limit of a request holds in a burst too, and what it ends is unknown", {
  timeout: 60_000,
}, async (t) => {
  // A socket would keep the process alive.
  const alive = setInterval(() => {}, 1_000);
  t.after(() => clearInterval(alive));
  let stalls = false;
  const mysafe = scripted(async (_url, { signal }) => {
    if (!stalls) return done();
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  const broker = start({ mysafe: { fetch: mysafe.fetch, timeout: 50 } });
  const token = await broker.tokenOf("ana");
  await deactivate(broker, token, 43);
  stalls = true;
  assert.equal(await deactivate(broker, token, 44), 504);
  assert.deepEqual(outcomesOf(broker.records), ["changed", "unknown"]);
});

test("where the caller watches the client's events, each call has its events", async () => {
  /** @type {string[]} */
  const events = [];
  const mysafe = scripted(done);
  const onEvent = (/** @type {import("mysafe-wasm").MySafeEvent} */ { type, operation }) =>
    void (operation === "token" || events.push(type));
  const broker = start({ mysafe: { fetch: mysafe.fetch, onEvent } });
  const token = await broker.tokenOf("ana");
  for (const identifier of [43, 44, 45]) await deactivate(broker, token, identifier);
  assert.deepEqual(events, ["request", "response", "request", "response", "request", "response"]);
});

test("a token is used for a tenth of a second after the client gave it, and no older one takes its place", () => {
  const leases = new Leases(10_000);
  const now = performance.now();
  assert.equal(leases.current, undefined);
  leases.accepted("Bearer old", now - 101);
  assert.equal(leases.current, undefined);
  leases.accepted("Bearer one", now);
  assert.equal(leases.current?.authorization, "Bearer one");
  leases.accepted("Bearer before", now - 50);
  assert.equal(leases.current?.authorization, "Bearer one");
  leases.refused("Bearer another");
  assert.equal(leases.current?.authorization, "Bearer one");
  leases.refused("Bearer one");
  assert.equal(leases.current, undefined);
  // Its acceptance by a slower call says nothing any more.
  leases.accepted("Bearer one", now + 1);
  assert.equal(leases.current, undefined);
  leases.accepted("Bearer next", now + 1);
  assert.equal(leases.current?.authorization, "Bearer next");
  leases.close();
  leases.accepted("Bearer late", now + 200);
  assert.equal(leases.current, undefined);
});

test("a success is remembered for one kind, operation, status and text, and nothing else is", async () => {
  const judge = new Judge();
  /** @type {any} */
  const route = { kind: "apiSecret", operation: "deactivate" };
  /** @param {object} body @param {any} [of] @param {number} [status] */
  const outcomeOf = (body, of = route, status = 200) =>
    judge.outcomeOf(of, new Answer(status, {}, new TextEncoder().encode(JSON.stringify(body))));
  const success = (/** @type {string} */ message, more = {}) => ({
    response: { status: 200, message, error: false, ...more },
  });
  const off = success("API secret successfully deactivated");
  // Asked twice, each is first read and then, if it is a success, remembered.
  for (let time = 0; time < 2; time += 1) {
    assert.equal(await outcomeOf(off), "changed");
    assert.equal(await outcomeOf(success("Api secret has already been deactivated")), "unchanged");
    assert.equal(await outcomeOf(off, { ...route, operation: "activate" }), "unknown");
    assert.equal(await outcomeOf(off, { ...route, kind: "note" }), "unknown");
    assert.equal(await outcomeOf(off, route, 202), "unknown");
    assert.equal(await outcomeOf(success("API secret successfully deactivated", { error: true })), "unknown");
    assert.equal(
      await outcomeOf(success("API secret successfully deactivated", { detail: "x".repeat(2_000) })),
      "changed",
    );
    assert.equal(await outcomeOf({ message: "forbidden" }, route, 403), "failed");
    assert.equal(await outcomeOf({ message: "unavailable" }, route, 503), "unknown");
  }
});
