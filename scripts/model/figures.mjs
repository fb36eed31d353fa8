// @ts-check
// Totals of a run of the model, and the rules that its reports broke.

import { auditProblems } from "./audit-verdict.mjs";
import { countConclusive, problems } from "./verdict.mjs";

/** @typedef {import("./evidence.mjs").Evidence} Evidence */

export class Figures {
  batches = 0;
  outcomes = 0;
  /** Outcomes by state. @type {Record<string, number>} */
  states = { changed: 0, unchanged: 0, failed: 0, unknown: 0, skipped: 0 };
  certain = 0;
  uncertain = 0;
  verified = 0;
  requests = 0;
  looks = 0;
  /** Outcomes that the answers alone decide. A client that reports everything as "unknown" fails these. */
  conclusive = 0;
  /** Requests by family of fault, and by when the work was done. @type {Record<string, Record<import("./changes.mjs").WorkTime, number>>} */
  families = {};
  /** @type {Set<string>} */
  faults = new Set();
  /** Calls that a broker answered. */
  calls = 0;
  /** Those that it sent again, with another token. */
  sentAgain = 0;
  /** Rules that a call of a broker broke. */
  falseCalls = 0;
  /** Records of a broker's audit, by outcome. @type {Record<string, number>} */
  notes = {};
  ended = { aborted: 0, closed: 0, error: 0 };
  /** Outcomes with a false claim, plus reports that break a rule for whole reports. */
  falseOutcomes = 0;
  /** Violations that the caller has not printed yet: it empties this list. @type {string[]} */
  unreported = [];
  /** The rules that were broken, each with its first few cases. @type {Map<string, { count: number, cases: string[] }>} */
  violations = new Map();
  #began = performance.now();

  /** @param {number} seed @param {Evidence} evidence */
  add(seed, evidence) {
    const { report, log, facts } = evidence;
    this.batches += 1;
    this.outcomes += report?.outcomes.length ?? 0;
    for (const outcome of report?.outcomes ?? []) {
      this.states[outcome.state] = (this.states[outcome.state] ?? 0) + 1;
      if (!("change" in outcome)) continue;
      if (outcome.change.certain) this.certain += 1;
      else this.uncertain += 1;
      if ("verified" in outcome.change && outcome.change.verified) this.verified += 1;
    }
    this.ended.aborted += Number(facts.aborted);
    this.ended.closed += Number(facts.closed);
    this.ended.error += Number(!!report?.error);
    for (const { operation, family, fault, work } of log.requests) {
      this.requests += 1;
      if (operation === "look") this.looks += 1;
      if (fault !== null) this.faults.add(`${family}: ${fault}`);
      const byTime = this.families[family ?? "none"] ?? { early: 0, late: 0, never: 0 };
      this.families[family ?? "none"] = byTime;
      byTime[work] += 1;
    }
    this.conclusive += countConclusive(evidence);
    const found = problems(evidence);
    this.falseOutcomes += new Set(found.map(({ item }) => item)).size;
    for (const { rule, item, text } of found) this.#recordViolation(rule, `seed ${seed}, item ${item}: ${text}`);
  }

  /** Adds what a broker did in a batch. @param {number} seed @param {import("./audit-verdict.mjs").BrokerEvidence} evidence */
  addBroker(seed, evidence) {
    for (const { sends } of evidence.broker.calls) {
      this.calls += 1;
      if (sends.length > 1) this.sentAgain += 1;
    }
    for (const { record } of evidence.log.notes) {
      const name = record.outcome ?? record.event;
      this.notes[name] = (this.notes[name] ?? 0) + 1;
    }
    const found = auditProblems(evidence);
    this.falseCalls += found.length;
    for (const { rule, item, text } of found) this.#recordViolation(rule, `seed ${seed}, item ${item}: ${text}`);
  }

  /** @param {string} rule @param {string} text */
  #recordViolation(rule, text) {
    const violation = this.violations.get(rule) ?? { count: 0, cases: [] };
    this.violations.set(rule, violation);
    violation.count += 1;
    if (violation.cases.length >= 5) return;
    violation.cases.push(text);
    this.unreported.push(`${rule}: ${text}`);
  }

  /** The totals so far, in one line. */
  get progress() {
    const seconds = (performance.now() - this.#began) / 1000;
    const calls = this.calls > 0 ? `; ${this.calls} calls of a broker, ${this.falseCalls} false` : "";
    return `${this.outcomes} outcomes in ${seconds.toFixed(0)} s, ${this.requests} requests, ${this.falseOutcomes} false${calls}`;
  }

  /** The totals of the whole run. */
  get summary() {
    const { changed, unchanged, failed, unknown, skipped } = this.states;
    const rows = Object.entries(this.families).sort(([, one], [, other]) => sum(other) - sum(one));
    const width = Math.max(...rows.map(([family]) => family.length));
    const notes = Object.entries(this.notes).map(([name, count]) => `${name} ${count}`);
    return [
      `${this.progress}; ${this.batches} batches`,
      `  changed ${changed}, unchanged ${unchanged}, failed ${failed}, unknown ${unknown}, skipped ${skipped}`,
      `  certain ${this.certain}, uncertain ${this.uncertain}, verified ${this.verified}, looks ${this.looks}`,
      `  decided by the answers alone ${this.conclusive}; ended early: aborted ${this.ended.aborted}, closed ${this.ended.closed}, by an error ${this.ended.error}`,
      ...(this.calls > 0 ? [`  audit: ${notes.join(", ")}; sent again with another token ${this.sentAgain}`] : []),
      `  ${this.faults.size} kinds of faults; requests by family (work done before the answer, after it, never):`,
      ...rows.map(
        ([family, { early, late, never }]) =>
          `    ${family.padEnd(width)} ${early + late + never} (${early}, ${late}, ${never})`,
      ),
      ...[...this.violations].flatMap(([rule, { count, cases }]) => [
        `  broken ${count} times: ${rule}`,
        ...cases.map((one) => `    ${one}`),
      ]),
    ].join("\n");
  }
}

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
