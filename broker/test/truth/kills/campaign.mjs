// @ts-check
// Two brokers side by side, of which one is killed in the middle of a batch, again and again.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MySafe } from "mysafe-wasm";
import { Random } from "../../../../scripts/model/random.mjs";
import { allReportProblems, auditProblems } from "../../../../scripts/soak/audit-verdict.mjs";
import { readAudit, startBroker } from "../../../../scripts/soak/broker-process.mjs";
import { identifiers, limits } from "../../../../scripts/soak/deactivations.mjs";
import { serveSoak } from "../../../../scripts/soak/server.mjs";
import { shortcomings } from "../../../../scripts/soak/verdict.mjs";

/** @typedef {import("mysafe-broker").AuditRecord} AuditRecord */

const person = "ana@example.com";
const items = identifiers(120);

/** Stalls would take most of the time. */
const without = ["stall", "stall-body"];

/**
 * Kills a broker so many times, each time in another batch.
 * @param {{ kills: number, seed: number, onKill?: (figures: Figures) => void }} options
 * @typedef {{ kills: number, begun: number, doubtful: number, done: number, problems: string[] }} Figures
 *   `begun`: calls of the brokers that were killed; `doubtful`: those without an end; `done`: those of them whose change was made
 */
export async function campaign({ kills, seed, onKill = () => {} }) {
  /** @type {Figures} */
  const figures = { kills: 0, begun: 0, doubtful: 0, done: 0, problems: [] };
  for (let index = 0; index < kills; index += 1) {
    const { problems, doubtful, done, begun } = await killOnce(seed + index);
    figures.kills += 1;
    figures.begun += begun;
    figures.doubtful += doubtful;
    figures.done += done;
    figures.problems.push(...problems.map((problem) => `seed ${seed + index}: ${problem}`));
    onKill(figures);
  }
  return figures;
}

/** @param {number} seed */
async function killOnce(seed) {
  const random = new Random(`kill ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "mysafe-kills-"));
  const paths = ["one", "other"].map((name) => join(folder, `${name}.jsonl`));
  const server = await serveSoak({ items: items.length, seed, without });
  const brokers = await Promise.all(
    paths.map((audit) => startBroker({ mysafe: server.url, audit, timeout: limits.timeout })),
  );
  const victim = random.integer(0, 1);
  const moment = { requests: random.integer(1, items.length), delay: random.integer(0, 6) };
  try {
    const batch = await runBatch(brokers, async (sent) => {
      if (sent !== moment.requests) return;
      await sleep(moment.delay);
      await brokers[victim]?.kill();
    });
    await brokers[1 - victim]?.close();
    const truth = await server.end();
    const audits = paths.map((path, index) => readAudit(path, index === victim));
    const run = { audits, truth, people: [batch], wasKilled: true };
    return {
      ...countDoubts(audits, victim, truth),
      problems: [
        ...allReportProblems(run, { once: false }),
        ...auditProblems(run),
        ...shortcomings(batch.report, truth),
      ],
    };
  } finally {
    await Promise.all(brokers.map((broker) => broker.kill()));
    rmSync(folder, { recursive: true });
  }
}

/**
 * A batch whose requests go to the brokers in turn, as a load balancer sends them: one that broke a connection gets no more.
 * @param {readonly Awaited<ReturnType<typeof startBroker>>[]} brokers
 * @param {(sent: number) => Promise<void>} onSend
 */
async function runBatch(brokers, onSend) {
  let alive = brokers.map(({ url }) => url);
  let sent = 0;
  /** @type {Set<string>} */
  const unread = new Set();
  const tokens = brokers[0];
  if (!tokens) throw new Error("there is no broker");
  const token = await tokens.token(person);
  const mysafe = new MySafe({
    baseUrl: tokens.url,
    // Good at both, which share the secret.
    accessToken: token,
    timeout: 10 * limits.timeout,
    retry: limits.retry,
    async fetch(url, init) {
      sent += 1;
      void onSend(sent);
      const target = alive[sent % alive.length] ?? "";
      try {
        return await fetch(url.replace(tokens.url, target), init);
      } catch (error) {
        if (alive.length > 1) alive = alive.filter((one) => one !== target);
        throw error;
      }
    },
    onEvent(event) {
      if (event.type !== "response" || event.identifier === undefined) return;
      if (event.code !== undefined || [502, 504].includes(event.status ?? 0)) unread.add(event.identifier);
    },
  });
  const report = await mysafe.deactivateMany(items, { concurrency: 16 });
  mysafe.close();
  return { identity: person, items, report, unread };
}

/**
 * The calls that the kill left without an end, and those of them whose items were changed by no call that says so: by them,
 * that is, or by one whose answer was lost.
 * @param {readonly (readonly AuditRecord[])[]} audits
 * @param {number} victim
 * @param {import("../../../../scripts/soak/sandbox.mjs").Truth} truth
 */
function countDoubts(audits, victim, truth) {
  const records = audits[victim] ?? [];
  const ended = new Set(records.flatMap(({ event, id }) => (event === "end" ? [id] : [])));
  const begun = records.filter(({ event }) => event === "begin");
  const doubtful = begun.filter(({ id }) => !ended.has(id));
  const claimed = new Set(
    audits.flat().flatMap(({ outcome, identifier }) => (outcome === "changed" ? [identifier] : [])),
  );
  const changed = new Set(truth.changes.flatMap(({ identifier, changed }) => (changed ? [identifier] : [])));
  const done = doubtful.filter(({ identifier = "" }) => changed.has(identifier) && !claimed.has(identifier));
  return { begun: begun.length, doubtful: doubtful.length, done: done.length };
}
