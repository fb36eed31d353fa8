// @ts-check
// The verdict on a broker: compares its audit, call by call, with what it was sent and with the server's log.

import { auditRules, isAnswered } from "./audit-rules.mjs";

/** @typedef {import("./audit-rules.mjs").AuditView} AuditView */
/** @typedef {import("./broker.mjs").BrokerLog} BrokerLog */
/** @typedef {import("./verdict.mjs").Problem} Problem */
/** @typedef {import("./world.mjs").Log} Log */

/**
 * All that is known of a batch's broker.
 * @typedef {object} BrokerEvidence
 * @property {import("./kinds.mjs").KindName} kind of the items
 * @property {Log} log of the server
 * @property {BrokerLog} broker
 * @property {readonly import("./sent-requests.mjs").SentRequest[]} sentRequests all that the client handed to `fetch`
 */

/** The rules for a whole log. @type {Readonly<Record<string, (evidence: BrokerEvidence) => string | undefined>>} */
const logRules = {
  "the broker sends nothing of its own but requests for a token"({ log }) {
    const other = log.requests.find(({ number, operation }) => number === 0 && operation !== "token");
    return other && `${other.operation} ${other.key}`;
  },

  "every request of the server's belongs to one call, and arrives once"({ log, broker }) {
    const sent = new Set(broker.calls.flatMap(({ sends }) => sends.map(({ number }) => number)));
    const strange = log.requests.find(({ number }) => number > 0 && !sent.delete(number));
    return strange && `request ${strange.number}`;
  },

  "the audit has no record but of these calls, and of tokens"({ log, broker }) {
    const ids = new Set(broker.calls.map(({ id }) => id));
    const strange = log.notes.find(({ record }) => record.operation !== "token" && !ids.has(record.id));
    return strange && JSON.stringify(strange.record);
  },
};

/**
 * The rules that the audit breaks.
 * @param {BrokerEvidence} evidence
 * @returns {Problem[]}
 */
export function auditProblems(evidence) {
  /** @type {Problem[]} */
  const found = [];
  for (const [rule, broken] of Object.entries(logRules)) {
    const text = broken(evidence);
    if (text) found.push({ rule: `audit: ${rule}`, item: "", text });
  }
  for (const view of viewsOf(evidence)) {
    for (const [rule, broken] of Object.entries(auditRules)) {
      const text = broken(view);
      const item = view.sent?.key ?? "";
      if (text) found.push({ rule: `audit: ${rule}`, item, text: `${text} | ${describe(view)}` });
    }
  }
  return found;
}

/** The names of all rules. */
export const rules = [...Object.keys(logRules), ...Object.keys(auditRules)];

/** @param {BrokerEvidence} evidence @returns {AuditView[]} */
function viewsOf({ kind, log, broker, sentRequests }) {
  const requests = new Map(log.requests.map((request) => [request.number, request]));
  const sent = new Map(sentRequests.map((request) => [request.number, request]));
  return broker.calls.map((call) => {
    const numbers = call.sends.map(({ number }) => number);
    const notes = log.notes.filter(({ record }) => record.id === call.id);
    return {
      ...{ call, kind, broker, sent: sent.get(call.number) },
      begins: notes.filter(({ record }) => record.event === "begin"),
      ends: notes.filter(({ record }) => record.event === "end"),
      received: numbers.flatMap((number) => requests.get(number) ?? []),
      switches: log.switches.filter(({ changed, number }) => changed && numbers.includes(number)),
      answered: numbers.length > 0 && isAnswered(requests.get(numbers.at(-1) ?? 0)),
    };
  });
}

/** A call in one line of text. @param {AuditView} view */
function describe({ call, sent, begins, ends, received, switches }) {
  const notes = [...begins, ...ends].map(
    ({ at, record }) => `${at}: ${record.event} ${record.outcome ?? ""} ${record.status ?? ""}`,
  );
  const requests = received.map(
    ({ at, number, fault, work, meaning }) => `${at}: request ${number}, fault "${fault}", work ${work}, ${meaning}`,
  );
  const switched = switches.map(({ at, active }) => `${at}: switched ${active ? "on" : "off"}`);
  const sends = call.sends.map(({ number, status }) => `${number} (${status})`).join(", ");
  return `${sent?.operation} ${call.number}, status ${call.status}, sent ${sends} | ${[...notes, ...requests, ...switched].join(" | ")}`;
}
