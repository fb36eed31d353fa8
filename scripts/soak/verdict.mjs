// @ts-check
// Compares what a batch reports to what a server that knows the truth has seen.

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("./sandbox.mjs").Truth} Truth */

/**
 * Whether an answer leaves open if the change was made: it never came whole, or it is one that a server may give after
 * the work was done.
 * @param {Truth["requests"][number]} request
 */
function leavesOpen({ status, fault }) {
  if (status === null || fault === "cut" || fault === "stall-body") return true;
  return (fault === "malformed" && status < 300) || [500, 502, 504].includes(status);
}

/**
 * What is wrong with a report of a `deactivateMany`, in words; nothing, it is hoped.
 *
 * - There is one outcome for each item, in order.
 * - `certain` outcomes are right about what this batch changed, `failed` and `skipped` ones are about nothing: so no
 *   change whose answer was lost hides behind any of them.
 * - An outcome is uncertain or `unknown` only where the answer to some try left that open.
 * - Where a secret is said to be off, it is off.
 * - A batch that makes each try once says `unknown` of exactly the items whose last answer leaves it open.
 * @param {readonly string[]} items
 * @param {BatchReport} report
 * @param {Truth} truth
 * @param {object} how
 * @param {boolean} how.once whether each try was made once
 * @param {Iterable<string>} how.late those of whom an answer may have come too late to be read: what a server sends in
 *   good time, a busy machine can keep from its reader
 */
export function problems(items, report, truth, { once, late }) {
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
      if (!change.certain && !change.changed) wrong("that is certain of nothing");
      const open = unread.has(identifier) || made.slice(0, -1).some(leavesOpen);
      if (!change.certain && !open) wrong("uncertain without a reason");
    } else if (state === "unknown") {
      if (!unread.has(identifier) && !made.some(leavesOpen)) wrong("every answer told what there is to know");
    } else {
      if (changed.has(identifier)) wrong("it was changed");
      if (state === "skipped" && made.length > 0) wrong("it was sent");
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
