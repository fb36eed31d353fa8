// What a batch sees through a broker, against calls made by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seenThrough } from "../../scripts/model/passage.mjs";
import { call } from "./audit-evidence.mjs";
import { done, lost, refused } from "./evidence.mjs";

const sent = [{ number: 7, operation: "deactivate", key: "43" }];

/** The requests that a client sees, of one call. */
function seen(requests, made) {
  const log = { requests, switches: [], notes: [] };
  return seenThrough(log, { identity: "", hasTimeout: false, calls: [call(made)] }, sent).requests;
}

test("an answer that is passed on is the server's, under the client's number", () => {
  assert.deepEqual(seen([done(1)], {}), [{ ...done(1), number: 7 }]);
  const refusal = refused(1);
  assert.deepEqual(seen([refusal], { status: 403, sends: [{ number: 1, status: 403 }] }), [{ ...refusal, number: 7 }]);
});

test("of a call that was sent again after a 401, the client sees the last answer", () => {
  const sends = [
    { number: 1, status: 401 },
    { number: 2, status: 200 },
  ];
  assert.deepEqual(seen([refused(1), done(2)], { sends }), [{ ...done(2), number: 7 }]);
});

test("a 502 and a 504 in place of an answer leave doubt, whatever the server did", () => {
  for (const status of [502, 504]) {
    for (const request of [done(1), lost(1), refused(1)]) {
      const [found] = seen([request], { status, sends: [{ number: 1, status: null }] });
      assert.deepEqual({ doubt: found.doubt, meaning: found.meaning }, { doubt: true, meaning: null });
      assert.equal(found.work, request.work);
    }
  }
});

test("a call that the broker refused is a refusal, and one that it could not pass on leaves doubt", () => {
  for (const [status, doubt] of [
    [403, false],
    [404, false],
    [429, false],
    [400, true],
    [408, true],
    [502, true],
    [503, true],
    [null, true],
  ]) {
    const [found] = seen([], { status, sends: [] });
    assert.equal(found.doubt, doubt, String(status));
    assert.equal(found.meaning, doubt ? null : "refused");
    assert.equal(found.work, "never");
  }
});

test("a request that never arrived is missing, and requests for a token stay", () => {
  assert.deepEqual(seen([], { status: 502 }), []);
  const token = done(0, { operation: "token" });
  assert.deepEqual(seen([token, done(1)], {}), [token, { ...done(1), number: 7 }]);
});
