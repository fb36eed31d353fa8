// @ts-check
// The comparison of an audit with the history of the sandbox and with reports, on cases made by hand: a true audit has no
// problem, and each kind of false one has.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allReportProblems, auditProblems } from "../../../scripts/soak/audit-verdict.mjs";

const ana = "ana@example.com";
const rui = "rui@example.com";

/** The records of a call. */
function call(id, identifier, outcome, { identity = ana, requestId = id, status = 200, ...more } = {}) {
  const record = { id, time: "", identity, operation: "deactivate", kind: "apiSecret", identifier };
  const end = { ...record, event: "end", outcome, status, ...(requestId && { requestId }), ...more };
  return [{ ...record, event: "begin" }, end];
}

/** What the sandbox did for the request of that id. */
const request = (id, identifier, { status = 200, ...more } = {}) => ({
  id,
  operation: "deactivate",
  identifier,
  status,
  ...more,
});
const change = (requestId, identifier, changed = true, lost = false) => ({
  ...{ action: "deactivate", requestId, identifier, changed, lost },
});
const switched = (identifier, changed, attempts = 1, certain = true) => ({
  ...{ identifier, state: changed ? "changed" : "unchanged" },
  change: { active: false, changed, certain, attempts },
});
const other = (identifier, state, attempts = 1) => ({ identifier, state, error: { code: "NETWORK", attempts } });

/** A person with a report of these outcomes. */
function person(identity, outcomes, unread = []) {
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  const items = outcomes.map(({ identifier }) => identifier);
  return { identity, items, unread, report: { total: outcomes.length, outcomes, ...counts } };
}

/**
 * Item 1 was changed; 2 was off already; 3 was changed, but the answer was lost, and then off already; 4 was refused; 5 is both
 * people's, and was changed for the second.
 */
const trueRun = () => ({
  audits: [
    [
      ...call("a", "1", "changed"),
      ...call("b", "2", "unchanged"),
      ...call("c", "3", "unknown", { status: 502, requestId: "" }),
      ...call("d", "3", "unchanged"),
      ...call("e", "4", "failed", { status: 403 }),
      ...call("f", "5", "changed", { identity: rui }),
      ...call("g", "5", "unchanged"),
    ],
  ],
  truth: {
    active: ["4"],
    changes: [
      change("a", "1"),
      change("b", "2", false),
      change("lost", "3", true, true),
      change("d", "3", false),
      change("f", "5"),
      change("g", "5", false),
    ],
    requests: [
      request("a", "1"),
      request("b", "2"),
      request("lost", "3", { status: null }),
      request("d", "3"),
      request("e", "4", { status: 403 }),
      request("f", "5"),
      request("g", "5"),
    ],
    tokenRequests: 1,
  },
  people: [
    person(
      ana,
      [
        switched("1", true),
        switched("2", false),
        switched("3", true, 2, false),
        other("4", "failed"),
        switched("5", false),
      ],
      ["3"],
    ),
    person(rui, [switched("5", true)]),
  ],
});

test("a true audit of true reports has no problem", () => {
  assert.deepEqual(auditProblems(trueRun()), []);
  assert.deepEqual(allReportProblems(trueRun(), { once: false }), []);
});

test("a call that a kill left without an end is in doubt, and no problem", () => {
  const run = trueRun();
  // Another instance took over.
  run.audits.push(run.audits[0].filter(({ id }) => id === "d"));
  run.audits[0] = run.audits[0].filter(({ id, event }) => id !== "d" && (id !== "c" || event === "begin"));
  assert.ok(auditProblems(run).length > 0);
  assert.deepEqual(auditProblems({ ...run, wasKilled: true }), []);
});

/** False audits and reports: each changes a true run. */
const falseRuns = {
  "a change that the request did not make": (run) => {
    run.truth.changes[0].changed = false;
  },
  "a change whose request is not known": (run) => {
    run.audits[0][1].requestId = "elsewhere";
  },
  "a change of another item's request": (run) => {
    run.truth.changes[0].identifier = "2";
  },
  "a change that is claimed twice": (run) => {
    run.audits[0].push(...call("h", "1", "changed", { requestId: "a" }));
  },
  "a change that was answered, and is not claimed": (run) => {
    run.audits[0][1].outcome = "unknown";
  },
  "unchanged, and the request changed it": (run) => {
    run.truth.changes[1].changed = true;
  },
  "unchanged, without an answer": (run) => {
    delete run.audits[0][3].requestId;
  },
  "failed, and the request changed it": (run) => {
    run.truth.changes.push(change("e", "4"));
  },
  "skipped, and MySafe answered": (run) => {
    run.audits[0][1].outcome = "skipped";
  },
  "a request without a begin": (run) => {
    run.audits[0].shift();
  },
  "more requests than were begun": (run) => {
    run.truth.requests.push(request("x", "2"));
  },
  "a begin without an end": (run) => {
    run.audits[0].splice(1, 1);
  },
  "an end before its begin": (run) => {
    run.audits[0].splice(0, 2, ...run.audits[0].slice(0, 2).reverse());
  },
  "two calls on one item at a time": (run) => {
    const [begin, end, nextBegin, nextEnd] = run.audits[0].splice(4, 4);
    run.audits[0].splice(4, 0, begin, nextBegin, end, nextEnd);
  },
  "a change under another person's name": (run) => {
    for (const record of run.audits[0].slice(0, 2)) record.identity = rui;
  },
  "a change of a common item under the other's name": (run) => {
    for (const record of run.audits[0])
      if (record.identifier === "5") record.identity = record.identity === ana ? rui : ana;
  },
  "a report that says changed, and the audit does not": (run) => {
    run.people[0].report.outcomes[1] = switched("2", true);
  },
  "a report that says unchanged, and a call may have changed it": (run) => {
    run.people[0].report.outcomes[2] = switched("3", false, 2);
  },
  "a report that says failed, and a call may have changed it": (run) => {
    run.people[0].report.outcomes[2] = other("3", "failed", 2);
  },
  "a report that says skipped, and it was begun": (run) => {
    run.people[0].report.outcomes[3] = other("4", "skipped", 1);
  },
  "a report that says unknown, and a call changed it": (run) => {
    run.people[0].report.outcomes[0] = other("1", "unknown");
  },
  "a report of another number of tries": (run) => {
    run.people[0].report.outcomes[0] = switched("1", true, 2);
  },
};

for (const [name, spoil] of Object.entries(falseRuns)) {
  test(`a false audit or report is found: ${name}`, () => {
    const run = trueRun();
    spoil(run);
    assert.notDeepEqual(auditProblems(run), []);
  });
}

test("a report whose counts, items or own outcomes are false is found", () => {
  for (const spoil of [
    ({ report }) => report.outcomes.splice(0, 1, switched("1", false)),
    ({ report }) => report.outcomes.reverse(),
    ({ report }) => Object.assign(report, { changed: report.changed + 1 }),
  ]) {
    const run = trueRun();
    spoil(run.people[0]);
    assert.notDeepEqual(allReportProblems(run, { once: false }), []);
  }
});
