// The events that onEvent gets, and what an onEvent may do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { MySafe } from "mysafe-wasm";
import { baseUrl, credentials, inProcess, shortDelays } from "./observed-client.mjs";
import { rejects } from "./rejects.mjs";

test("events report each request, response, retry and token, in order", async () => {
  const { sandbox, events, client } = inProcess({ retry: shortDelays });
  sandbox.next({ operation: "token", fault: "reset" });
  sandbox.next({ operation: "deactivate", fault: "server-error", status: 500 });
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
  // The answer that grants a token may repeat it in any header, so events do not have its request id.
  const reported = sandbox.requests.filter(
    ({ operation, status }) => status !== null && !(operation === "token" && status === 200),
  );
  const ids = reported.map(({ id }) => id);
  assert.deepEqual(
    events.flatMap(({ type, requestId }) => (type === "response" && requestId ? [requestId] : [])),
    ids,
  );
});

test("events report a refused token: the call is sent again with a new one", async () => {
  const { sandbox, events, client } = inProcess({ retry: shortDelays });
  await client.deactivate("43");
  sandbox.revokeTokens();
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

/** Makes a call to a server that echoes the credentials, and checks that no event and no result shows them. */
async function checkEchoes(tokenHeaders = {}) {
  const token = "c4nary.token-2";
  const message = `${credentials.clientSecret} ${token} Bearer ${token}`;
  const answer = (status, body) =>
    Response.json(body, {
      status,
      headers: { "x-request-id": token, "retry-after": "0", "x-kong-request-id": message },
    });
  const answers = [
    () => answer(500, { message: message, request_id: message }),
    () => answer(429, { message: message }),
    () => answer(401, { message: message }),
    () => answer(200, message),
    () => Promise.reject(new TypeError(message, { cause: { code: message } })),
    () => answer(200, { code: 200, response: { status: 200, error: false, message: message } }),
    // The answer to the look that follows the undocumented sentence above.
    () => answer(400, { exception: { code: 1009, message: `1009: Inactive api secret ${message}` } }),
  ];
  const events = [];
  const client = new MySafe({
    baseUrl,
    ...credentials,
    retry: { ...shortDelays, attempts: 8 },
    onEvent: (event) => events.push(event),
    async fetch(url) {
      if (!url.includes("oauth2")) return answers.shift()();
      return Response.json({ access_token: token, token_type: "Bearer", expires_in: 3600 }, { headers: tokenHeaders });
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

test("no event shows a credential that the server echoes", () => checkEchoes());

test("no event shows a token that is its own answer's request id", () =>
  checkEchoes({ "x-request-id": "c4nary.token-2" }));

test("an onEvent may throw, call the client or close it", async () => {
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

test("an onEvent that rejects causes no unhandled rejection", async () => {
  // node:test fails a test with an unhandled rejection.
  const { client } = inProcess({
    onEvent: async () => {
      throw new Error("from an async onEvent");
    },
  });
  assert.equal((await client.deactivate("43")).changed, true);
  await sleep(20);
});
