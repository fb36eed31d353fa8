// Compares the results of shared/broken-posts.js to the state and history of the sandbox.

import assert from "node:assert/strict";

/**
 * @param {Record<string, { fulfilled?: any, rejected?: any }>} results
 * @param {Awaited<ReturnType<typeof import("./breaking.mjs").serveBreaking>>} mysafe
 * @param {{ once: boolean, apart?: boolean }} platform `once`: whether it sends a POST only once, and the client may rely on that;
 * `apart`: whether each POST uses a new connection
 * @returns how often the POST arrived, and how many secrets a create made if more than one
 */
export function assertTruth(results, mysafe, { once, apart = false }) {
  const { failed, ...outcomes } = results;
  assert.equal(failed, undefined);
  assert.equal(mysafe.broken.size, 7);
  for (const item of ["breaks", "breaks-always", "breaks-created", "breaks-once"]) {
    assert.equal(mysafe.broken.get(item), !apart, `${item}: whether the connection had been used before`);
  }
  const truth = truthOf(mysafe.sandbox);
  const { arrivals } = truth;

  assertSingle(outcomes.breaks, "breaks", { truth, once });
  assertSingle(outcomes.breaksAlways, "breaks-always", { truth, once });
  assert.ok(outcomes.breaksAlways.rejected, "the call was fulfilled without an answer");
  assertChange(outcomes.breaksVerified, "breaks-verified", truth);
  assertClaims(outcomes.breaksVerified, { changed: true, certain: true, verified: true });

  assertChange(outcomes.off, "off", truth);
  assertClaims(outcomes.off, { changed: false, certain: once, verified: false });
  assertChange(outcomes.offVerified, "off-verified", truth);
  assertClaims(outcomes.offVerified, { changed: false, certain: true, verified: true });

  const created = assertCreated(outcomes.created, "breaks-created", mysafe.sandbox);
  const createdOnce = assertCreated(outcomes.createdOnce, "breaks-once", mysafe.sandbox);
  assert.equal(createdOnce.length, 1, "an identifierCode is unique");

  for (const outcome of outcomes.batch.fulfilled.outcomes) assertOutcome(outcome, truth);
  for (const outcome of outcomes.retried.fulfilled.outcomes) {
    assertOutcome(outcome, truth);
    assert.equal(outcome.change?.active, false, "a retried item has an answer");
  }

  const posts = arrivals("breaks");
  const secrets = created.length;
  if (once) assert.deepEqual({ posts, secrets }, { posts: 1, secrets: 1 }, "the client relies on one arrival");
  const more = secrets > 1 ? `, a create makes ${secrets}` : "";
  return `${times(posts)}${apart ? ", on a new connection" : ""}${more}`;
}

/** Reads the state and history of an item from the sandbox. */
function truthOf({ requests, changes, secrets }) {
  return {
    arrivals: (item) => requests.filter((one) => one.operation === "deactivate" && one.identifier === item).length,
    changed: (item) => changes.some((change) => change.identifier === item && change.changed),
    active: (item) => secrets.get(item).active,
  };
}

/** Checks a call without retries and without `verify`. */
function assertSingle(outcome, item, { truth, once }) {
  if (outcome.fulfilled) {
    assertChange(outcome, item, truth);
    assertClaims(outcome, { changed: false, certain: false, verified: false });
  } else {
    const { code, attempts } = outcome.rejected;
    assert.deepEqual({ code, attempts }, { code: "NETWORK", attempts: 1 }, outcome.rejected.message);
  }
  if (once) assert.ok(outcome.rejected, `${item} is fulfilled, so its POST arrived twice`);
}

/** Checks that a change that is called certain is true. */
function assertChange({ fulfilled: change, rejected }, item, truth) {
  assert.ok(change, `${item}: ${rejected?.message}`);
  assert.equal(change.active, truth.active(item), `${item} is active`);
  if (change.certain) assert.equal(change.changed, truth.changed(item), `${item} is certainly changed`);
}

function assertClaims({ fulfilled: { identifier, changed, certain, verified, attempts } }, claims) {
  assert.deepEqual({ changed, certain, verified, attempts }, { ...claims, attempts: 1 }, identifier);
}

/** Checks that every claim about an item of a batch is true. */
function assertOutcome({ identifier, state, change, error }, truth) {
  // Every item was sent, and its change was made.
  assert.ok(!["failed", "skipped"].includes(state), `${identifier} is ${state}`);
  if (state === "unknown") assert.equal(error.code, "NETWORK", identifier);
  else assertChange({ fulfilled: change }, identifier, truth);
}

/** Checks a create, and returns the secrets that it made. */
function assertCreated({ fulfilled, rejected }, name, sandbox) {
  const made = sandbox.secrets.list().filter((secret) => secret.name === name);
  if (fulfilled) {
    assert.ok(
      made.some(({ identifier }) => identifier === fulfilled.identifier),
      `${name} does not exist`,
    );
  } else {
    const { code, apiCode, attempts } = rejected;
    assert.equal(attempts, 1, name);
    assert.ok(code === "NETWORK" || apiCode === 1001, `${name}: ${rejected.message}`);
  }
  return made;
}

const times = (count) => ["never", "once", "twice"][count] ?? `${count} times`;
