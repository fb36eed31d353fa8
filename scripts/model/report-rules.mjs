// @ts-check
// The rules for a whole report: each says what is wrong, or nothing.

/** @typedef {import("./verdict.mjs").Evidence} Evidence */
/** @typedef {import("./verdict.mjs").BatchReport} BatchReport */
/** @typedef {import("./verdict.mjs").BatchOutcome} BatchOutcome */

/** @type {Readonly<Record<string, (report: BatchReport, evidence: Evidence) => string | undefined>>} */
export const reportRules = {
  "one outcome for each item, in order"({ outcomes, total, action }, { plan, facts }) {
    if (total !== outcomes.length) return `total ${total}, and ${outcomes.length} outcomes`;
    if (action !== plan.action) return `${action}, where ${plan.action} was asked for`;
    const misnamed = outcomes.findIndex(({ identifier }, index) => identifier !== plan.mentions[index]?.name);
    if (misnamed >= 0) return `outcome ${misnamed} is of ${outcomes[misnamed]?.identifier}`;
    const listed = plan.source === "array" || plan.source === "set";
    // An item on its way from an async source when the batch ended may have been given to nobody.
    const least = listed ? plan.mentions.length : facts.pulled - (plan.source === "async" ? 1 : 0);
    const most = listed ? plan.mentions.length : facts.pulled;
    if (outcomes.length < least || outcomes.length > most) return `${outcomes.length} outcomes for ${most} items`;
    return undefined;
  },

  "counts add up"(report) {
    const counts = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
    for (const { state } of report.outcomes) counts[state] += 1;
    const states = /** @type {(keyof typeof counts)[]} */ (Object.keys(counts));
    const wrong = states.find((state) => report[state] !== counts[state]);
    return wrong && `${report[wrong]} ${wrong}, and has ${counts[wrong]}`;
  },

  "one item, one outcome"({ outcomes }, { plan }) {
    /** @type {Map<string, string>} */
    const said = new Map();
    for (const [index, outcome] of outcomes.entries()) {
      const key = plan.mentions[index]?.key;
      if (typeof key !== "string") continue;
      const text = essence(outcome);
      const before = said.get(key);
      if (before !== undefined && before !== text) return `${key}: ${before}, and ${text}`;
      said.set(key, text);
    }
    return undefined;
  },

  "sent: nothing but what was asked for"(_report, { sends, log, plan }) {
    const strange = log.requests.find(({ operation }) => operation === "strange");
    if (strange) return `it sent ${strange.key}`;
    const opposite = sends.find(({ operation }) => operation !== plan.action && operation.endsWith("activate"));
    return opposite && `it sent ${opposite.operation} ${opposite.key}`;
  },

  "aborted: by the caller"({ aborted }, { facts }) {
    return aborted && !facts.aborted ? "nobody aborted it" : undefined;
  },

  "ended early: it says why"({ aborted, error, skipped, outcomes }, { plan, facts }) {
    if (aborted || error) return undefined;
    if (skipped > 0) return `${skipped} are skipped`;
    if (outcomes.length < plan.mentions.length) return `${plan.mentions.length - outcomes.length} are missing`;
    return facts.sourceFailed ? "the source failed" : undefined;
  },

  "error: there was cause"({ error }, { facts, log, plan }) {
    if (!error) return undefined;
    if (error.code === "CLOSED") return facts.closed ? undefined : "nobody closed it";
    // How soon an answer comes is the machine's affair.
    const hasLimit = plan.options.outage < 10_000;
    if (/\(outage\)/.test(error.message)) return hasLimit ? undefined : "an outage, where the plan knows no limit";
    const cause =
      facts.sourceFailed ||
      facts.providerFailed ||
      facts.closed ||
      plan.options.deadline < 10_000 ||
      log.requests.some(({ family }) => family === "token" || family === "revoked" || family === "look");
    return cause ? undefined : `${error.code}: ${error.message}`;
  },

  "progress is told of each outcome once"({ outcomes }, { progress }) {
    if (progress.calls !== outcomes.length) return `${progress.calls} calls for ${outcomes.length} outcomes`;
    return progress.inTurn ? undefined : "done does not count";
  },
};

/** What an outcome says but for how its item is spelled. @param {BatchOutcome} outcome */
function essence(outcome) {
  if ("change" in outcome) return JSON.stringify({ ...outcome.change, identifier: "", state: outcome.state });
  if ("error" in outcome) return `${outcome.state} ${outcome.error.code} ${outcome.error.attempts}`;
  return outcome.state;
}
