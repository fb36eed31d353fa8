// What mysafe-sandbox does wrong on demand, as the built package meets it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

/** A sandbox of three secrets, 43 to 45, and a client of it. */
function start(options = {}, sandboxOptions = {}) {
  const sandbox = createSandbox({ secrets: 3, ...sandboxOptions });
  const mysafe = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch, ...options });
  return { sandbox, mysafe, odd: (answer, step = {}) => sandbox.next({ fault: "odd", answer, ...step }) };
}

const identifiers = (secrets) => secrets.map(({ identifier }) => identifier);

for (const [answer, words] of [
  ["oauth-error", /invalid_client/],
  ["envelope-error", /1006: User does not have access/],
  ["bare-message", /You are not authorized to access this resource/],
]) {
  test(`a token endpoint that refuses under 200 is believed, and not asked again: ${answer}`, async () => {
    const { sandbox, mysafe, odd } = start();
    odd(answer, { times: 9 });
    await rejects(mysafe.deactivate("43"), "UNAUTHORIZED", words);
    assert.equal(sandbox.tokenRequests, 1);
    const report = await mysafe.deactivateMany(["43", "44", "45"], { concurrency: 1 });
    assert.deepEqual([report.error?.code, report.failed, report.skipped], ["UNAUTHORIZED", 1, 2]);
    assert.equal(sandbox.tokenRequests, 2);
  });
}

test("a login page under 200 is no success, and is not asked for again", async () => {
  const { sandbox, mysafe, odd } = start();
  odd("login-page", { operation: "token" });
  await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /text\/html/);
  assert.equal(sandbox.tokenRequests, 1);
  for (const applied of [false, true]) {
    odd("login-page", { operation: "deactivate", applied });
    await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /text\/html.*may have been made/s);
    assert.equal(sandbox.secrets.get("43").active, !applied);
  }
  odd("login-page", { operation: "list" });
  await rejects(mysafe.list(), "INVALID_RESPONSE", /text\/html/);
  assert.deepEqual([sandbox.pendingSteps, sandbox.requests.length], [0, 5]);
});

test("a list is read as PHP writes it", async () => {
  const { mysafe, odd } = start();
  const right = await mysafe.list();
  for (const answer of ["keyed", "decimal", "bom"]) {
    odd(answer, { operation: "list" });
    assert.deepEqual(await mysafe.list(), right, answer);
  }
  for (const answer of ["null-list", "no-list"]) {
    odd(answer);
    assert.deepEqual(await mysafe.list(), [], answer);
  }
});

test("an entry without an identifier is told by its place, and not asked for again", async () => {
  const { sandbox, mysafe, odd } = start();
  odd("no-identifier");
  await rejects(mysafe.list(), "INVALID_RESPONSE", /entry 3 of the list has no identifier/);
  assert.equal(sandbox.requests.filter(({ operation }) => operation === "list").length, 1);
});

test("an identifier that is 43.0 is 43, of one secret too", async () => {
  const { mysafe, odd } = start();
  odd("decimal", { operation: "get" });
  assert.equal((await mysafe.get("43")).identifier, "43");
  odd("decimal", { operation: "update" });
  assert.equal((await mysafe.update("43", { name: "new" })).identifier, "43");
  odd("decimal", { operation: "create" });
  const fresh = { name: "n", url: "https://api.example", clientId: "c" };
  assert.equal((await mysafe.create(fresh)).identifier, "46");
});

for (const [answer, shown] of [
  ["latin-1", "produ\ufffd\ufffdo"],
  ["half-pair", "\ud83d"],
]) {
  test(`bytes that are not clean spoil neither a list, a change, nor a refusal: ${answer}`, async () => {
    const { sandbox, mysafe, odd } = start();
    odd(answer);
    const entries = await mysafe.list();
    assert.deepEqual(identifiers(entries), ["43", "44", "45"]);
    for (const { name } of entries) assert.ok(name.endsWith(` ${shown}`), JSON.stringify(name));
    odd(answer);
    const change = await mysafe.deactivate("43");
    assert.deepEqual([change.changed, change.certain], [true, true]);
    assert.equal(sandbox.secrets.get("43").active, false);
    odd(answer);
    await rejects(mysafe.deactivate("999"), "NOT_FOUND", /1005/);
  });
}

test("a byte order mark hides neither a token, a change, nor a refusal", async () => {
  const { sandbox, mysafe, odd } = start();
  odd("bom", { times: 2 });
  const change = await mysafe.deactivate("43");
  assert.deepEqual([change.changed, change.certain, change.attempts], [true, true, 1]);
  odd("bom");
  await rejects(mysafe.deactivate("999"), "NOT_FOUND", /1005/);
  assert.equal(sandbox.pendingSteps, 0);
});

test("1006 without its colon is 1006, and certainly nothing was done", async () => {
  const { mysafe, odd } = start();
  odd("no-colon", { operation: "deactivate", times: 2 });
  const error = await rejects(mysafe.deactivate("43"), "ACCESS_DENIED", /1006 User does not have access/);
  assert.deepEqual([error.apiCode, error.attempts], [1006, 1]);
  const { outcomes } = await mysafe.deactivateMany(["43"]);
  assert.equal(outcomes[0].state, "failed");
});

for (const [retryAfter, wait] of [
  ["2.5", 2500],
  ["2, 2", 2000],
  ["in a while", 0],
]) {
  test(`Retry-After: ${retryAfter} is a wait of ${wait} ms`, async () => {
    const delays = [];
    const onEvent = ({ type, delay }) => type === "retry" && delays.push(delay);
    const { mysafe, sandbox } = start({ onEvent, retry: { minDelay: 1, maxDelay: 1 } });
    sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter });
    assert.equal((await mysafe.deactivate("43")).attempts, 2);
    assert.equal(delays.length, 1);
    assert.ok(delays[0] >= wait && delays[0] <= wait + 1, String(delays));
  });
}

test("a token that is handed out before every node knows it is waited for", async () => {
  const { sandbox } = start({}, { tokenLag: 100 });
  const asked = await sandbox.fetch("https://vault.example/api/oauth2/token?grant_type=client_credentials", {
    headers: { authorization: `Basic ${btoa(`${demoClient.clientId}:${demoClient.clientSecret}`)}` },
  });
  const { access_token: token } = await asked.json();
  const { fetch } = sandbox;
  const mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: () => token, fetch });
  const change = await mysafe.deactivate("43");
  assert.equal(change.changed, true);
  assert.ok(change.attempts > 1, `${change.attempts} attempts`);
});

test("a fresh token that is not known at once is waited for", async () => {
  const { mysafe } = start({}, { tokenLag: 100 });
  assert.equal((await mysafe.deactivate("43")).changed, true);
});
