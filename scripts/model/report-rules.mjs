// @ts-check
// The rules for a whole report. Each function describes how the report breaks the rule that is its name, or returns undefined.

/** @typedef {import("./evidence.mjs").Evidence} Evidence */
/** @typedef {import("mysafe-wasm").BatchReport} BatchReport */
/** @typedef {import("mysafe-wasm").BatchOutcome} BatchOutcome */

/** @type {Readonly<Record<string, (report: BatchReport, evidence: Evidence) => string | undefined>>} */
export const reportRules = {
  "the report and each change name the kind"({ kind, outcomes }, { plan }) {
    if (kind !== plan.kind) return `kind ${kind}, but the items are of the kind ${plan.kind}`;
    const wrong = outcomes.find((outcome) => "change" in outcome && outcome.change.kind !== plan.kind);
    return wrong && `${wrong.identifier} is said to be of another kind than ${plan.kind}`;
  },

  "one outcome for each item, in order"({ outcomes, total, action }, { plan, facts }) {
    if (total !== outcomes.length) return `total ${total}, but ${outcomes.length} outcomes`;
    if (action !== plan.action) return `action ${action}, but ${plan.action} was called`;
    const misnamed = outcomes.findIndex(({ identifier }, index) => identifier !== plan.mentions[index]?.name);
    if (misnamed >= 0) return `outcome ${misnamed} has the identifier ${outcomes[misnamed]?.identifier}`;
    const listed = plan.source === "array" || plan.source === "set";
    // The last item of an async source may have been in a promise that the batch no longer awaited when it ended.
    const min = listed ? plan.mentions.length : facts.pulled - (plan.source === "async" ? 1 : 0);
    const max = listed ? plan.mentions.length : facts.pulled;
    if (outcomes.length < min || outcomes.length > max) return `${outcomes.length} outcomes for ${max} items`;
    return undefined;
  },

  "the counts match the outcomes"(report) {
    const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    for (const { state } of report.outcomes) counts[state] += 1;
    const states = /** @type {(keyof typeof counts)[]} */ (Object.keys(counts));
    const wrong = states.find((state) => report[state] !== counts[state]);
    return wrong && `the report counts ${report[wrong]} ${wrong}, but has ${counts[wrong]}`;
  },

  "mentions of one item share one outcome"({ outcomes }, { plan }) {
    /** @type {Map<string, string>} */
    const claims = new Map();
    for (const [index, outcome] of outcomes.entries()) {
      const key = plan.mentions[index]?.key;
      if (typeof key !== "string") continue;
      const text = claimsOf(outcome);
      const before = claims.get(key);
      if (before !== undefined && before !== text) return `${key}: ${before}, but also ${text}`;
      claims.set(key, text);
    }
    return undefined;
  },

  "sent: only requests that the call needs"(_report, { sentRequests, log, plan }) {
    const strange = log.requests.find(({ operation }) => operation === "strange");
    if (strange) return `the client sent ${strange.key}`;
    const opposite = sentRequests.find(({ operation }) => operation !== plan.action && operation.endsWith("activate"));
    return opposite && `the client sent ${opposite.operation} ${opposite.key}`;
  },

  "aborted: the caller aborted"({ aborted }, { facts }) {
    return aborted && !facts.aborted ? "the caller did not abort it" : undefined;
  },

  "ended early: the report states the cause"({ aborted, error, skipped, outcomes }, { plan, facts }) {
    if (aborted || error) return undefined;
    if (skipped > 0) return `${skipped} are skipped`;
    if (outcomes.length < plan.mentions.length) return `${plan.mentions.length - outcomes.length} are missing`;
    return facts.sourceFailed ? "the source failed" : undefined;
  },

  "error: its cause occurred"({ error }, { facts, log, plan }) {
    if (!error) return undefined;
    if (error.code === "CLOSED") return facts.closed ? undefined : "the caller did not close the client";
    // On a slow machine a short limit may be reached without an outage, so the plan's limit is cause enough.
    const hasLimit = plan.options.outage < 10_000;
    if (/\(outage\)/.test(error.message)) return hasLimit ? undefined : "an outage, but the plan sets no limit";
    const cause =
      facts.sourceFailed ||
      facts.providerFailed ||
      facts.closed ||
      plan.options.deadline < 10_000 ||
      log.requests.some(({ family }) => family === "token" || family === "revoked" || family === "look");
    return cause ? undefined : `${error.code}: ${error.message}`;
  },

  "onProgress is called once for each outcome"({ outcomes }, { progress }) {
    if (progress.calls !== outcomes.length) return `${progress.calls} calls for ${outcomes.length} outcomes`;
    return progress.inOrder ? undefined : "`done` is not 1, 2, 3 …";
  },
};

/** The claims of an outcome, without the spelling of its identifier. @param {BatchOutcome} outcome */
function claimsOf(outcome) {
  if ("change" in outcome) return JSON.stringify({ ...outcome.change, identifier: "", state: outcome.state });
  if ("error" in outcome) return `${outcome.state} ${outcome.error.code} ${outcome.error.attempts}`;
  return outcome.state;
}
