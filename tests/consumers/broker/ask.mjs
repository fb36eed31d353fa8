// Asks a broker from outside, over HTTP, as pages and programs do, and compares what it says with the MySafe behind it.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";

const batch = Array.from({ length: 20 }, (_, index) => String(60 + index));
const stored = "the value c4nary of 43";

/** A MySafe whose answer to one request can be held back. */
export async function serveHeld() {
  let held;
  const sandbox = createSandbox({
    clients: [demoClient],
    latency: 1,
    async sleep() {
      const { arrive, released } = held ?? {};
      held = undefined;
      arrive?.();
      await released;
    },
  });
  sandbox.secrets.remove("43");
  sandbox.secrets.add({ identifier: "43", clientSecret: stored });
  const { url, close } = await serve(sandbox);
  return {
    sandbox,
    url,
    close,
    /** Holds back the answer to the next request, from when it has `arrived` until `release`. */
    hold() {
      let [arrive, release] = [() => {}, () => {}];
      const arrived = new Promise((resolve) => {
        arrive = resolve;
      });
      const released = new Promise((resolve) => {
        release = resolve;
      });
      held = { arrive, released };
      return { arrived, release };
    },
  };
}

/**
 * @param {string} url of the broker of company.js
 * @param {Awaited<ReturnType<typeof serveHeld>>} mysafe the MySafe behind it
 */
