import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "mysafe-sandbox";
import { askToken, logIn, origin, start } from "./support/client.mjs";

const path = `${origin}/api/mysafe/secretapi`;
const accept = { accept: "application/json" };

test("401 for a token that is missing, unknown, or in the wrong place", async () => {
  const sandbox = createSandbox();
  for (const [authorization, challenge] of [
    [undefined, "Bearer"],
    ["Basic eA==", "Bearer"],
    ["Bearer", "Bearer"],
    ["Bearer a b", "Bearer"],
    ["Bearer nonsense", 'Bearer error="invalid_token"'],
  ]) {
    const headers = authorization === undefined ? accept : { ...accept, authorization };
    const response = await sandbox.fetch(`${path}/inactive/43`, { method: "POST", headers });
    assert.equal(response.status, 401, authorization);
    assert.equal(response.headers.get("www-authenticate"), challenge, authorization);
    assert.deepEqual(await response.json(), {
      message: "Unauthorized",
      request_id: response.headers.get("x-kong-request-id"),
    });
  }
  assert.equal(sandbox.secrets.get(43).active, true);
});

test("the scheme Bearer is accepted in any letter case", async () => {
  const sandbox = createSandbox();
  const { access_token: token } = await (await askToken(sandbox.fetch)).json();
  const response = await sandbox.fetch(path, { headers: { ...accept, authorization: `bearer ${token}` } });
  assert.equal(response.status, 200);
});

test("request ids are unique, depend on the seed, and are in both headers", async () => {
  const idsOf = async (seed) => {
    const { sandbox, call } = await start({ seed });
    const response = await call("GET", "");
    assert.equal(response.headers.get("x-request-id"), response.headers.get("x-kong-request-id"));
    return sandbox.requests.map(({ id }) => id);
  };
  const ids = await idsOf(1);
  assert.equal(new Set(ids).size, 2);
  assert.match(ids[0], /^[0-9a-f]{32}$/);
  assert.deepEqual(await idsOf(1), ids);
  assert.notDeepEqual(await idsOf(2), ids);
});

test("a rate limit starts again each second", async () => {
  let time = 10_000;
  const sandbox = createSandbox({ rateLimit: 3, now: () => time });
  const call = await logIn(sandbox.fetch);
  for (const remaining of ["1", "0"]) {
    const response = await call("GET", "");
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("ratelimit-remaining"), remaining);
  }
  const limited = await call("POST", "/inactive/43");
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("retry-after"), "1");
  assert.equal(limited.headers.get("ratelimit-limit"), "3");
  assert.equal((await limited.json()).message, "API rate limit exceeded");
  assert.equal(sandbox.secrets.get(43).active, true);
  time += 1000;
  assert.equal((await call("POST", "/inactive/43")).status, 200);
});

test("latency delays every answer", async () => {
  const sleeps = [];
  const sandbox = createSandbox({ latency: 40, sleep: async (milliseconds) => void sleeps.push(milliseconds) });
  const call = await logIn(sandbox.fetch);
  await call("GET", "");
  assert.deepEqual(sleeps, [40, 40]);
});

function preflight(fetch, from = "https://app.example") {
  return fetch(`${path}/inactive/43`, {
    method: "OPTIONS",
    headers: {
      origin: from,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
}

const lower = (text) => text?.toLowerCase().split(/, */);

test("CORS on: answers, faults, 501s and preflights allow any origin", async () => {
  const sandbox = createSandbox({ faults: { rate: 1, kinds: ["html"] } });
  const answer = await preflight(sandbox.fetch);
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(lower(answer.headers.get("access-control-allow-methods")), ["get", "post", "put"]);
  const allowed = lower(answer.headers.get("access-control-allow-headers"));
  assert.ok(["authorization", "content-type"].every((name) => allowed.includes(name)));

  for (const response of [await askToken(sandbox.fetch), await sandbox.fetch(`${origin}/nowhere`)]) {
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    const exposed = lower(response.headers.get("access-control-expose-headers"));
    assert.deepEqual(exposed, ["retry-after", "x-request-id", "x-kong-request-id"]);
  }
});

test("CORS for one origin allows no other", async () => {
  const { fetch } = createSandbox({ cors: "https://app.example" });
  const allowed = async (from) => (await preflight(fetch, from)).headers.get("access-control-allow-origin");
  assert.equal(await allowed("https://app.example"), "https://app.example");
  assert.equal(await allowed("https://evil.example"), null);
  const response = await askToken(fetch, { headers: { origin: "https://app.example" } });
  assert.equal(response.headers.get("access-control-allow-origin"), "https://app.example");
  assert.equal(response.headers.get("vary"), "Origin");
});

test("CORS off: a preflight gets 404, and no answer has CORS headers", async () => {
  const { fetch } = createSandbox({ cors: false });
  const answer = await preflight(fetch);
  assert.equal(answer.status, 404);
  assert.equal((await answer.json()).message, "no Route matched with those values");
  for (const response of [answer, await askToken(fetch)]) {
    assert.equal(response.headers.get("access-control-allow-origin"), null);
    assert.equal(response.headers.get("access-control-expose-headers"), null);
  }
});
