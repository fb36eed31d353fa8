// @ts-check
// Compares what a batch reports to what was sent and to what the server knows: every claim of every outcome.

import { itemRules, plainly } from "./item-rules.mjs";
import { reportRules } from "./report-rules.mjs";

/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("mysafe-wasm").BatchOutcome} BatchOutcome */
/** @typedef {import("mysafe-wasm").StateChange} StateChange */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {import("./sends.mjs").Send} Send */
/** @typedef {import("./world.mjs").Log} Log */
/** @typedef {import("./world.mjs").Seen} Seen */
/** @typedef {import("./world.mjs").Switch} Switch */

/**
 * All that there is to know of a batch.
 * @typedef {object} Evidence
 * @property {Pick<Plan, "action" | "mentions" | "source" | "failsAt" | "options" | "credentials">} plan
 * @property {Log} log what the server knows
 * @property {readonly Send[]} sends what was handed to `fetch`
 * @property {BatchReport | null} report
 * @property {string | null} rejection
 * @property {{ aborted: boolean, closed: boolean, pulled: number, sourceFailed: boolean, providerFailed: boolean }} facts what the caller, the source and the caller's token function did
 * @property {readonly (string | undefined)[]} timeouts the identifiers of tries that ended because their time was over
 * @property {{ calls: number, inTurn: boolean }} progress how often `onProgress` was called, and whether `done` counted
 */

/**
 * One outcome, with what is known of its item.
 * @typedef {object} View
 * @property {BatchOutcome} outcome
 * @property {(StateChange & { readonly verified?: boolean }) | null} change
 * @property {number | null} attempts as the outcome says
 * @property {Evidence["plan"]} plan
 * @property {boolean} wanted the state that was asked for
 * @property {readonly Send[]} posts the changes that were sent, in the order in which they were
 * @property {readonly Seen[]} answers what became of those that arrived, in the same order
 * @property {readonly Seen[]} looks
 * @property {readonly Switch[]} ours when we changed the state
 * @property {readonly Switch[]} theirs when somebody else did
 * @property {boolean} undisturbed whether nothing but the answers decided: no abort, no limit of time, nobody else
 */

/** @typedef {{ rule: string, item: string, text: string }} Problem */

/**
 * What is wrong with a report: nothing, it is hoped.
 * @param {Evidence} evidence
 * @returns {Problem[]}
 */
export function problems(evidence) {
  const { report, rejection } = evidence;
  if (!report) return [{ rule: "a report always comes", item: "", text: String(rejection) }];
  /** @type {Problem[]} */
  const found = [];
  for (const [rule, broken] of Object.entries(reportRules)) {
    const text = broken(report, evidence);
    if (text) found.push({ rule, item: "", text });
  }
  for (const view of viewsOf(evidence)) {
    for (const [rule, broken] of Object.entries(itemRules)) {
      if (broken(view)) found.push({ rule, item: view.outcome.identifier, text: tell(view) });
    }
  }
  return found;
}

/** How many outcomes the answers alone decide. @param {Evidence} evidence */
export const conclusive = (evidence) => viewsOf(evidence).filter(plainly).length;

/** Every rule, by its name. */
export const rules = ["a report always comes", ...Object.keys(reportRules), ...Object.keys(itemRules)];

/** @param {Evidence} evidence */
function viewsOf(evidence) {
  const { report, plan } = evidence;
  return (report?.outcomes ?? []).map((outcome, index) => viewOf(evidence, outcome, plan.mentions[index]?.key ?? null));
}

/** @param {Evidence} evidence @param {BatchOutcome} outcome @param {string | null} key @returns {View} */
function viewOf({ plan, sends, log, facts, timeouts, report }, outcome, key) {
  const ofItem = (/** @type {{ key: string }} */ one) => one.key === key;
  const inTurn = (/** @type {Seen} */ one, /** @type {Seen} */ other) => one.number - other.number;
  const requests = log.requests.filter(ofItem).sort(inTurn);
  const switches = log.switches.filter((one) => ofItem(one) && one.flipped);
  const theirs = switches.filter(({ by }) => by === "other");
  const change = "change" in outcome ? outcome.change : null;
  const error = "error" in outcome ? outcome.error : null;
  const late = plan.mentions.some((mention) => mention.key === key && timeouts.includes(mention.name));
  return {
    outcome,
    change,
    attempts: change?.attempts ?? error?.attempts ?? null,
    plan,
    wanted: plan.action === "activate",
    posts: sends.filter((send) => ofItem(send) && send.operation === plan.action),
    answers: requests.filter(({ operation }) => operation === plan.action),
    looks: requests.filter(({ operation }) => operation === "look"),
    ours: switches.filter(({ by }) => by === "us"),
    theirs,
    undisturbed: !facts.aborted && !facts.closed && !report?.error && !late && plan.options.deadline >= 10_000,
  };
}

/** An outcome and all that is known of its item, in one line. @param {View} view */
function tell({ outcome, change, attempts, plan, posts, answers, looks, ours, theirs }) {
  const said = change
    ? `changed ${change.changed}, certain ${change.certain}, verified ${change.verified}, "${change.message}"`
    : "error" in outcome
      ? `${outcome.error.code}: ${outcome.error.message}`
      : "";
  const happened = [...answers, ...looks]
    .sort((one, other) => one.at - other.at)
    .map(({ at, number, operation, fault, work, told, active }) =>
      [`${at}: ${operation} ${number}`, fault && `fault "${fault}"`, `work ${work}`, told, active ? "on" : "off"]
        .filter(Boolean)
        .join(", "),
    );
  const switched = [...ours, ...theirs].map(({ at, by, active }) => `${at}: ${by} switched ${active ? "on" : "off"}`);
  return `${plan.action}${plan.options.verify ? " verify" : ""} ${outcome.state} (${said}; attempts ${attempts}, sent ${posts.length}) | ${[...happened, ...switched].join(" | ")}`;
}
