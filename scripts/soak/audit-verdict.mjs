// @ts-check
// Compares the audit of one broker, or of several, with the history of the sandbox and with the reports of the people.

import { problems } from "./verdict.mjs";

/** @typedef {import("mysafe-broker").AuditRecord} AuditRecord */
/** @typedef {import("./sandbox.mjs").Truth} Truth */
/** @typedef {Pick<import("./identities.mjs").Person, "identity" | "items" | "report"> & { unread: Iterable<string> }} Person */

/** A call as the audit has it. @typedef {{ begin: AuditRecord | undefined, end: AuditRecord | undefined }} Call */

/**
 * What is known of a run: the records of each broker, in order.
 * @typedef {object} Run
 * @property {readonly (readonly AuditRecord[])[]} audits
 * @property {Truth} truth
 * @property {readonly Person[]} people
 * @property {boolean} [wasKilled] whether a broker was killed: what it had begun has no end
 */

/**
 * Describes each violation of these rules by an audit.
 *
 * - A call that changes something has a `begin`, then an `end`, unless its broker was killed in between. Of one person's calls on one
 *   item each is over before the next begins, unless a broker was killed.
 * - A change is `changed` in the audit if and only if its answer arrived: once, for the person who asked for it. The answer's request
 *   id tells which it was.
 * - What is `unchanged` or `failed` is a request that changed nothing.
 * - MySafe got no request without a `begin`.
 * - A person's report says of an item what the audit says of that person's calls.
 * @param {Run} run
 */
export function auditProblems({ audits, truth, people, wasKilled = false }) {
  /** @type {string[]} */
  const found = [];
  const calls = audits.flatMap((records) => callsOf(records, found));
  const changes = new Map(truth.changes.map((change) => [change.requestId, change]));
  const requests = truth.requests.filter(({ operation }) => operation === "deactivate");

  /** The requests that a `changed` of the audit stands for. @type {Set<string>} */
  const claimed = new Set();
  for (const call of calls) {
    const { identity, identifier = "", outcome, requestId = "", operation } = call.end ?? call.begin ?? {};
    const add = (/** @type {string} */ problem) =>
      found.push(`${identifier} is ${outcome} for ${identity}, but ${problem}`);
    if (operation === "token") continue;
    if (!people.some((person) => person.identity === identity && person.items.includes(identifier)))
      add("it is not theirs");
    if (!call.begin && outcome !== "denied") add("it has no begin");
    if (!call.end && !wasKilled) add("it has no end");
    const change = changes.get(requestId);
    if (change && change.identifier !== identifier) add(`its request was about ${change.identifier}`);
    if (outcome === "changed") {
      if (!change?.changed) add(`its request ${change ? "changed nothing" : "is not known"}`);
      if (claimed.has(requestId)) add("so is another call");
      claimed.add(requestId);
    }
    if ((outcome === "unchanged" || outcome === "failed") && change?.changed) add("its request changed it");
    if (outcome === "unchanged" && !change) add("its request is not known");
    if ((outcome === "skipped" || outcome === "denied") && requestId !== "") add("MySafe answered");
  }

  const answered = new Set(requests.flatMap(({ id, status, fault }) => (status === 200 && !fault ? [id] : [])));
  // On a busy machine the broker may stop waiting for an answer that was sent in time.
  const late = new Set(calls.flatMap(({ end }) => (end?.status === 504 ? [end.identifier] : [])));
  for (const { requestId, identifier, changed } of truth.changes) {
    if (changed && answered.has(requestId) && !claimed.has(requestId) && !late.has(identifier) && !wasKilled) {
      found.push(`${identifier} was changed and answered, but the audit does not say so`);
    }
  }
  const begun = countBy(calls.flatMap(({ begin }) => begin?.identifier ?? []));
  const received = countBy(requests.flatMap(({ identifier = "", status }) => (status === 401 ? [] : [identifier])));
  for (const [identifier, count] of received) {
    const known = begun.get(identifier) ?? 0;
    if (count > known) found.push(`MySafe got ${count} requests for ${identifier}, of which ${known} were begun`);
  }
  for (const person of people) found.push(...reportProblems(person, calls, { wasKilled }));
  return found;
}

/**
 * The calls of a broker. @param {readonly AuditRecord[]} records @param {string[]} found
 * @returns {Call[]}
 */
