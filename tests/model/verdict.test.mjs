// The verdict of the model: every rule, with a report that keeps it and reports that break it, made by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { disorder, undone } from "../../scripts/model/order.mjs";
import { conclusive, problems, rules } from "../../scripts/model/verdict.mjs";

/** What the server saw of one try of `deactivate`: by default one that did the work, and said so. */
const seen = (number, over = {}) => ({
  ...{ number, operation: "deactivate", key: "43", at: number * 10, fault: null, family: null },
  ...{ work: "first", doubt: false, told: "done", active: false, ...over },
});
const lost = (number, over = {}) =>
  seen(number, { fault: "reset", family: "lost", work: "never", doubt: true, told: null, active: true, ...over });
const refused = (number, over = {}) =>
  seen(number, { fault: "refused 403", family: "refusal", work: "never", told: "refused", active: true, ...over });
const already = (number, over = {}) => seen(number, { told: "already", ...over });
const look = (number, told, over = {}) =>
  seen(number, { operation: "look", work: "never", told, active: told === "active", ...over });
const off = (at, by = "us") => ({ at, by, key: "43", active: false, flipped: true });

const change = (over = {}) => ({
  ...{ identifier: "43", active: false, changed: true, certain: true, verified: false, message: "", status: 200 },
  ...{ attempts: 1, ...over },
});
const changed = (over) => ({ identifier: "43", state: "changed", change: change(over) });
const unchanged = (over) => ({ identifier: "43", state: "unchanged", change: change({ changed: false, ...over }) });
const failed = (attempts = 1) => ({ identifier: "43", state: "failed", error: { code: "API", message: "", attempts } });
const unknown = (attempts = 1) => ({ ...failed(attempts), state: "unknown" });
const skipped = { identifier: "43", state: "skipped" };

/** All that is known of a batch of one item, or of what `over` says. */
function evidence(outcomes, requests, switches, over = {}) {
  const { options, report, facts, mentions, source = "array", ...rest } = over;
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  const named = mentions ?? outcomes.map(({ identifier }) => ({ name: identifier, key: "43" }));
  return {
    plan: {
      ...{ action: "deactivate", source, failsAt: null, credentials: "key", mentions: named },
      options: { concurrency: 1, timeout: 60_000, deadline: 60_000, outage: 60_000, verify: false, ...options },
    },
    log: { requests, switches },
    sends: requests.map(({ number, operation, key }) => ({ number, operation, key })),
    report: report !== null && {
      ...{ action: "deactivate", total: outcomes.length, ...counts, aborted: false, outcomes },
      ...report,
    },
    rejection: null,
    facts: {
      aborted: false,
      closed: false,
      pulled: named.length,
      sourceFailed: false,
      providerFailed: false,
      ...facts,
    },
    timeouts: [],
    progress: { calls: outcomes.length, inTurn: true },
    ...rest,
  };
}

const verify = { options: { verify: true } };
const ended = { facts: { aborted: true }, report: { aborted: true } };

