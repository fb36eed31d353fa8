// The rules for a broker's audit, against evidence made by hand: true audits break none, and each rule has a false audit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { auditProblems, rules } from "../../scripts/model/audit-verdict.mjs";
import { begin, brokerEvidence, call, end, switchedOff } from "./audit-evidence.mjs";
import { already, done, look, lost, refused } from "./evidence.mjs";

/** A request that was refused for its token. */
const revoked = (number) => refused(number, { fault: "token revoked", family: "revoked" });
const answer = (status, number = 1) => ({ number, status });
/** The request 1 was lost: the broker answers 502. */
const lostCall = { calls: [call({ status: 502, sends: [answer(null)] })], requests: [lost(1)], switches: [] };
const deniedCall = { calls: [call({ status: 403, sends: [] })], requests: [], switches: [] };

/** True audits. */
const trueAudits = {
  changed: brokerEvidence(),
  unchanged: brokerEvidence({ requests: [already(1)], switches: [], notes: [begin(), end("unchanged")] }),
  refused: brokerEvidence({
    ...{ calls: [call({ status: 403, sends: [answer(403)] })], requests: [refused(1)], switches: [] },
    notes: [begin(), end("failed", { status: 403 })],
  }),
  "lost, and not done": brokerEvidence({ ...lostCall, notes: [begin(), end("unknown", { status: 502 })] }),
  "lost, and done later": brokerEvidence({
    ...{ ...lostCall, switches: [switchedOff(30)] },
    notes: [begin(), end("unknown", { status: 502 })],
  }),
  "sent again with another token": brokerEvidence({
    ...{ calls: [call({ sends: [answer(401), answer(200, 2)] })], requests: [revoked(1), done(2)] },
    ...{ switches: [{ ...switchedOff(21), number: 2 }], notes: [begin(), end("changed", {}, 22)] },
  }),
  "no token": brokerEvidence({
    ...{ calls: [call({ status: 502, sends: [answer(401)] })], requests: [revoked(1)], switches: [] },
    notes: [begin(), end("skipped", { status: 502 })],
  }),
  denied: brokerEvidence({ ...deniedCall, notes: [end("denied", { status: 403 })] }),
  "the begin could not be kept": brokerEvidence({
    ...{ ...deniedCall, calls: [call({ status: 503, sends: [], unkept: ["begin"] })] },
    notes: [begin(), end("denied", { status: 503 })],
  }),
  "the end could not be kept": brokerEvidence({ calls: [call({ unkept: ["end"] })], notes: [begin()] }),
  "no path of the API's": brokerEvidence({ ...deniedCall, calls: [call({ status: 404, sends: [] })], notes: [] }),
  "the broker stopped waiting": brokerEvidence({
    ...{ calls: [call({ status: 504, sends: [answer(null)] })], hasTimeout: true },
    notes: [begin(), end("unknown", { status: 504 }, 9)],
  }),
  "a look": brokerEvidence({
    ...{ operation: "look", requests: [look(1, "active")], switches: [] },
    notes: [end("answered", { operation: "isActive" })],
  }),
};

for (const [name, evidence] of Object.entries(trueAudits)) {
  test(`a true audit breaks no rule: ${name}`, () => assert.deepEqual(auditProblems(evidence), []));
}

