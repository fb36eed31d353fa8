// The client against the answers that mysafe-sandbox gives on demand with the fault `odd`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";
import { rejects } from "./rejects.mjs";

/** A client and its sandbox, which has the secrets 43 to 45; `odd` makes the next answer an odd one. */
function start(options = {}, sandboxOptions = {}) {
  const sandbox = createSandbox({ secrets: 3, ...sandboxOptions });
  const mysafe = new MySafe({ baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch, ...options });
  return { sandbox, mysafe, odd: (answer, step = {}) => sandbox.next({ fault: "odd", answer, ...step }) };
}

const identifiers = (secrets) => secrets.map(({ identifier }) => identifier);

for (const [answer, message] of [
  ["oauth-error", /invalid_client/],
  ["envelope-error", /1006: User does not have access/],
  ["bare-message", /You are not authorized to access this resource/],
]) {
  test(`a refusal of the token endpoint under HTTP 200 is UNAUTHORIZED, and not retried: ${answer}`, async () => {
    const { sandbox, mysafe, odd } = start();
    odd(answer, { times: 9 });
    await rejects(mysafe.deactivate("43"), "UNAUTHORIZED", message);
    assert.equal(sandbox.tokenRequests, 1);
    const report = await mysafe.deactivateMany(["43", "44", "45"], { concurrency: 1 });
    assert.deepEqual([report.error?.code, report.failed, report.skipped], ["UNAUTHORIZED", 1, 2]);
    assert.equal(sandbox.tokenRequests, 2);
  });
}

test("a login page under HTTP 200 is INVALID_RESPONSE, and not retried", async () => {
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

test("reads a list in the forms in which PHP writes it", async () => {
  const { mysafe, odd } = start();
  const expected = await mysafe.list();
  for (const answer of ["keyed", "decimal", "bom"]) {
    odd(answer, { operation: "list" });
    assert.deepEqual(await mysafe.list(), expected, answer);
  }
  for (const answer of ["null-list", "no-list"]) {
    odd(answer);
    assert.deepEqual(await mysafe.list(), [], answer);
  }
});

test("reports a list entry without an identifier by its position, and does not retry", async () => {
  const { sandbox, mysafe, odd } = start();
  odd("no-identifier");
  await rejects(mysafe.list(), "INVALID_RESPONSE", /entry 3 of the list has no identifier/);
  assert.equal(sandbox.requests.filter(({ operation }) => operation === "list").length, 1);
});

test("reads the identifier 43.0 as 43 in the answers to get, update and create", async () => {
  const { mysafe, odd } = start();
  odd("decimal", { operation: "get" });
  assert.equal((await mysafe.get("43")).identifier, "43");
  odd("decimal", { operation: "update" });
  assert.equal((await mysafe.update("43", { name: "new" })).identifier, "43");
  odd("decimal", { operation: "create" });
  const newSecret = { name: "n", url: "https://api.example", clientId: "c" };
  assert.equal((await mysafe.create(newSecret)).identifier, "46");
});

for (const [answer, shown] of [
  ["latin-1", "produ\ufffd\ufffdo"],
  ["half-pair", "\ud83d"],
]) {
  test(`reads a list, a change and a refusal whose text is not valid Unicode: ${answer}`, async () => {
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

test("reads a token, a change and a refusal after a byte order mark", async () => {
  const { sandbox, mysafe, odd } = start();
  odd("bom", { times: 2 });
  const change = await mysafe.deactivate("43");
  assert.deepEqual([change.changed, change.certain, change.attempts], [true, true, 1]);
  odd("bom");
  await rejects(mysafe.deactivate("999"), "NOT_FOUND", /1005/);
  assert.equal(sandbox.pendingSteps, 0);
});

test("reads error 1006 without its colon as a refusal", async () => {
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
  test(`waits ${wait} ms after Retry-After: ${retryAfter}`, async () => {
    const delays = [];
    const onEvent = ({ type, delay }) => type === "retry" && delays.push(delay);
    const { mysafe, sandbox } = start({ onEvent, retry: { minDelay: 1, maxDelay: 1 } });
    sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter });
    assert.equal((await mysafe.deactivate("43")).attempts, 2);
    assert.equal(delays.length, 1);
    assert.ok(delays[0] >= wait && delays[0] <= wait + 1, String(delays));
  });
}

test("retries with a token of the caller until the server knows it", async () => {
  const { sandbox } = start({}, { tokenLag: 100 });
  const tokenResponse = await sandbox.fetch("https://vault.example/api/oauth2/token?grant_type=client_credentials", {
    headers: { authorization: `Basic ${btoa(`${demoClient.clientId}:${demoClient.clientSecret}`)}` },
  });
  const { access_token: token } = await tokenResponse.json();
  const { fetch } = sandbox;
  const mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: () => token, fetch });
  const change = await mysafe.deactivate("43");
  assert.equal(change.changed, true);
  assert.ok(change.attempts > 1, `${change.attempts} attempts`);
});

test("retries with a new token until the server knows it", async () => {
  const { mysafe } = start({}, { tokenLag: 100 });
  assert.equal((await mysafe.deactivate("43")).changed, true);
});
