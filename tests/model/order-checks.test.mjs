// The checks of the order of calls, against sequences made by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findDisorder, findUndone } from "../../scripts/model/order.mjs";
import { done, lost, off } from "./evidence.mjs";

const call = (action, attempts, active = action === "activate") => ({ action, batch: false, attempts, active });
const sent = (letters) =>
  [...letters].map((letter, index) => ({
    ...{ number: index + 1, key: "43", operation: letter === "a" ? "activate" : "deactivate" },
  }));

test("calls on one item are in order when each is sent as often as it reports, before the next one", () => {
  const calls = [call("activate", 2), call("deactivate", 1), call("activate", 1)];
  assert.equal(findDisorder(calls, sent("aada")), undefined);
  assert.match(findDisorder(calls, sent("adaa")) ?? "", /adaa/);
  assert.match(findDisorder(calls, sent("aadad")) ?? "", /aadad/);
  assert.match(findDisorder(calls, sent("aad")) ?? "", /aad/);
  // A batch may reach the item later, but not in the middle of another call.
  const [first, ...others] = calls;
  assert.equal(findDisorder([{ ...first, batch: true }, ...others], sent("daaa")), undefined);
  assert.ok(findDisorder([{ ...first, batch: true }, call("deactivate", 2)], sent("dada")));
  // An aborted call does not report how often it was sent.
  assert.equal(findDisorder([call("activate", null), call("deactivate", 1)], sent("aaad")), undefined);
  assert.ok(findDisorder([call("activate", null), call("deactivate", 1)], sent("ada")));
});

test("a call is undone when the final state differs from what the last call reported", () => {
  const on = { ...off(30), active: true };
  const log = (switches, requests = [lost(1), done(2)]) => ({ switches, requests });
  const calls = [call("activate", 1), call("deactivate", 1), call("activate", 0)];
  assert.equal(findUndone(calls, log([off(20)])), undefined);
  assert.match(findUndone(calls, log([off(20), on])) ?? "", /off, but the item is on/);
  // No claim where the final state cannot be compared.
  assert.equal(findUndone(calls, log([off(20), { ...on, by: "other" }])), undefined);
  assert.equal(findUndone(calls, log([off(20), on], [lost(1, { work: "late" }), done(2)])), undefined);
  assert.equal(findUndone(calls, log([off(20), on], [done(2), lost(1)])), undefined);
  assert.equal(findUndone([call("deactivate", 1, null)], log([off(20), on])), undefined);
});
