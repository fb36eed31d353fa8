// @ts-check
// What a run of the model has met, added up and printed.

import { conclusive, problems } from "./verdict.mjs";

/** @typedef {import("./verdict.mjs").Evidence} Evidence */

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
  /** Outcomes of which the answers alone decide, so that a client that only says "unknown" is found out. */
  conclusive = 0;
  /** How often each fault came, and when the work was done, by family. @type {Record<string, Record<import("./changes.mjs").Work, number>>} */
  families = {};
  /** @type {Set<string>} */
  faults = new Set();
  ended = { aborted: 0, closed: 0, error: 0 };
  /** Outcomes with a false claim, and reports with one of their own. */
  untrue = 0;
  /** The last claims that were found false, until they are told. @type {string[]} */
  news = [];
  /** Broken rules, each with the first few cases. @type {Map<string, { count: number, cases: string[] }>} */
  broken = new Map();
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
      const works = this.families[family ?? "none"] ?? { first: 0, late: 0, never: 0 };
      this.families[family ?? "none"] = works;
      works[work] += 1;
    }
    this.conclusive += conclusive(evidence);
    const found = problems(evidence);
    this.untrue += new Set(found.map(({ item }) => item)).size;
    for (const { rule, item, text } of found) this.#blame(rule, `seed ${seed}, item ${item}: ${text}`);
  }

  /** @param {string} rule @param {string} text */
  #blame(rule, text) {
    const known = this.broken.get(rule) ?? { count: 0, cases: [] };
    this.broken.set(rule, known);
    known.count += 1;
    if (known.cases.length >= 5) return;
    known.cases.push(text);
    this.news.push(`${rule}: ${text}`);
  }

  /** One line, while it runs. */
  get progress() {
    const seconds = (performance.now() - this.#began) / 1000;
    return `${this.outcomes} outcomes in ${seconds.toFixed(0)} s, ${this.requests} requests, ${this.untrue} untrue`;
  }

  /** All there is to tell. */
  get text() {
    const { changed, unchanged, failed, unknown, skipped } = this.states;
    const rows = Object.entries(this.families).sort(([, one], [, other]) => sum(other) - sum(one));
    const width = Math.max(...rows.map(([family]) => family.length));
    return [
      `${this.progress}; ${this.batches} batches`,
      `  changed ${changed}, unchanged ${unchanged}, failed ${failed}, unknown ${unknown}, skipped ${skipped}`,
      `  certain ${this.certain}, uncertain ${this.uncertain}, verified ${this.verified}, looks ${this.looks}`,
      `  the answers alone decide ${this.conclusive}; ended early: aborted ${this.ended.aborted}, closed ${this.ended.closed}, by an error ${this.ended.error}`,
      `  ${this.faults.size} kinds of faults; by family, and whether the work was done first, late or never:`,
      ...rows.map(
        ([family, { first, late, never }]) =>
          `    ${family.padEnd(width)} ${first + late + never} (${first}, ${late}, ${never})`,
      ),
      ...[...this.broken].flatMap(([rule, { count, cases }]) => [
        `  broken ${count} times: ${rule}`,
        ...cases.map((one) => `    ${one}`),
      ]),
    ].join("\n");
  }
}

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((all, count) => all + count, 0);