export async function ask(url, { sandbox, hold }) {
  const request = (path, init) => fetch(url + path, init);
  const as = (person) => ({ cookie: `person=${person}` });
  const tokenOf = async (person) => {
    const answer = await request("/token", { method: "POST", headers: as(person) });
    assert.equal(answer.status, 200);
    return (await answer.json()).access_token;
  };
  const clientOf = (person, options) => new MySafe({ baseUrl: url, accessToken: () => tokenOf(person), ...options });
  const auditOf = async (identity) => {
    const records = await (await request("/audit")).json();
    return records
      .filter((record) => record.identity === `${identity}@example.com`)
      .map(({ event, operation, identifier, outcome, status }) =>
        [event, operation, identifier, outcome, status].filter((part) => part !== undefined).join(" "),
      );
  };
  const arrivals = (identifier) =>
    sandbox.requests.filter((one) => one.operation === "deactivate" && one.identifier === identifier).length;

  // Nobody is signed in.
  for (const answer of [await request("/token", { method: "POST" }), await request("/session")]) {
    assert.equal(answer.status, 401);
    assert.deepEqual(await answer.json(), { message: "mysafe-broker: nobody is signed in." });
  }
  for (const headers of [{}, { authorization: "Bearer not.a.token" }]) {
    const answer = await request("/api/mysafe/secretapi/inactive/43", { method: "POST", headers });
    assert.equal(answer.status, 401);
  }
  assert.equal(sandbox.requests.length, 0, "nothing was passed on");

  // Somebody is.
  const session = await (await request("/session", { headers: as("ana") })).json();
  const switches = ["activate", "deactivate", "list", "isActive"];
  assert.deepEqual(session.identity, { id: "ana@example.com", name: "Ana Lima", roles: ["responder"] });
  assert.deepEqual(session.grants, { apiSecret: switches, password: switches, note: switches });
  const ana = clientOf("ana");
  assert.equal((await ana.list()).length, sandbox.secrets.size);
  assert.equal(await ana.isActive("43"), true);
  const { changed, certain, attempts } = await ana.deactivate("43");
  assert.deepEqual({ changed, certain, attempts }, { changed: true, certain: true, attempts: 1 });
  assert.equal(await ana.isActive("43"), false);
  assert.equal((await ana.activate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, true);
  await assert.rejects(ana.deactivate("404404"), { code: "NOT_FOUND", apiCode: 1005 });
  const alone = await auditOf("ana");
  assert.deepEqual(alone, [
    "end token issued 200",
    "end list answered 200",
    "end isActive 43 answered 200",
    "begin deactivate 43",
    "end deactivate 43 changed 200",
    "end isActive 43 answered 400",
    "begin activate 43",
    "end activate 43 changed 200",
    "begin deactivate 404404",
    "end deactivate 404404 failed 400",
  ]);

  // Values are taken out.
  const token = await tokenOf("ana");
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const got = await (await request("/api/mysafe/secretapi/43", { headers })).text();
  assert.equal(JSON.parse(got).api_secret_entity.identifier, "43");
  assert.ok(!got.includes(stored) && !got.includes("client_secret"), got);

  // Calls share one token of MySafe's. One that MySafe refuses is renewed behind the broker, also for many calls at a time.
  assert.equal(sandbox.tokenRequests, 1);
  sandbox.revokeTokens();
  const report = await ana.deactivateMany(batch, { concurrency: batch.length });
  assert.deepEqual([report.changed, report.total], [batch.length, batch.length]);
  assert.ok(report.outcomes.every(({ change }) => change.certain && change.attempts === 1));

  // A lost answer is not known, here and behind: the broker sent the change once.
  sandbox.next({ operation: "deactivate", identifier: "50", fault: "lost" });
  await assert.rejects(clientOf("ana", { retry: false }).deactivate("50"), (error) => {
    assert.deepEqual([error.code, error.status], ["SERVER", 502]);
    assert.match(error.message, /may have been made/);
    return true;
  });
  assert.equal(arrivals("50"), 1);
  sandbox.next({ operation: "deactivate", identifier: "51", fault: "lost" });
  const again = await ana.deactivate("51");
  assert.deepEqual([again.changed, again.certain, again.attempts], [true, false, 2]);

  // A caller that leaves does not end the change.
  const { arrived, release } = hold();
  const leaving = new AbortController();
  const left = request("/api/mysafe/secretapi/inactive/52", { method: "POST", headers, signal: leaving.signal });
  await Promise.race([arrived, left]);
  leaving.abort();
  await assert.rejects(left, { name: "AbortError" });
  release();
  while (!(await auditOf("ana")).some((line) => line.startsWith("end deactivate 52"))) await delay(10);

  const together = (await auditOf("ana")).slice(alone.length);
  const ofBatch = (line) => batch.some((identifier) => line.includes(` ${identifier}`));
  assert.deepEqual(
    together.filter((line) => !ofBatch(line)),
    [
      "end token issued 200",
      "end isActive 43 answered 200",
      "end token issued 200",
      "begin deactivate 50",
      "end deactivate 50 unknown 502",
      "begin deactivate 51",
      "end deactivate 51 unknown 502",
      "begin deactivate 51",
      "end deactivate 51 unchanged 200",
      "begin deactivate 52",
      "end deactivate 52 changed 200",
    ],
  );
  assert.deepEqual(
    together.filter(ofBatch).sort(),
    batch
      .flatMap((identifier) => [`begin deactivate ${identifier}`, `end deactivate ${identifier} changed 200`])
      .sort(),
  );

  // A viewer changes nothing.
  const rui = clientOf("rui");
  assert.equal(await rui.isActive("45"), true);
  await assert.rejects(rui.deactivate("45"), { code: "ACCESS_DENIED", status: 403 });
  assert.equal(arrivals("45"), 0);
  assert.deepEqual(await auditOf("rui"), [
    "end token issued 200",
    "end isActive 45 answered 200",
    "end deactivate 45 denied 403",
  ]);

  // Who asks too often waits, and nobody else: the token is the first of sixty calls.
  const bot = { authorization: `Bearer ${await tokenOf("bot")}` };
  const statuses = [];
  for (let call = 0; call < 61; call += 1) {
    const answer = await request("/api/mysafe/secretapi/45", { headers: bot });
    statuses.push(answer.status);
    await answer.text();
    if (answer.status === 429) assert.ok(Number(answer.headers.get("retry-after")) > 0);
  }
  assert.deepEqual(statuses, [...Array(59).fill(200), 429, 429]);
  assert.equal((await auditOf("bot")).filter((line) => line === "end isActive 45 denied 429").length, 2);
  assert.equal(await ana.isActive("45"), true);

  // Nothing of this is in the audit.
  const audit = await (await request("/audit")).text();
  for (const secret of [token, stored, demoClient.clientSecret]) assert.ok(!audit.includes(secret));
  assert.equal((await request("/ready")).status, 200);
}
