// Answers that are not the provider's, or not to this attempt, sign nobody in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signInBench } from "./bench.mjs";

const code = (url) => url.searchParams.get("code");
const tokenRequests = (provider) => provider.requests.filter((request) => request === "POST /token").length;

/** The address with other parameters; `undefined` leaves one out. */
function changed(url, parameters) {
  const other = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) other.searchParams.delete(name);
    else other.searchParams.set(name, value);
  }
  return other;
}

/** Asserts that a callback is refused, and that nothing of it is told. */
async function refused({ identity, problems }, browser, callback, status) {
  const response = await browser.ask(callback);
  assert.equal(response.status, status, await response.clone().text());
  assert.equal(await identity(browser), null);
  const told = `${problems.join("\n")}${await response.clone().text()}`;
  if (code(callback) !== null) assert.ok(!told.includes(code(callback)), told);
  return response;
}

for (const [what, parameters] of [
  ["another state", { state: "another-state-another-state-another-state-x" }],
  ["no state", { state: undefined }],
]) {
  test(`an answer with ${what} is refused, and its code is not used`, async (t) => {
    const bench = await signInBench(t);
    const browser = bench.visitor();
    const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
    await refused(bench, browser, changed(callback, parameters), 400);
    assert.equal(tokenRequests(bench.provider), 0);
  });
}

test("a state that only begins as that of the attempt is refused, and the code is not used", async (t) => {
  const bench = await signInBench(t);
  const browser = bench.visitor();
  const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
  const state = `${callback.searchParams.get("state").slice(0, 8)}${"x".repeat(35)}`;
  await refused(bench, browser, changed(callback, { state }), 502);
  assert.equal(tokenRequests(bench.provider), 0);
  assert.match(bench.problems[0], /state/);
});

for (const [what, parameters] of [
  ["of another issuer", { iss: "https://evil.example" }],
  ["without an issuer, from a provider that states one", { iss: undefined }],
]) {
  test(`an answer ${what} is refused, and its code is not used`, async (t) => {
    const bench = await signInBench(t);
    const browser = bench.visitor();
    const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
    await refused(bench, browser, changed(callback, parameters), 502);
    assert.equal(tokenRequests(bench.provider), 0);
    assert.match(bench.problems[0], /iss/);
  });
}

for (const [what, parameters, problem] of [
  ["an ID token with another nonce", { nonce: "another-nonce" }, /nonce/],
  ["a code for another verifier", { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }, /invalid_grant/],
]) {
  test(`${what} is refused`, async (t) => {
    const bench = await signInBench(t);
    const browser = bench.visitor();
    const { url } = await browser.go(`${bench.address}sign-in`, (at) => at.pathname === "/auth");
    const callback = await browser.signInUntilCallback(changed(url, parameters), "ana");
    await refused(bench, browser, callback, 502);
    assert.equal(tokenRequests(bench.provider), 1);
    assert.match(bench.problems[0], problem);
  });
}

test("an attempt is good for one answer, also when that was refused", async (t) => {
  const bench = await signInBench(t);
  const browser = bench.visitor();
  const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
  await refused(bench, browser, changed(callback, { iss: "https://evil.example" }), 502);
  await refused(bench, browser, callback, 400);
});

test("an answer that comes again is not used: who is signed in goes on, and others are refused", async (t) => {
  const bench = await signInBench(t);
  const { address, provider, visitor, identity } = bench;
  const browser = visitor();
  const callback = await browser.signInUntilCallback(`${address}sign-in?return=/first`, "ana");
  const thief = browser.twin();
  await browser.ask(callback);
  const again = await browser.ask(callback);
  assert.equal(again.status, 303);
  assert.equal(again.headers.get("location"), "/");
  assert.deepEqual(again.headers.getSetCookie(), []);
  assert.equal(tokenRequests(provider), 1);
  await refused(bench, visitor(), callback, 400);
  // With the cookie of the attempt too, the provider refuses the code.
  await refused(bench, thief, callback, 502);
  assert.match(bench.problems[0], /invalid_grant/);
  assert.equal((await identity(browser)).id, "ana");
});

test("the answer to one browser signs in no other", async (t) => {
  const bench = await signInBench(t);
  const victim = bench.visitor();
  await victim.ask(`${bench.address}sign-in`);
  const callback = await bench.visitor().signInUntilCallback(`${bench.address}sign-in`, "rui");
  await refused(bench, victim, callback, 400);
});

test("who says no at the provider is told so, and can begin again", async (t) => {
  const bench = await signInBench(t);
  const browser = bench.visitor();
  const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "");
  const page = await (await refused(bench, browser, callback, 403)).text();
  assert.match(page, /access_denied/);
  assert.match(page, /<a href="\/sign-in">/);
});

test("words of an answer stand in the page as text, and never as markup", async (t) => {
  const bench = await signInBench(t);
  const browser = bench.visitor();
  const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
  const error = "<script>alert(1)</script>";
  const forged = changed(callback, { code: undefined, error, error_description: `${error}\n2026 forged line` });
  const response = await refused(bench, browser, forged, 403);
  assert.ok(!(await response.text()).includes("<script"));
  assert.match(response.headers.get("content-security-policy"), /default-src 'none'/);
  assert.ok(!bench.problems[0].includes("\n"));
});

test("an attempt is over after ten minutes", async (t) => {
  const bench = await signInBench(t);
  const browser = bench.visitor();
  const callback = await browser.signInUntilCallback(`${bench.address}sign-in`, "ana");
  const now = Date.now();
  t.mock.method(Date, "now", () => now + 601_000);
  await refused(bench, browser, callback, 400);
});

test("each path has one method, and other hosts are not answered", async (t) => {
  const { address, visitor, instance } = await signInBench(t);
  const browser = visitor();
  for (const [method, path] of [
    ["POST", "sign-in"],
    ["POST", "callback"],
    ["GET", "sign-out"],
  ]) {
    assert.equal((await browser.ask(address + path, { method })).status, 405, path);
  }
  const { fetch } = instance();
  assert.equal((await fetch(new Request("http://rebound.example/sign-in"))).status, 421);
});