/** What may be said. */
const truths = {
  "it was done": evidence([changed()], [seen(1)], [off(2)]),
  "it was so already": evidence([unchanged()], [already(1)], []),
  "it was refused": evidence([failed()], [refused(1)], []),
  "it was refused, then done": evidence([changed({ attempts: 2 })], [refused(1), seen(2)], [off(20)]),
  "it was lost": evidence([unknown()], [lost(1)], []),
  "it was lost, then already so": evidence(
    [changed({ attempts: 2, certain: false })],
    [lost(1, { work: "first" }), already(2)],
    [off(11)],
  ),
  "it was lost, then done": evidence([changed({ attempts: 2 })], [lost(1), seen(2)], [off(21)]),
  "it was looked at": evidence(
    [changed({ verified: true })],
    [look(1, "active"), seen(2), look(3, "inactive")],
    [off(21)],
    verify,
  ),
  "it was lost, and looked at": evidence(
    [changed({ verified: true })],
    [look(1, "active"), lost(2, { work: "first", active: false }), look(3, "inactive")],
    [off(21)],
    verify,
  ),
  "somebody else switched it between two looks": evidence(
    [changed({ verified: true })],
    [look(1, "active"), lost(2), look(3, "inactive")],
    [off(25, "other")],
    verify,
  ),
  "the words came too late to be read, and somebody else switched it between two looks": evidence(
    [unchanged({ verified: true })],
    [look(1, "inactive"), seen(2), look(3, "inactive")],
    [{ ...off(15, "other"), active: true }, off(21)],
    { ...verify, timeouts: ["43"] },
  ),
  "a look came too late to be read": evidence(
    [changed()],
    [look(1, "active"), seen(2), look(3, "active")],
    [off(21), { ...off(25, "other"), active: true }],
    { ...verify, timeouts: ["43"] },
  ),
  "it was never sent": evidence([skipped], [], [], ended),
  "two mentions of one item": evidence([changed(), changed()], [seen(1)], [off(2)]),
  "an async source had one more": evidence([changed()], [seen(1)], [off(2)], {
    ...{ ...ended, source: "async", mentions: [1, 2, 3].map(() => ({ name: "43", key: "43" })) },
    facts: { aborted: true, pulled: 2 },
  }),
};

for (const [name, kept] of Object.entries(truths)) {
  test(`the verdict finds nothing where ${name}`, () => assert.deepEqual(problems(kept), []));
}

