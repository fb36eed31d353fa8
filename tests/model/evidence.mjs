// Parts of evidence for the verdict, made by hand: requests, switches, outcomes, and whole batches of one item, 43.

/** The server's record of one try of `deactivate`. By default the work was done and the answer said so. */
export const done = (number, overrides = {}) => ({
  ...{ number, operation: "deactivate", key: "43", at: number * 10, fault: null, family: null },
  ...{ work: "early", doubt: false, meaning: "done", active: false, ...overrides },
});

export const lost = (number, overrides = {}) =>
  done(number, {
    fault: "reset",
    family: "lost",
    work: "never",
    doubt: true,
    meaning: null,
    active: true,
    ...overrides,
  });
export const refused = (number, overrides = {}) =>
  done(number, {
    fault: "refused 403",
    family: "refusal",
    work: "never",
    meaning: "refused",
    active: true,
    ...overrides,
  });
export const already = (number, overrides = {}) => done(number, { meaning: "already", ...overrides });
export const look = (number, meaning, overrides = {}) =>
  done(number, { operation: "look", work: "never", meaning, active: meaning === "active", ...overrides });
export const off = (at, by = "us") => ({ at, by, key: "43", active: false, changed: true, number: 0 });

const change = (overrides = {}) => ({
  ...{
    kind: "apiSecret",
    identifier: "43",
    active: false,
    changed: true,
    certain: true,
    verified: false,
    message: "",
    status: 200,
  },
  ...{ attempts: 1, ...overrides },
});
export const changed = (overrides) => ({ identifier: "43", state: "changed", change: change(overrides) });
export const unchanged = (overrides) => ({
  identifier: "43",
  state: "unchanged",
  change: change({ changed: false, ...overrides }),
});
export const failed = (attempts = 1) => ({
  identifier: "43",
  state: "failed",
  error: { code: "API", message: "", attempts },
});
export const unknown = (attempts = 1) => ({ ...failed(attempts), state: "unknown" });
export const skipped = { identifier: "43", state: "skipped" };

/** The evidence of a batch of the item 43; `overrides` replaces any part of it. */
export function evidence(outcomes, requests, switches, overrides = {}) {
  const { options, report, facts, mentions, source = "array", ...rest } = overrides;
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  const named = mentions ?? outcomes.map(({ identifier }) => ({ name: identifier, key: "43" }));
  return {
    plan: {
      ...{ kind: "apiSecret", action: "deactivate", source, failsAt: null, credentials: "key", mentions: named },
      options: { concurrency: 1, timeout: 60_000, deadline: 60_000, outage: 60_000, verify: false, ...options },
    },
    log: { requests, switches, notes: [] },
    sentRequests: requests.map(({ number, operation, key }) => ({ number, operation, key })),
    report: report !== null && {
      ...{ kind: "apiSecret", action: "deactivate", total: outcomes.length, ...counts, aborted: false, outcomes },
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
    progress: { calls: outcomes.length, inOrder: true },
    ...rest,
  };
}

export const verify = { options: { verify: true } };
/** A batch that the caller aborted. */
export const aborted = { facts: { aborted: true }, report: { aborted: true } };
