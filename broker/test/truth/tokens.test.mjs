// @ts-check
// How the broker gets MySafe's token: a failure that may pass is not the callers' to see, and what waits for a token is sent only
// while somebody waits for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { secrets, start } from "../kit.mjs";

const off = (/** @type {number} */ identifier) => `${secrets}/inactive/${identifier}`;
const grant = () => Response.json({ access_token: "c4nary-granted-token", expires_in: 3600 });
const done = () =>
  Response.json({ response: { status: 200, message: "API secret successfully deactivated", error: false } });

/**
 * A MySafe whose answers to requests for a token are given in turn; the last one is repeated.
 * @param {((init: RequestInit) => Response | Promise<Response>)[]} answers
 */
function mysafeOf(answers) {
  /** @type {string[]} */
  const sent = [];
  let questions = 0;
  const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    if (!url.includes("/oauth2/token")) {
      sent.push(url);
      return done();
    }
    const answer = answers[Math.min(questions, answers.length - 1)];
    questions += 1;
    return answer?.(init) ?? grant();
  };
  return { sent, fetch, questions: () => questions };
}

/** Never answers. @param {RequestInit} init @returns {Promise<Response>} */
const stall = ({ signal }) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

/** @param {any[]} records */
const endsOf = (records) =>
  records.flatMap(({ event, operation, outcome, status }) =>
    event === "end" && operation === "deactivate" ? [`${outcome} ${status}`] : [],
  );

const failure = () => Promise.reject(new TypeError("fetch failed"));
const cut = () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) });
  return new Response(body, { status: 200 });
};

for (const [name, first] of /** @type {const} */ ([
  ["no answer", failure],
  ["half an answer", cut],
  ["a page", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
  ["a 503", () => Response.json({}, { status: 503 })],
  ["a 429", () => Response.json({}, { status: 429, headers: { "retry-after": "0" } })],
  ["no answer in time", stall],
])) {
  test(`after ${name} to a request for a token, all calls that wait for it go on with the next one`, async () => {
    const mysafe = mysafeOf([first, grant]);
    const broker = start({ mysafe: { fetch: mysafe.fetch, timeout: 100 } });
    const token = await broker.tokenOf("ana");
    const calls = [43, 44, 45].map((identifier) => broker.ask(off(identifier), { method: "POST", token }));
    for (const { status } of await Promise.all(calls)) assert.equal(status, 200);
    assert.equal(mysafe.questions(), 2);
    assert.equal(mysafe.sent.length, 3);
    assert.deepEqual(
      endsOf(broker.records),
      Array.from({ length: 3 }, () => "changed 200"),
    );
  });
}

for (const [name, answer, questions] of /** @type {const} */ ([
  ["refuses the access key", () => Response.json({ error: "invalid_client" }, { status: 401 }), 1],
  ["wants a longer wait", () => Response.json({}, { status: 429, headers: { "retry-after": "30" } }), 1],
  ["goes on failing", () => Response.json({}, { status: 503 }), 4],
])) {
  test(`where MySafe ${name}, nothing is sent, and a call is skipped`, async () => {
    const mysafe = mysafeOf([answer]);
    const broker = start({ mysafe: { fetch: mysafe.fetch } });
    const response = await broker.ask(off(43), { method: "POST", token: await broker.tokenOf("ana") });
    assert.equal(response.status, 502);
    assert.deepEqual(mysafe.sent, []);
    assert.equal(mysafe.questions(), questions);
    assert.deepEqual(endsOf(broker.records), ["skipped 502"]);
  });
}

test("a change that waited for a token is not sent once its caller has gone", async () => {
  /** @type {(response: Response) => void} */
  let give = () => {};
  const mysafe = mysafeOf([() => new Promise((resolve) => (give = resolve))]);
  const broker = start({ mysafe: { fetch: mysafe.fetch } });
  const token = await broker.tokenOf("ana");
  const controller = new AbortController();
  const gone = broker.ask(off(43), { method: "POST", token, signal: controller.signal });
  const staying = broker.ask(off(44), { method: "POST", token });
  while (mysafe.questions() === 0) await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  give(grant());
  assert.equal((await gone).status, 504);
  assert.equal((await staying).status, 200);
  assert.deepEqual(mysafe.sent, [`https://vault.example${off(44)}`]);
  assert.deepEqual(endsOf(broker.records).sort(), ["changed 200", "skipped 504"]);
});

test("a change that was sent is waited for, also when its caller has gone: the audit knows its outcome", async () => {
  /** @type {() => void} */
  let answer = () => {};
  let sent = false;
  const fetch = async (/** @type {string} */ url) => {
    if (url.includes("/oauth2/token")) return grant();
    sent = true;
    await new Promise((resolve) => (answer = () => resolve(undefined)));
    return done();
  };
  const broker = start({ mysafe: { fetch } });
  const controller = new AbortController();
  const token = await broker.tokenOf("ana");
  const call = broker.ask(off(43), { method: "POST", token, signal: controller.signal });
  while (!sent) await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  answer();
  await call;
  assert.deepEqual(endsOf(broker.records), ["changed 200"]);
});
