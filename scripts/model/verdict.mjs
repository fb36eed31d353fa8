// @ts-check
// The verdict: compares every claim of a report to what was sent and to the server's log.

import { isConclusive, itemRules } from "./item-rules.mjs";
import { reportRules } from "./report-rules.mjs";

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("mysafe-wasm").BatchOutcome} BatchOutcome */
/** @typedef {import("mysafe-wasm").StateChange} StateChange */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./sent-requests.mjs").SentRequest} SentRequest */
/** @typedef {import("./world.mjs").Log} Log */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */
/** @typedef {import("./world.mjs").Switch} Switch */

/**
 * All that is known of a batch.
 * @typedef {object} Evidence
 * @property {Pick<Plan, "action" | "mentions" | "source" | "failsAt" | "options" | "credentials">} plan
 * @property {Log} log of the server
 * @property {readonly SentRequest[]} sentRequests all that the client handed to `fetch`
 * @property {BatchReport | null} report null when the batch was rejected
 * @property {string | null} rejection
 * @property {{ aborted: boolean, closed: boolean, pulled: number, sourceFailed: boolean, providerFailed: boolean }} facts what the caller, its source of items and its token function did
 * @property {readonly (string | undefined)[]} timeouts the identifiers of requests that timed out
 * @property {{ calls: number, inOrder: boolean }} progress calls of `onProgress`, and whether `done` was 1, 2, 3 …
 */

/**
 * One outcome, with all that is known of its item. A rule judges a view.
 * @typedef {object} View
 * @property {BatchOutcome} outcome
 * @property {(StateChange & { readonly verified?: boolean }) | null} change
 * @property {number | null} attempts that the outcome states
 * @property {Evidence["plan"]} plan
 * @property {boolean} requestedState
 * @property {readonly SentRequest[]} tries the changes that were sent, in order
 * @property {readonly ReceivedRequest[]} answers the server's record of the tries that arrived, in the same order
 * @property {readonly ReceivedRequest[]} looks the server's record of the looks
 * @property {readonly Switch[]} ownSwitches by the batch that changed the state
 * @property {readonly Switch[]} foreignSwitches by another client that changed the state
 * @property {boolean} undisturbed whether the client could read every answer: no abort, close, error of the batch or time limit
 */

/** @typedef {{ rule: string, item: string, text: string }} Problem */

/**
 * The rules that a report breaks.
 * @param {Evidence} evidence
 * @returns {Problem[]}
 */
export function problems(evidence) {
  const { report, rejection } = evidence;
  if (!report) return [{ rule: "a batch always returns a report", item: "", text: String(rejection) }];
  /** @type {Problem[]} */
  const found = [];
  for (const [rule, broken] of Object.entries(reportRules)) {
    const text = broken(report, evidence);
    if (text) found.push({ rule, item: "", text });
  }
  for (const view of viewsOf(evidence)) {
    for (const [rule, broken] of Object.entries(itemRules)) {
      if (broken(view)) found.push({ rule, item: view.outcome.identifier, text: describe(view) });
    }
  }
  return found;
}

/** The number of outcomes that the answers alone decide. @param {Evidence} evidence */
export const countConclusive = (evidence) => viewsOf(evidence).filter(isConclusive).length;

/** The names of all rules. */
export const rules = ["a batch always returns a report", ...Object.keys(reportRules), ...Object.keys(itemRules)];

/** @param {Evidence} evidence */
function viewsOf(evidence) {
  const { report, plan } = evidence;
  return (report?.outcomes ?? []).map((outcome, index) => viewOf(evidence, outcome, plan.mentions[index]?.key ?? null));
}

/** @param {Evidence} evidence @param {BatchOutcome} outcome @param {string | null} key @returns {View} */
function viewOf({ plan, sentRequests, log, facts, timeouts, report }, outcome, key) {
  const ofItem = (/** @type {{ key: string }} */ one) => one.key === key;
  const byNumber = (/** @type {ReceivedRequest} */ one, /** @type {ReceivedRequest} */ other) =>
    one.number - other.number;
  const requests = log.requests.filter(ofItem).sort(byNumber);
  const switches = log.switches.filter((one) => ofItem(one) && one.changed);
  const foreignSwitches = switches.filter(({ by }) => by === "other");
  const change = "change" in outcome ? outcome.change : null;
  const error = "error" in outcome ? outcome.error : null;
  const timedOut = plan.mentions.some((mention) => mention.key === key && timeouts.includes(mention.name));
  return {
    outcome,
    change,
    attempts: change?.attempts ?? error?.attempts ?? null,
    plan,
    requestedState: plan.action === "activate",
    tries: sentRequests.filter((request) => ofItem(request) && request.operation === plan.action),
    answers: requests.filter(({ operation }) => operation === plan.action),
    looks: requests.filter(({ operation }) => operation === "look"),
    ownSwitches: switches.filter(({ by }) => by === "us"),
    foreignSwitches,
    undisturbed: !facts.aborted && !facts.closed && !report?.error && !timedOut && plan.options.deadline >= 10_000,
  };
}

/** A view in one line of text. @param {View} view */
function describe({ outcome, change, attempts, plan, tries, answers, looks, ownSwitches, foreignSwitches }) {
  const claims = change
    ? `changed ${change.changed}, certain ${change.certain}, verified ${change.verified}, "${change.message}"`
    : "error" in outcome
      ? `${outcome.error.code}: ${outcome.error.message}`
      : "";
  const requests = [...answers, ...looks]
    .sort((one, other) => one.at - other.at)
    .map(({ at, number, operation, fault, work, meaning, active }) =>
      [`${at}: ${operation} ${number}`, fault && `fault "${fault}"`, `work ${work}`, meaning, active ? "on" : "off"]
        .filter(Boolean)
        .join(", "),
    );
  const switched = [...ownSwitches, ...foreignSwitches].map(
    ({ at, by, active }) => `${at}: ${by} switched ${active ? "on" : "off"}`,
  );
  return `${plan.action}${plan.options.verify ? " verify" : ""} ${outcome.state} (${claims}; attempts ${attempts}, sent ${tries.length}) | ${[...requests, ...switched].join(" | ")}`;
}
