// The rules of the verdict, against evidence made by hand: true reports break none, and each rule has a false report.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countConclusive, problems, rules } from "../../scripts/model/verdict.mjs";
import {
  aborted,
  already,
  changed,
  done,
  evidence,
  failed,
  look,
  lost,
  off,
  refused,
  skipped,
  unchanged,
  unknown,
  verify,
} from "./evidence.mjs";

/** True reports. */
const trueReports = {
  done: evidence([changed()], [done(1)], [off(2)]),
  "already in the state": evidence([unchanged()], [already(1)], []),
  refused: evidence([failed()], [refused(1)], []),
  "refused, then done": evidence([changed({ attempts: 2 })], [refused(1), done(2)], [off(20)]),
  "lost answer": evidence([unknown()], [lost(1)], []),
  "lost answer, then already in the state": evidence(
    [changed({ attempts: 2, certain: false })],
    [lost(1, { work: "early" }), already(2)],
    [off(11)],
  ),
  "lost answer, then done": evidence([changed({ attempts: 2 })], [lost(1), done(2)], [off(21)]),
  "verified by looks": evidence(
    [changed({ verified: true })],
    [look(1, "active"), done(2), look(3, "inactive")],
    [off(21)],
    verify,
  ),
  "lost answer, then verified by a look": evidence(
    [changed({ verified: true })],
    [look(1, "active"), lost(2, { work: "early", active: false }), look(3, "inactive")],
    [off(21)],
    verify,
  ),
  "another client switched the item between two looks": evidence(
    [changed({ verified: true })],
    [look(1, "active"), lost(2), look(3, "inactive")],
    [off(25, "other")],
    verify,
  ),
  "the answer timed out, and another client switched the item between two looks": evidence(
    [unchanged({ verified: true })],
    [look(1, "inactive"), done(2), look(3, "inactive")],
    [{ ...off(15, "other"), active: true }, off(21)],
    { ...verify, timeouts: ["43"] },
  ),
  "the answer to a look timed out": evidence(
    [changed()],
    [look(1, "active"), done(2), look(3, "active")],
    [off(21), { ...off(25, "other"), active: true }],
    { ...verify, timeouts: ["43"] },
  ),
  "never sent": evidence([skipped], [], [], aborted),
  "two mentions of one item": evidence([changed(), changed()], [done(1)], [off(2)]),
  "an async source gave one more item than the report has": evidence([changed()], [done(1)], [off(2)], {
    ...{ ...aborted, source: "async", mentions: [1, 2, 3].map(() => ({ name: "43", key: "43" })) },
    facts: { aborted: true, pulled: 2 },
  }),
};

for (const [name, batch] of Object.entries(trueReports)) {
  test(`a true report breaks no rule: ${name}`, () => assert.deepEqual(problems(batch), []));
}

