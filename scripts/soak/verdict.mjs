// @ts-check
// Compares what a batch reports to what a server that knows the truth has seen.

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("./sandbox.mjs").Truth} Truth */

/** Statuses of refusals; 400 is here for the API's own errors, which the sandbox gives with no other. */
const refusals = [400, 401, 403, 404, 405, 413, 414, 415, 429, 431];

/**
 * Whether an answer leaves open if the change was made: all do but a documented success and a refusal, since a server may
 * give them after the work was done, a 503 too.
 * @param {Truth["requests"][number]} request
 */
function leavesOpen({ status, fault }) {
  if (status === null || fault === "cut" || fault === "stall-body") return true;
  // Of these the status alone is a refusal, whatever the body.
  if (status !== 400 && refusals.includes(status)) return false;
  return fault === "malformed" || (status !== 200 && status !== 400);
}

/**
 * What is wrong with a report of a `deactivateMany`, in words; nothing, it is hoped.
 *
 * - There is one outcome for each item, in order.
 * - `certain` outcomes are right about what this batch changed, `failed` and `skipped` ones are about nothing: so no
 *   change whose answer was lost hides behind any of them.
 * - An outcome is `failed` only where every answer was a refusal.
 * - An outcome is uncertain or `unknown` only where the answer to some try left that open, or where the platform may have
 *   sent a try twice.
 * - Where a secret is said to be off, it is off.
 * - A batch that makes each try once says `unknown` of exactly the items whose last answer leaves it open.
 * @param {readonly string[]} items
 * @param {BatchReport} report
 * @param {Truth} truth
 * @param {object} how
 * @param {boolean} how.once whether each try was made once
 * @param {boolean} [how.repeats] whether the platform may send a request again by itself: an "already" is then not certain
 * @param {Iterable<string>} how.late those of whom an answer may have come too late to be read: what a server sends in
 *   good time, a busy machine can keep from its reader
 */
export function problems(items, report, truth, { once, late, repeats = false }) {
  /** @type {string[]} */
  const found = [];
  const active = new Set(truth.active);
  const unread = new Set(late);
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
    const wrong = (/** @type {string} */ words) => found.push(`${identifier} is ${state}, but ${words}`);
    const made = tries.get(identifier) ?? [];
    counts[state] += 1;
    if (identifier !== items[index]) wrong(`item ${index} is ${items[index]}`);
    if (state === "changed" || state === "unchanged") {
      const { change } = outcome;
      if (change.active || active.has(identifier)) wrong("it is on");
      if (change.changed !== (state === "changed")) wrong(`its change says changed: ${change.changed}`);
      if (change.certain && change.changed !== changed.has(identifier)) wrong("the server knows that this is not so");
      if (!change.certain && !change.changed && !repeats) wrong("that is certain of nothing");
      const open = repeats || unread.has(identifier) || made.slice(0, -1).some(leavesOpen);
      if (!change.certain && !open) wrong("uncertain without a reason");
    } else if (state === "unknown") {
      if (!unread.has(identifier) && !made.some(leavesOpen)) wrong("every answer told what there is to know");
    } else {
      if (changed.has(identifier)) wrong("it was changed");
      if (state === "skipped" && made.length > 0) wrong("it was sent");
      if (state === "failed" && made.some(leavesOpen)) wrong("some answer left it open");
    }
    const last = made.at(-1);
    const open = unread.has(identifier) || (last !== undefined && leavesOpen(last));
    if (once && (state === "unknown") !== open) {
      wrong(`the last answer was ${JSON.stringify(last)}`);
    }
  }
  for (const [state, count] of Object.entries(counts)) {
    const told = report[/** @type {keyof typeof counts} */ (state)];
    if (told !== count) found.push(`the report counts ${told} ${state}, and has ${count}`);
  }
  return found;
}

/**
 * What is wrong with a batch that is to succeed whatever the network does.
 * @param {BatchReport} report
 * @param {Truth} truth
 */
export function shortcomings(report, truth) {
  const found = [];
  if (report.error) found.push(`it ended early: ${report.error.message}`);
  for (const state of /** @type {const} */ (["failed", "unknown", "skipped"])) {
    const one = report.outcomes.find((outcome) => outcome.state === state);
    if (one) found.push(`${report[state]} are ${state}, such as ${JSON.stringify(one)}`);
  }
  if (truth.active.length > 0) found.push(`${truth.active.length} are still on`);
  return found;
}

/**
 * The number of changes whose answer was lost.
 * @param {Truth} truth
 */
export const lost = (truth) => truth.changes.filter(({ changed, lost }) => changed && lost).length;
