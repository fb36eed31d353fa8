// What shared/broken-posts.js found, compared to what the server knows.

import assert from "node:assert/strict";

/**
 * @param {Record<string, { fulfilled?: any, rejected?: any }>} found
 * @param {Awaited<ReturnType<typeof import("./breaking.mjs").serveBreaking>>} mysafe
 * @param {{ once: boolean, apart?: boolean }} platform whether the client may rely on it that a POST is sent once;
 * whether each POST has a new connection
 * @returns how often the POST arrived and how many secrets its create made, in a few words
 */
export function assertTruth(found, mysafe, { once, apart = false }) {
  const { failed, ...outcomes } = found;
  assert.equal(failed, undefined);
  assert.equal(mysafe.broken.size, 7);
  for (const item of ["breaks", "breaks-always", "breaks-created", "breaks-once"]) {
    assert.equal(mysafe.broken.get(item), !apart, `${item}: whether the connection had been used before`);
  }
  const truth = truthOf(mysafe.sandbox);
  const { arrivals } = truth;

  assertSingle(outcomes.breaks, "breaks", { truth, once });
  assertSingle(outcomes.breaksAlways, "breaks-always", { truth, once });
  assert.ok(outcomes.breaksAlways.rejected, "fulfilled without an answer");
  assertChange(outcomes.breaksVerified, "breaks-verified", truth);
  assertSays(outcomes.breaksVerified, { changed: true, certain: true, verified: true });

  assertChange(outcomes.off, "off", truth);
  assertSays(outcomes.off, { changed: false, certain: once, verified: false });
  assertChange(outcomes.offVerified, "off-verified", truth);
  assertSays(outcomes.offVerified, { changed: false, certain: true, verified: true });

  const made = assertCreated(outcomes.created, "breaks-created", mysafe.sandbox);
  const madeOnce = assertCreated(outcomes.createdOnce, "breaks-once", mysafe.sandbox);
  assert.equal(madeOnce.length, 1, "an identifierCode is unique");

  for (const outcome of outcomes.batch.fulfilled.outcomes) assertOutcome(outcome, truth);
  for (const outcome of outcomes.retried.fulfilled.outcomes) {
    assertOutcome(outcome, truth);
    assert.equal(outcome.change?.active, false, "what was sent again is answered");
  }

  const posts = arrivals("breaks");
  if (once) assert.deepEqual({ posts, made: made.length }, { posts: 1, made: 1 }, "the client relies on one arrival");
  const more = made.length > 1 ? `, a create makes ${made.length}` : "";
  return `${times(posts)}${apart ? ", on a new connection" : ""}${more}`;
}

/** What the sandbox knows of an item. */
function truthOf({ requests, changes, secrets }) {
  return {
    arrivals: (item) => requests.filter((one) => one.operation === "deactivate" && one.identifier === item).length,
    changed: (item) => changes.some((change) => change.identifier === item && change.changed),
    active: (item) => secrets.get(item).active,
  };
}

/** Of a call without retries and without a look. */
function assertSingle(outcome, item, { truth, once }) {
  if (outcome.fulfilled) {
    assertChange(outcome, item, truth);
    assertSays(outcome, { changed: false, certain: false, verified: false });
  } else {
    const { code, attempts } = outcome.rejected;
    assert.deepEqual({ code, attempts }, { code: "NETWORK", attempts: 1 }, outcome.rejected.message);
  }
  if (once) assert.ok(outcome.rejected, `${item} is fulfilled, so its POST arrived again`);
}

/** What is said to be certain has to be true. */
function assertChange({ fulfilled: change, rejected }, item, truth) {
  assert.ok(change, `${item}: ${rejected?.message}`);
  assert.equal(change.active, truth.active(item), `${item} is active`);
  if (change.certain) assert.equal(change.changed, truth.changed(item), `${item} is certainly changed`);
}

function assertSays({ fulfilled: { identifier, changed, certain, verified, attempts } }, said) {
  assert.deepEqual({ changed, certain, verified, attempts }, { ...said, attempts: 1 }, identifier);
}

/** Of an item of a batch: no claim but true ones. */
function assertOutcome({ identifier, state, change, error }, truth) {
  // All were sent, and the work was done for each.
  assert.ok(!["failed", "skipped"].includes(state), `${identifier} is ${state}`);
  if (state === "unknown") assert.equal(error.code, "NETWORK", identifier);
  else assertChange({ fulfilled: change }, identifier, truth);
}

/** Gives the secrets that a create made. */
function assertCreated({ fulfilled, rejected }, name, sandbox) {
  const made = sandbox.secrets.list().filter((secret) => secret.name === name);
  if (fulfilled) {
    assert.ok(
      made.some(({ identifier }) => identifier === fulfilled.identifier),
      `${name} is not there`,
    );
  } else {
    const { code, apiCode, attempts } = rejected;
    assert.equal(attempts, 1, name);
    assert.ok(code === "NETWORK" || apiCode === 1001, `${name}: ${rejected.message}`);
  }
  return made;
}

const times = (count) => ["never", "once", "twice"][count] ?? `${count} times`;