/** False reports by the rule that they break. They may break other rules as well. */
const falseReports = {
  "a batch always returns a report": [
    evidence([changed()], [done(1)], [off(2)], { report: null, rejection: "trapped" }),
  ],
  "the report and each change name the kind": [
    evidence([changed()], [done(1)], [off(2)], { report: { kind: "password" } }),
    evidence([changed({ kind: "note" })], [done(1)], [off(2)]),
  ],
  "one outcome for each item, in order": [
    evidence([changed()], [done(1)], [off(2)], { report: { total: 2 } }),
    evidence([changed()], [done(1)], [off(2)], { report: { action: "activate" } }),
    evidence([changed()], [done(1)], [off(2)], { mentions: [{ name: "44", key: "44" }] }),
    evidence([changed()], [done(1)], [off(2)], { mentions: [1, 2].map(() => ({ name: "43", key: "43" })) }),
    evidence([changed()], [done(1)], [off(2)], { source: "generator", facts: { pulled: 0 } }),
    evidence([changed()], [done(1)], [off(2)], { source: "async", facts: { pulled: 3 } }),
  ],
  "the counts match the outcomes": [
    evidence([changed()], [done(1)], [off(2)], { report: { changed: 0, unchanged: 1 } }),
  ],
  "mentions of one item share one outcome": [
    evidence([changed(), skipped], [done(1)], [off(2)], aborted),
    evidence([changed(), changed({ certain: false })], [done(1)], [off(2)]),
    evidence([failed(), failed(2)], [refused(1)], []),
  ],
  "sent: only requests that the call needs": [
    evidence([changed()], [done(1), done(2, { operation: "strange", key: "GET /?followed" })], [off(2)]),
    evidence([changed()], [done(1), done(2, { operation: "activate" })], [off(2)]),
  ],
  "aborted: the caller aborted": [evidence([changed()], [done(1)], [off(2)], { report: { aborted: true } })],
  "ended early: the report states the cause": [
    evidence([skipped], [], []),
    evidence([changed()], [done(1)], [off(2)], { mentions: [1, 2].map(() => ({ name: "43", key: "43" })) }),
    evidence([changed()], [done(1)], [off(2)], { facts: { sourceFailed: true } }),
  ],
  "error: its cause occurred": [
    evidence([changed()], [done(1)], [off(2)], { report: { error: { code: "CLOSED", message: "" } } }),
    evidence([changed()], [done(1)], [off(2)], { report: { error: { code: "UNAUTHORIZED", message: "" } } }),
    evidence([changed()], [done(1)], [off(2)], { report: { error: { code: "NETWORK", message: "(outage)" } } }),
  ],
  "onProgress is called once for each outcome": [
    evidence([changed()], [done(1)], [off(2)], { progress: { calls: 2, inOrder: true } }),
    evidence([changed()], [done(1)], [off(2)], { progress: { calls: 1, inOrder: false } }),
  ],
  "failed: the batch did not change the item": [
    evidence([failed()], [lost(1, { work: "early" })], [off(11)]),
    evidence([failed(2)], [lost(1, { work: "late" }), refused(2)], [off(30)]),
  ],
  "failed: no try left doubt": [
    evidence([failed()], [lost(1)], []),
    evidence([failed(2)], [lost(1), refused(2)], []),
    evidence([failed()], [], [], { sentRequests: [{ number: 1, operation: "deactivate", key: "43" }] }),
  ],
  "skipped: never sent": [
    evidence([skipped], [lost(1)], [], aborted),
    evidence([skipped], [], [], { ...aborted, sentRequests: [{ number: 1, operation: "deactivate", key: "43" }] }),
  ],
  "certain and changed: the batch changed the item": [
    evidence([changed()], [already(1)], []),
    evidence([changed()], [already(1)], [off(2, "other")]),
    evidence([changed()], [look(1, "active"), already(2), look(3, "inactive")], [], verify),
  ],
  "certain and unchanged: the batch did not change the item": [
    evidence([unchanged({ attempts: 2 })], [lost(1), already(2)], [off(11)]),
    evidence([unchanged()], [already(1)], [off(30)]),
    evidence(
      [unchanged({ verified: true })],
      [look(1, "inactive"), done(2), look(3, "inactive")],
      [{ ...off(15, "other"), active: true }, off(21)],
      verify,
    ),
  ],
  "certain: a documented answer supports it": [
    evidence([changed()], [lost(1, { active: false })], [off(11)]),
    evidence([changed()], [already(1)], [off(11)]),
    evidence([unchanged()], [done(1)], []),
    evidence([changed()], [lost(1, { active: false })], [off(11)], verify),
  ],
  "certain and unchanged: no earlier try left doubt": [
    evidence([unchanged({ attempts: 2 })], [lost(1), already(2)], []),
    evidence([unchanged({ attempts: 2 })], [already(2)], [], {
      sentRequests: [1, 2].map((number) => ({ number, operation: "deactivate", key: "43" })),
    }),
  ],
  "active: the state when the deciding answer was made": [
    evidence([changed()], [lost(1)], [off(30)]),
    evidence([changed({ certain: false, verified: true })], [lost(1), look(2, "active")], []),
    evidence([changed()], [look(1, "active"), done(2), look(3, "active")], [off(21)], verify),
    evidence([changed()], [], []),
  ],
  "active: the requested state": [evidence([changed({ active: true })], [done(1)], [off(2)])],
  "attempts 0: never sent": [evidence([failed(0)], [refused(1)], []), evidence([unknown(0)], [lost(1)], [])],
  "attempts: the number of tries sent": [
    evidence([changed({ attempts: 2 })], [done(1)], [off(2)]),
    evidence([unknown(1)], [lost(1), lost(2)], []),
  ],
  "verified: a later look showed the requested state": [
    evidence([changed({ verified: true })], [done(1)], [off(2)]),
    evidence([changed({ verified: true })], [look(1, "inactive"), done(2)], [off(21)], verify),
    evidence([changed({ verified: true })], [done(1), look(2, "active")], [off(2)]),
    evidence([changed({ verified: true })], [done(1), look(2, null, { active: false })], [off(2)]),
  ],
  "state: agrees with change.changed": [
    evidence([{ ...unchanged(), state: "changed" }], [already(1)], []),
    evidence([{ ...changed(), state: "unchanged" }], [done(1)], [off(2)]),
  ],
  "uncertain: counts as changed, because the batch may have changed it": [
    evidence([unchanged({ certain: false, attempts: 2 })], [lost(1), already(2)], []),
  ],
  "unknown: a try left doubt": [evidence([unknown()], [done(1)], [off(2)]), evidence([unknown()], [refused(1)], [])],
  "uncertain: an earlier try left doubt": [
    evidence([changed({ certain: false })], [already(1)], []),
    evidence([changed({ certain: false, attempts: 2 })], [refused(1), already(2)], []),
  ],
  "answered done: certain and changed": [
    evidence([unknown(2)], [lost(1), done(2)], [off(21)]),
    evidence([changed({ certain: false, attempts: 2 })], [lost(1), done(2)], [off(21)]),
  ],
  "answered already: in the requested state": [evidence([unknown(2)], [lost(1), already(2)], [])],
  "answered already, without doubt: certain and unchanged": [
    evidence([unknown()], [already(1)], []),
    evidence([changed()], [already(1)], []),
  ],
  "answered refused, without doubt: failed": [evidence([unknown()], [refused(1)], [])],
};

