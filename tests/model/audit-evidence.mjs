// Parts of evidence for the verdict on a broker, made by hand: a call of `deactivate` for the item 43, what the broker sent for it, and
// the records of its audit.

import { done, off } from "./evidence.mjs";

const identity = "ana@example.com";

/** A call of the client's number 7, by default one that was sent as the request 1. */
export const call = (overrides = {}) => ({
  ...{ number: 7, status: 200, id: "a", unkept: [], sends: [{ number: 1, status: 200 }] },
  ...overrides,
});

const note = (event, at, overrides) => ({
  at,
  record: {
    ...{ event, id: "a", time: "", identity, operation: "deactivate", kind: "apiSecret", identifier: "43~7" },
    ...overrides,
  },
});
export const begin = (at = 5, overrides = {}) => note("begin", at, overrides);
/** By default it ends after the request 1, which is at 10. */
export const end = (outcome = "changed", overrides = {}, at = 20) =>
  note("end", at, { outcome, status: 200, ...overrides });

/** A switch by the request 1. */
export const switchedOff = (at = 11) => ({ ...off(at), number: 1 });

/** What is known of one call; by default, that it changed the item and says so. */
export function brokerEvidence(overrides = {}) {
  const {
    calls = [call()],
    requests = [done(1)],
    switches = [switchedOff()],
    notes = [begin(), end()],
    operation = "deactivate",
    hasTimeout = false,
  } = overrides;
  return {
    kind: "apiSecret",
    log: { requests, switches, notes },
    broker: { identity, hasTimeout, calls },
    sentRequests: [{ number: 7, operation, key: "43" }],
  };
}
