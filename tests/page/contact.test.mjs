// @ts-check
// When a run says that MySafe does not answer, and when it says that it will end.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageModule } from "./module.mjs";

/** @typedef {import("mysafe-wasm").BatchOutcome} Outcome */

/** @type {typeof import("../../www/src/run/contact.ts")} */
const { Contact } = await pageModule("run/contact.ts");

/** @returns {Outcome} */
const done = () => ({ identifier: "1", state: "changed", change: /** @type {any} */ ({ active: false }) });

/** @param {"failed" | "unknown"} state @param {object} error @returns {Outcome} */
const open = (state, error) => ({ identifier: "1", state, error: /** @type {any} */ (error) });

const s = 1_000;

/** A contact of which one request is under way from the time 0 on. */
function begun(limit = 60 * s) {
  const contact = new Contact(limit);
  contact.sent(0);
  return contact;
}

describe("a run without answers", () => {
  test("is in trouble after five seconds, and ends a minute after the first request that has no answer", () => {
    const contact = begun();
    contact.sent(2 * s);
    assert.equal(contact.trouble(4.9 * s), undefined);
    assert.deepEqual(contact.trouble(5 * s), { since: 0, code: undefined, oneAtATime: false, endsAt: 60 * s });
  });

  test("counts from the last documented answer, while other requests are under way", () => {
    const contact = begun();
    contact.sent(1 * s);
    contact.ended();
    contact.settled(done(), 20 * s);
    assert.equal(contact.trouble(24.9 * s), undefined);
    assert.equal(contact.trouble(25 * s)?.since, 20 * s);
    contact.ended();
    contact.settled(done(), 30 * s);
    assert.equal(contact.trouble(1_000 * s), undefined, "nothing is under way");
  });

  test("tries one at a time after eight failures in a row, and not after seven", () => {
    const contact = begun();
    for (let failures = 1; failures <= 7; failures += 1) contact.failed("NETWORK");
    assert.equal(contact.trouble(1 * s), undefined);
    contact.settled(open("unknown", { code: "TIMEOUT", retryable: true }), 1 * s);
    assert.deepEqual(contact.trouble(1 * s), { since: 0, code: "TIMEOUT", oneAtATime: true, endsAt: 60 * s });
    contact.settled(open("failed", { code: "ACCESS_DENIED", status: 400, apiCode: 1006 }), 2 * s);
    assert.equal(contact.trouble(2 * s), undefined, "a refusal of MySafe's own shows that it is there");
  });

  test("takes no answer of a proxy for one of MySafe, and does not say that such ones slow the batch down", () => {
    const contact = begun();
    for (let failures = 1; failures <= 20; failures += 1) {
      contact.settled(open("failed", { code: "ACCESS_DENIED", status: 403, retryable: false }), s);
    }
    assert.equal(contact.trouble(2 * s), undefined);
    assert.deepEqual(contact.trouble(5 * s), { since: 0, code: "ACCESS_DENIED", oneAtATime: false, endsAt: 60 * s });
  });

  test("takes refused tokens and requested waits for no failures", () => {
    const contact = begun();
    for (let failures = 1; failures <= 20; failures += 1) {
      contact.failed("UNAUTHORIZED");
      contact.failed("RATE_LIMITED");
    }
    assert.equal(contact.trouble(4 * s), undefined);
    const trouble = contact.trouble(6 * s);
    assert.equal(trouble?.code, "RATE_LIMITED");
    assert.equal(trouble?.oneAtATime, false);
  });

  test("is in no trouble during a pause, whose time does not count", () => {
    const contact = begun();
    contact.ended();
    contact.failed("TIMEOUT");
    contact.settled(open("unknown", { code: "TIMEOUT", retryable: true }), 20 * s);
    contact.idle(20 * s);
    assert.equal(contact.trouble(500 * s), undefined);
    contact.sent(520 * s);
    assert.equal(contact.trouble(521 * s)?.endsAt, 560 * s);
  });

  test("never ends by itself without a limit", () => {
    assert.equal(begun(Number.POSITIVE_INFINITY).trouble(600 * s)?.endsAt, undefined);
  });

  test("hears only of its own requests", () => {
    const contact = new Contact(60 * s);
    const batch = /** @type {const} */ ({ kind: "password", action: "deactivate" });
    const event = { type: "request", time: 0, attempt: 1 };
    for (const other of [
      { operation: "deactivate" }, // of an API secret
      { operation: "activate", kind: "password" },
      { operation: "isActive", kind: "password" },
      { operation: "list", kind: "password" },
    ]) {
      contact.note(/** @type {any} */ ({ ...event, ...other }), batch);
    }
    assert.equal(contact.trouble(60 * s), undefined);
    contact.note(/** @type {any} */ ({ ...event, operation: "isActive", kind: "password" }), {
      ...batch,
      verify: true,
    });
    assert.equal(contact.trouble(60 * s)?.since, 0);
  });
});