for (const [rule, cases] of Object.entries(falseReports)) {
  test(`a false report breaks the rule "${rule}"`, () => {
    for (const [index, broken] of cases.entries()) {
      const found = problems(broken).map((problem) => problem.rule);
      assert.ok(found.includes(rule), `case ${index} breaks ${found.join("; ") || "no rule"}`);
    }
  });
}

test("every rule has a false report that breaks it", () =>
  assert.deepEqual(Object.keys(falseReports).sort(), [...rules].sort()));

test("an outcome may be unknown where the answers alone do not decide", () => {
  const lostThenAlready = [lost(1), already(2)];
  for (const excused of [
    evidence([unknown(2)], lostThenAlready, [], aborted),
    evidence([unknown(2)], lostThenAlready, [], { facts: { closed: true } }),
    evidence([unknown(2)], lostThenAlready, [], {
      report: { error: { code: "INTERNAL", message: "" } },
      facts: { closed: true },
    }),
    evidence([unknown(2)], lostThenAlready, [], { timeouts: ["43"] }),
    evidence([unknown(2)], lostThenAlready, [], { options: { deadline: 50 } }),
    evidence([unknown(2)], [...lostThenAlready, look(3, null)], [], verify),
    evidence([unknown(2)], lostThenAlready, [off(25, "other")], verify),
  ]) {
    assert.equal(countConclusive(excused), 0);
    assert.deepEqual(problems(excused), []);
  }
  assert.equal(countConclusive(evidence([unknown(2)], lostThenAlready, [])), 1);
});