/** Reports that break a rule; what else they break does not matter here. */
const lies = {
  "a report always comes": [evidence([changed()], [seen(1)], [off(2)], { report: null, rejection: "trapped" })],
  "one outcome for each item, in order": [
    evidence([changed()], [seen(1)], [off(2)], { report: { total: 2 } }),
    evidence([changed()], [seen(1)], [off(2)], { report: { action: "activate" } }),
    evidence([changed()], [seen(1)], [off(2)], { mentions: [{ name: "44", key: "44" }] }),
    evidence([changed()], [seen(1)], [off(2)], { mentions: [1, 2].map(() => ({ name: "43", key: "43" })) }),
    evidence([changed()], [seen(1)], [off(2)], { source: "generator", facts: { pulled: 0 } }),
    evidence([changed()], [seen(1)], [off(2)], { source: "async", facts: { pulled: 3 } }),
  ],
  "counts add up": [evidence([changed()], [seen(1)], [off(2)], { report: { changed: 0, unchanged: 1 } })],
  "one item, one outcome": [
    evidence([changed(), skipped], [seen(1)], [off(2)], ended),
    evidence([changed(), changed({ certain: false })], [seen(1)], [off(2)]),
    evidence([failed(), failed(2)], [refused(1)], []),
  ],
  "sent: nothing but what was asked for": [
    evidence([changed()], [seen(1), seen(2, { operation: "strange", key: "GET /?followed" })], [off(2)]),
    evidence([changed()], [seen(1), seen(2, { operation: "activate" })], [off(2)]),
  ],
  "aborted: by the caller": [evidence([changed()], [seen(1)], [off(2)], { report: { aborted: true } })],
  "ended early: it says why": [
    evidence([skipped], [], []),
    evidence([changed()], [seen(1)], [off(2)], { mentions: [1, 2].map(() => ({ name: "43", key: "43" })) }),
    evidence([changed()], [seen(1)], [off(2)], { facts: { sourceFailed: true } }),
  ],
  "error: there was cause": [
    evidence([changed()], [seen(1)], [off(2)], { report: { error: { code: "CLOSED", message: "" } } }),
    evidence([changed()], [seen(1)], [off(2)], { report: { error: { code: "UNAUTHORIZED", message: "" } } }),
    evidence([changed()], [seen(1)], [off(2)], { report: { error: { code: "NETWORK", message: "(outage)" } } }),
  ],
  "progress is told of each outcome once": [
    evidence([changed()], [seen(1)], [off(2)], { progress: { calls: 2, inTurn: true } }),
    evidence([changed()], [seen(1)], [off(2)], { progress: { calls: 1, inTurn: false } }),
  ],
  "failed: we did not change it": [
    evidence([failed()], [lost(1, { work: "first" })], [off(11)]),
    evidence([failed(2)], [lost(1, { work: "late" }), refused(2)], [off(30)]),
  ],
  "failed: no try left doubt": [
    evidence([failed()], [lost(1)], []),
    evidence([failed(2)], [lost(1), refused(2)], []),
    evidence([failed()], [], [], { sends: [{ number: 1, operation: "deactivate", key: "43" }] }),
  ],
  "skipped: never sent": [
    evidence([skipped], [lost(1)], [], ended),
    evidence([skipped], [], [], { ...ended, sends: [{ number: 1, operation: "deactivate", key: "43" }] }),
  ],
  "certainly changed: by us": [
    evidence([changed()], [already(1)], []),
    evidence([changed()], [already(1)], [off(2, "other")]),
    evidence([changed()], [look(1, "active"), already(2), look(3, "inactive")], [], verify),
  ],
  "certainly unchanged: not by us": [
    evidence([unchanged({ attempts: 2 })], [lost(1), already(2)], [off(11)]),
    evidence([unchanged()], [already(1)], [off(30)]),
    evidence(
      [unchanged({ verified: true })],
      [look(1, "inactive"), seen(2), look(3, "inactive")],
      [{ ...off(15, "other"), active: true }, off(21)],
      verify,
    ),
  ],
  "certain: a documented answer says so": [
    evidence([changed()], [lost(1, { active: false })], [off(11)]),
    evidence([changed()], [already(1)], [off(11)]),
    evidence([unchanged()], [seen(1)], []),
    evidence([changed()], [lost(1, { active: false })], [off(11)], verify),
  ],
  "certainly unchanged: no earlier try left doubt": [
    evidence([unchanged({ attempts: 2 })], [lost(1), already(2)], []),
    evidence([unchanged({ attempts: 2 })], [already(2)], [], {
      sends: [1, 2].map((number) => ({ number, operation: "deactivate", key: "43" })),
    }),
  ],
  "active: as it was when the deciding answer was made": [
    evidence([changed()], [lost(1)], [off(30)]),
    evidence([changed({ certain: false, verified: true })], [lost(1), look(2, "active")], []),
    evidence([changed()], [look(1, "active"), seen(2), look(3, "active")], [off(21)], verify),
    evidence([changed()], [], []),
  ],
  "active: the state asked for": [evidence([changed({ active: true })], [seen(1)], [off(2)])],
  "attempts 0: never sent": [evidence([failed(0)], [refused(1)], []), evidence([unknown(0)], [lost(1)], [])],
  "attempts: as often as it was sent": [
    evidence([changed({ attempts: 2 })], [seen(1)], [off(2)]),
    evidence([unknown(1)], [lost(1), lost(2)], []),
  ],
  "verified: a look showed it": [
    evidence([changed({ verified: true })], [seen(1)], [off(2)]),
    evidence([changed({ verified: true })], [look(1, "inactive"), seen(2)], [off(21)], verify),
    evidence([changed({ verified: true })], [seen(1), look(2, "active")], [off(2)]),
    evidence([changed({ verified: true })], [seen(1), look(2, null, { active: false })], [off(2)]),
  ],
  "state: as its change says": [
    evidence([{ ...unchanged(), state: "changed" }], [already(1)], []),
    evidence([{ ...changed(), state: "unchanged" }], [seen(1)], [off(2)]),
  ],
  "uncertain: as it may be ours, it counts as changed": [
    evidence([unchanged({ certain: false, attempts: 2 })], [lost(1), already(2)], []),
  ],
  "unknown: some try left doubt": [evidence([unknown()], [seen(1)], [off(2)]), evidence([unknown()], [refused(1)], [])],
  "uncertain: an earlier try left doubt": [
    evidence([changed({ certain: false })], [already(1)], []),
    evidence([changed({ certain: false, attempts: 2 })], [refused(1), already(2)], []),
  ],
  "done: certainly changed": [
    evidence([unknown(2)], [lost(1), seen(2)], [off(21)]),
    evidence([changed({ certain: false, attempts: 2 })], [lost(1), seen(2)], [off(21)]),
  ],
  "already: in the state asked for": [evidence([unknown(2)], [lost(1), already(2)], [])],
  "already, and no doubt: certainly unchanged": [
    evidence([unknown()], [already(1)], []),
    evidence([changed()], [already(1)], []),
  ],
  "refused, and no doubt: failed": [evidence([unknown()], [refused(1)], [])],
};