/** False audits by the rule that they break. They may break other rules as well. */
const falseAudits = {
  "the broker sends nothing of its own but requests for a token": [
    brokerEvidence({ requests: [done(1), look(0, "active")] }),
  ],
  "every request of the server's belongs to one call, and arrives once": [
    brokerEvidence({ requests: [done(1), done(2)] }),
    brokerEvidence({ requests: [done(1), done(1)] }),
  ],
  "the audit has no record but of these calls, and of tokens": [
    brokerEvidence({ notes: [begin(), end(), end("changed", { id: "b" })] }),
  ],
  "a call has one end, unless it could not be kept": [
    brokerEvidence({ notes: [begin()] }),
    brokerEvidence({ notes: [begin(), end(), end()] }),
    brokerEvidence({ ...deniedCall, notes: [] }),
  ],
  "a change that was sent has one begin, a look or a denied call none": [
    brokerEvidence({ notes: [end()] }),
    brokerEvidence({ notes: [begin(), begin(6), end()] }),
    brokerEvidence({ ...deniedCall, notes: [begin(), end("denied", { status: 403 })] }),
    brokerEvidence({
      ...{ operation: "look", requests: [look(1, "active")], switches: [] },
      notes: [begin(5, { operation: "isActive" }), end("answered", { operation: "isActive" })],
    }),
  ],
  "the begin is kept before the request is sent": [brokerEvidence({ notes: [begin(10.5), end()] })],
  "a change whose begin could not be kept is not sent": [brokerEvidence({ calls: [call({ unkept: ["begin"] })] })],
  "the end is kept after the request has arrived and its work is done": [
    brokerEvidence({ notes: [begin(), end("changed", {}, 9)] }),
    brokerEvidence({ notes: [begin(), end("changed", {}, 10.5)] }),
  ],
  "changed: this call changed the item": [
    brokerEvidence({ switches: [] }),
    brokerEvidence({ switches: [{ ...switchedOff(), by: "other", number: 0 }] }),
    brokerEvidence({ switches: [{ ...switchedOff(), changed: false }] }),
  ],
  "unchanged, failed, skipped, denied: this call changed nothing": [
    brokerEvidence({ notes: [begin(), end("unchanged")] }),
    brokerEvidence({ notes: [begin(), end("failed")] }),
    brokerEvidence({ notes: [begin(), end("skipped")] }),
    brokerEvidence({ notes: [begin(), end("denied")] }),
    brokerEvidence({
      ...{ ...lostCall, switches: [switchedOff(30)] },
      notes: [begin(), end("failed", { status: 502 })],
    }),
  ],
  "denied: nothing was sent": [brokerEvidence({ switches: [], notes: [begin(), end("denied")] })],
  "skipped: what was sent was refused for its token": [
    brokerEvidence({ ...lostCall, notes: [begin(), end("skipped", { status: 502 })] }),
  ],
  "failed: the answer was a refusal": [
    brokerEvidence({ ...lostCall, notes: [begin(), end("failed", { status: 502 })] }),
  ],
  "the answer decides: done is changed, already is unchanged, refused is failed": [
    brokerEvidence({ notes: [begin(), end("unknown")] }),
    brokerEvidence({ requests: [already(1)], switches: [], notes: [begin(), end("unknown")] }),
    brokerEvidence({
      ...{ calls: [call({ status: 403, sends: [answer(403)] })], requests: [refused(1)], switches: [] },
      notes: [begin(), end("unknown", { status: 403 })],
    }),
    brokerEvidence({
      ...{ requests: [done(1, { fault: "OK", family: "odd", doubt: true, meaning: null })] },
      notes: [begin(), end("changed")],
    }),
  ],
  "a look is answered, or it is not": [
    brokerEvidence({
      ...{ operation: "look", requests: [look(1, "active")], switches: [] },
      notes: [end("unchanged", { operation: "isActive" })],
    }),
  ],
  "a request is sent once, and again only after a 401": [
    brokerEvidence({ calls: [call({ sends: [answer(502), answer(200, 2)] })], requests: [lost(1), done(2)] }),
    brokerEvidence({ calls: [call({ sends: [answer(null), answer(200, 2)] })], requests: [lost(1), done(2)] }),
    brokerEvidence({
      calls: [call({ sends: [answer(401), answer(401, 2), answer(401, 3), answer(200, 4)] })],
      requests: [revoked(1), revoked(2), revoked(3), done(4)],
    }),
  ],
  "a complete answer is passed on with its status": [
    brokerEvidence({
      ...{ calls: [call({ status: 502 })] },
      notes: [begin(), end("unknown", { status: 502 })],
    }),
    brokerEvidence({
      ...{ calls: [call({ status: 504 })] },
      notes: [begin(), end("unknown", { status: 504 })],
    }),
    brokerEvidence({
      ...{ calls: [call({ status: 200, sends: [answer(403)] })], requests: [refused(1)], switches: [] },
      notes: [begin(), end("failed")],
    }),
  ],
  "an answer that is not complete is a 502 or 504": [
    brokerEvidence({
      ...{ ...lostCall, calls: [call({ sends: [answer(200)] })] },
      notes: [begin(), end("unknown")],
    }),
    brokerEvidence({
      ...{ ...lostCall, calls: [call({ status: 403, sends: [answer(null)] })] },
      notes: [begin(), end("unknown", { status: 403 })],
    }),
  ],
  "the end has the status that the caller got": [
    brokerEvidence({ notes: [begin(), end("changed", { status: 502 })] }),
    brokerEvidence({ calls: [call({ status: null })] }),
  ],
  "each record says who asked for what": [
    brokerEvidence({ notes: [begin(), end("changed", { identity: "rui@example.com" })] }),
    brokerEvidence({ notes: [begin(5, { operation: "activate" }), end()] }),
    brokerEvidence({ notes: [begin(), end("changed", { kind: "note" })] }),
    brokerEvidence({ notes: [begin(), end("changed", { identifier: "43~8" })] }),
  ],
};

for (const [rule, cases] of Object.entries(falseAudits)) {
  test(`a false audit breaks the rule "${rule}"`, () => {
    for (const [index, broken] of cases.entries()) {
      const found = auditProblems(broken).map((problem) => problem.rule);
      assert.ok(found.includes(`audit: ${rule}`), `case ${index} breaks ${found.join("; ") || "no rule"}`);
    }
  });
}

test("every rule has a false audit that breaks it", () =>
  assert.deepEqual(Object.keys(falseAudits).sort(), [...rules].sort()));
