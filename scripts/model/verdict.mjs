// @ts-check
// The verdict: compares every claim of a report to what was sent and to the server's log.

import { isConclusive, itemRules } from "./item-rules.mjs";
import { reportRules } from "./report-rules.mjs";

/** @typedef {import("./evidence.mjs").Evidence} Evidence */
/** @typedef {import("./evidence.mjs").View} View */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */
/** @typedef {import("mysafe-wasm").BatchOutcome} BatchOutcome */

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