for (const [rule, cases] of Object.entries(lies)) {
  test(`the verdict finds what breaks "${rule}"`, () => {
    for (const [index, broken] of cases.entries()) {
      const found = problems(broken).map((problem) => problem.rule);
      assert.ok(found.includes(rule), `case ${index}: ${found.join("; ") || "nothing"}`);
    }
  });
}

test("every rule of the verdict is shown to fail", () => assert.deepEqual(Object.keys(lies).sort(), [...rules].sort()));

test("what is not conclusive may be unknown", () => {
  const lost2 = [lost(1), already(2)];
  for (const excused of [
    evidence([unknown(2)], lost2, [], ended),
    evidence([unknown(2)], lost2, [], { facts: { closed: true } }),
    evidence([unknown(2)], lost2, [], {
      report: { error: { code: "INTERNAL", message: "" } },
      facts: { closed: true },
    }),
    evidence([unknown(2)], lost2, [], { timeouts: ["43"] }),
    evidence([unknown(2)], lost2, [], { options: { deadline: 50 } }),
    evidence([unknown(2)], [...lost2, look(3, null)], [], verify),
    evidence([unknown(2)], lost2, [off(25, "other")], verify),
  ]) {
    assert.equal(conclusive(excused), 0);
    assert.deepEqual(problems(excused), []);
  }
  assert.equal(conclusive(evidence([unknown(2)], lost2, [])), 1);
});

const called = (action, attempts, active = action === "activate") => ({ action, batch: false, attempts, active });
const sent = (letters) =>
  [...letters].map((letter, index) => ({
    ...{ number: index + 1, key: "43", operation: letter === "a" ? "activate" : "deactivate" },
  }));

test("calls on one item are in order when each is sent as often as it says, before the next", () => {
  const calls = [called("activate", 2), called("deactivate", 1), called("activate", 1)];
  assert.equal(disorder(calls, sent("aada")), undefined);
  assert.match(disorder(calls, sent("adaa")) ?? "", /adaa/);
  assert.match(disorder(calls, sent("aadad")) ?? "", /aadad/);
  assert.match(disorder(calls, sent("aad")) ?? "", /aad/);
  // A batch's turn may come later, but not in the middle of another call.
  const [first, ...others] = calls;
  assert.equal(disorder([{ ...first, batch: true }, ...others], sent("daaa")), undefined);
  assert.ok(disorder([{ ...first, batch: true }, called("deactivate", 2)], sent("dada")));
  // An aborted one does not say how often it was sent.
  assert.equal(disorder([called("activate", null), called("deactivate", 1)], sent("aaad")), undefined);
  assert.ok(disorder([called("activate", null), called("deactivate", 1)], sent("ada")));
});

test("a young call is undone when the item ends up otherwise than the last call says", () => {
  const on = { ...off(30), active: true };
  const log = (switches, requests = [lost(1), seen(2)]) => ({ switches, requests });
  const calls = [called("activate", 1), called("deactivate", 1), called("activate", 0)];
  assert.equal(undone(calls, log([off(20)])), undefined);
  assert.match(undone(calls, log([off(20), on])) ?? "", /off, and it is on/);
  // Where that cannot be known, it is not claimed.
  assert.equal(undone(calls, log([off(20), { ...on, by: "other" }])), undefined);
  assert.equal(undone(calls, log([off(20), on], [lost(1, { work: "late" }), seen(2)])), undefined);
  assert.equal(undone(calls, log([off(20), on], [seen(2), lost(1)])), undefined);
  assert.equal(undone([called("deactivate", 1, null)], log([off(20), on])), undefined);
});