function callsOf(records, found) {
  /** @type {Map<string, Call>} */
  const calls = new Map();
  /** The call of each person on each item that is not over. @type {Map<string, string>} */
  const open = new Map();
  for (const record of records) {
    const { id, event, identity, identifier } = record;
    const call = calls.get(id) ?? { begin: undefined, end: undefined };
    const subject = `${identity} ${identifier}`;
    if (call[event] || (event === "begin" && call.end)) found.push(`the ${event} of ${id} is out of order`);
    if (event === "begin") {
      if (open.has(subject)) found.push(`${subject} begins again before it has ended`);
      open.set(subject, id);
    } else open.delete(subject);
    call[event] = record;
    calls.set(id, call);
  }
  return [...calls.values()];
}

/** @param {Person} person @param {readonly Call[]} calls @param {{ wasKilled: boolean }} how */
function reportProblems({ identity, report }, calls, { wasKilled }) {
  const own = calls.filter(({ begin }) => begin?.identity === identity);
  /** @type {Map<string, (import("mysafe-broker").AuditOutcome | "in doubt")[]>} */
  const said = new Map();
  for (const { begin, end } of own) {
    const key = begin?.identifier ?? "";
    said.set(key, [...(said.get(key) ?? []), end?.outcome ?? "in doubt"]);
  }
  return report.outcomes.flatMap((outcome) => {
    const { identifier, state } = outcome;
    const words = said.get(identifier) ?? [];
    const why = `the audit says ${words.join(", ") || "nothing"}`;
    /** @type {string[]} */
    const found = [];
    const add = (/** @type {string} */ problem) =>
      found.push(`${identifier} is ${state} for ${identity}, but ${problem}: ${why}`);
    const attempts = "change" in outcome ? outcome.change.attempts : "error" in outcome ? outcome.error.attempts : 0;
    // An instance that is killed takes with it what it had not begun.
    if (wasKilled ? words.length > attempts : words.length !== attempts) add(`it was sent ${attempts} times`);
    const isCertain = "change" in outcome && outcome.change.certain;
    // Which call was the last one, the audits of several brokers do not tell.
    const saysChanged = wasKilled ? words.includes("changed") : words.at(-1) === "changed";
    if (isCertain && state === "changed" && !saysChanged) add("no call changed it");
    if (isCertain && state === "unchanged" && words.some((word) => !settled.includes(word)))
      add("a call may have changed it");
    if (state === "failed" && words.some((word) => !settled.includes(word) || word === "unchanged"))
      add("a call may have changed it");
    if (state === "skipped" && words.length > 0) add("it was begun");
    if (state === "unknown" && !wasKilled && words.includes("changed")) add("a call changed it");
    return found;
  });
}

/** The outcomes of calls that changed nothing. */
const settled = ["unchanged", "failed", "skipped", "denied"];

/**
 * What is wrong with the reports themselves. Of the items of more than one person only the audit tells who changed them.
 * @param {Run} run
 * @param {{ once: boolean }} how
 */
export function allReportProblems({ truth, people }, how) {
  const owners = countBy(people.flatMap(({ items }) => items));
  return people.flatMap(({ identity, items, report, unread }) => {
    const isOwn = (/** @type {{ identifier?: string | undefined }} */ { identifier = "" }) =>
      owners.get(identifier) === 1;
    const own = items.filter((identifier) => isOwn({ identifier }));
    const outcomes = report.outcomes.filter(isOwn);
    const found = [
      ...countProblems(report, items),
      ...problems(own, { ...report, total: outcomes.length, outcomes, ...countsOf(outcomes) }, truth, {
        ...how,
        timedOut: unread,
      }),
    ];
    return found.map((text) => `${identity}: ${text}`);
  });
}

/** @param {Person["report"]} report @param {readonly string[]} items */
function countProblems(report, items) {
  const wrong = Object.entries(countsOf(report.outcomes)).find(
    ([state, count]) => report[/** @type {keyof ReturnType<typeof countsOf>} */ (state)] !== count,
  );
  const isWhole = report.outcomes.every(({ identifier }, index) => identifier === items[index]);
  return [
    ...(wrong ? [`the report does not count ${wrong[1]} ${wrong[0]}`] : []),
    ...(isWhole && report.outcomes.length === items.length ? [] : ["the outcomes are not those of the items"]),
  ];
}

/** @param {readonly import("mysafe-wasm").BatchOutcome[]} outcomes */
function countsOf(outcomes) {
  const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}

/** How often each is there. @param {readonly string[]} list */
function countBy(list) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
