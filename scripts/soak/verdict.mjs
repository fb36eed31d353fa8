// @ts-check
// Compares a batch's report to the state and history of the sandbox.

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("./sandbox.mjs").Truth} Truth */

/** Statuses of refusals. 400 is one here: the sandbox uses it for the API's own errors alone. */
const refusals = [400, 401, 403, 404, 405, 413, 414, 415, 429, 431];

/**
 * Whether the change may have been made after this answer. Only a documented success and a refusal settle it: a server may send
 * any other answer, a 503 too, after the work.
 * @param {Truth["requests"][number]} request
 */
function leavesOpen({ status, fault }) {
  if (status === null || fault === "cut" || fault === "stall-body") return true;
  // These statuses are refusals whatever the body.
  if (status !== 400 && refusals.includes(status)) return false;
  return fault === "malformed" || (status !== 200 && status !== 400);
}

/**
 * Describes each violation of these rules by the report of a `deactivateMany`.
 *
 * - There is one outcome for each item, in order.
 * - A `certain` outcome is right about whether this batch changed the item. The batch changed no `failed` or `skipped` item, so
 *   none of them hides a change whose answer was lost.
 * - An outcome is `failed` only where every answer was a refusal.
 * - An outcome is uncertain or `unknown` only where the answer to a try left the change open, or where the platform may have
 *   sent a try twice.
 * - A secret that is reported off is off.
 * - Without retries, exactly those items are `unknown` whose last answer leaves the change open.
 * @param {readonly string[]} items
 * @param {BatchReport} report
 * @param {Truth} truth
 * @param {object} options
 * @param {boolean} options.once whether the batch had no retries
 * @param {boolean} [options.repeats] whether the platform may send a request twice by itself; then no "already" is certain
 * @param {Iterable<string>} options.timedOut items of which a try timed out: on a busy machine an answer that the server sent in
 *   time may be read too late
 */
export function problems(items, report, truth, { once, timedOut, repeats = false }) {
  /** @type {string[]} */
  const found = [];
  const active = new Set(truth.active);
  const unread = new Set(timedOut);
  const changed = new Set(truth.changes.flatMap(({ identifier, changed }) => (changed ? [identifier] : [])));
  /** @type {Map<string, Truth["requests"]>} */
  const tries = new Map();
  for (const request of truth.requests) {
    if (request.operation !== "deactivate" || request.identifier === undefined) continue;
    const known = tries.get(request.identifier);
    if (known) known.push(request);
    else tries.set(request.identifier, [request]);
  }

  if (report.outcomes.length !== items.length || report.total !== items.length) {
    found.push(`${report.outcomes.length} outcomes, total ${report.total}, for ${items.length} items`);
  }
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const [index, outcome] of report.outcomes.entries()) {
    const { identifier, state } = outcome;
    const add = (/** @type {string} */ problem) => found.push(`${identifier} is ${state}, but ${problem}`);
    const answers = tries.get(identifier) ?? [];
    counts[state] += 1;
    if (identifier !== items[index]) add(`item ${index} is ${items[index]}`);
    if (state === "changed" || state === "unchanged") {
      const { change } = outcome;
      if (change.active || active.has(identifier)) add("it is still on");
      if (change.changed !== (state === "changed")) add(`its change says changed: ${change.changed}`);
      if (change.certain && change.changed !== changed.has(identifier))
        add(`the batch ${changed.has(identifier) ? "changed" : "did not change"} it`);
      if (!change.certain && !change.changed && !repeats)
        add("it is uncertain, and an uncertain outcome counts as changed");
      const open = repeats || unread.has(identifier) || answers.slice(0, -1).some(leavesOpen);
      if (!change.certain && !open) add("it is uncertain without a reason");
    } else if (state === "unknown") {
      if (!unread.has(identifier) && !answers.some(leavesOpen)) add("every answer settled whether it was changed");
    } else {
      if (changed.has(identifier)) add("the batch changed it");
      if (state === "skipped" && answers.length > 0) add("it was sent");
      if (state === "failed" && answers.some(leavesOpen)) add("an answer left open whether it was changed");
    }
    const last = answers.at(-1);
    const open = unread.has(identifier) || (last !== undefined && leavesOpen(last));
    if (once && (state === "unknown") !== open) {
      add(`the last answer was ${JSON.stringify(last)}`);
    }
  }
  for (const [state, count] of Object.entries(counts)) {
    const reported = report[/** @type {keyof typeof counts} */ (state)];
    if (reported !== count) found.push(`the report counts ${reported} ${state}, but has ${count}`);
  }
  return found;
}

/**
 * Describes what a batch left undone that has enough retries to succeed whatever the network does.
 * @param {BatchReport} report
 * @param {Truth} truth
 */
export function shortcomings(report, truth) {
  const found = [];
  if (report.error) found.push(`the batch ended early: ${report.error.message}`);
  for (const state of /** @type {const} */ (["failed", "unknown", "skipped"])) {
    const one = report.outcomes.find((outcome) => outcome.state === state);
    if (one) found.push(`${report[state]} are ${state}, for example ${JSON.stringify(one)}`);
  }
  if (truth.active.length > 0) found.push(`${truth.active.length} are still on`);
  return found;
}

/**
 * The number of changes whose answer was lost.
 * @param {Truth} truth
 */
export const countLost = (truth) => truth.changes.filter(({ changed, lost }) => changed && lost).length;
