// @ts-check
// The rules for the audit of a broker: each compares what the audit says of one call with what the server knows. A function
// describes how the call breaks the rule that is its name, or returns undefined.

/** @typedef {import("mysafe-broker").AuditRecord} AuditRecord */
/** @typedef {import("./broker.mjs").BrokerLog} BrokerLog */
/** @typedef {import("./broker.mjs").Call} Call */
/** @typedef {import("./world.mjs").Note} Note */
/** @typedef {import("./world.mjs").ReceivedRequest} ReceivedRequest */
/** @typedef {import("./world.mjs").Switch} Switch */
/** @typedef {import("./sent-requests.mjs").SentRequest} SentRequest */

/**
 * A call with all that is known of it.
 * @typedef {object} AuditView
 * @property {Call} call
 * @property {SentRequest | undefined} sent by the client
 * @property {import("./kinds.mjs").KindName} kind of the items
 * @property {BrokerLog} broker
 * @property {readonly Note[]} begins records that were kept
 * @property {readonly Note[]} ends
 * @property {readonly ReceivedRequest[]} received the server's record of what the broker sent for it, in order
 * @property {readonly Switch[]} switches by it that changed the state
 * @property {boolean} answered whether the last request got a complete answer
 */

/** The families of faults of a change, and the faults of a look, after which no complete answer arrives. */
const incomplete = ["lost", "stall", "reset", "cut in the body"];

/** Outcomes after which the call has changed nothing. */
const nothing = ["unchanged", "failed", "skipped", "denied"];

/** Whether the last request got a complete answer, which the broker may rely on. @param {ReceivedRequest | undefined} request */
export const isAnswered = (request) =>
  request !== undefined && !incomplete.includes(request.family ?? "") && !incomplete.includes(request.fault ?? "");

/** @param {AuditView} view */
const changes = ({ sent }) => sent?.operation === "activate" || sent?.operation === "deactivate";

/** What the audit says of the call. @param {AuditView} view */
const endOf = ({ ends }) => ends.at(-1)?.record;

/** @type {Readonly<Record<string, (view: AuditView) => string | undefined>>} */
export const auditRules = {
  "a call has one end, unless it could not be kept"({ ends, call }) {
    if (ends.length > 1) return `${ends.length} ends`;
    // A path that is none of the API's is no call.
    if (call.status === 404 && call.sends.length === 0) return undefined;
    return ends.length === 0 && !call.unkept.includes("end") ? "no end" : undefined;
  },

  "a change that was sent has one begin, a look or a denied call none"(view) {
    const { begins, call } = view;
    if (begins.length > 1) return `${begins.length} begins`;
    if (changes(view) && call.sends.length > 0 && begins.length === 0) return "no begin";
    const isDenied = endOf(view)?.outcome === "denied" && !call.unkept.includes("begin");
    return (!changes(view) || isDenied) && begins.length > 0 ? "a begin" : undefined;
  },

  "the begin is kept before the request is sent"({ begins, received }) {
    const begin = begins[0]?.at ?? 0;
    const early = received.find(({ at }) => at < begin);
    return early && `request ${early.number} at ${early.at}, begin at ${begin}`;
  },

  "a change whose begin could not be kept is not sent"({ call }) {
    return call.unkept.includes("begin") && call.sends.length > 0
      ? `${call.sends.length} requests were sent`
      : undefined;
  },

  "the end is kept after the request has arrived and its work is done"({ ends, received, switches, call }) {
    const end = ends[0]?.at ?? Number.POSITIVE_INFINITY;
    // What the broker no longer waited for may arrive later.
    if (call.sends.at(-1)?.status === null) return undefined;
    const late = received.find(({ at }) => at > end);
    if (late) return `request ${late.number} at ${late.at}, end at ${end}`;
    const early = new Set(received.filter(({ work }) => work === "early").map(({ number }) => number));
    const change = switches.find(({ at, number }) => early.has(number) && at > end);
    return change && `a change at ${change.at}, end at ${end}`;
  },

  "changed: this call changed the item"(view) {
    return endOf(view)?.outcome === "changed" && view.switches.length === 0 ? "it did not" : undefined;
  },

  "unchanged, failed, skipped, denied: this call changed nothing"(view) {
    return nothing.includes(endOf(view)?.outcome ?? "") && view.switches.length > 0 ? "it did" : undefined;
  },

  "denied: nothing was sent"(view) {
    return endOf(view)?.outcome === "denied" && view.call.sends.length > 0 ? "something was sent" : undefined;
  },

  "skipped: what was sent was refused for its token"(view) {
    const other = view.call.sends.find(({ status }) => status !== 401);
    return endOf(view)?.outcome === "skipped" && other ? `request ${other.number} was not` : undefined;
  },

  "failed: the answer was a refusal"(view) {
    return endOf(view)?.outcome === "failed" && view.received.at(-1)?.meaning !== "refused" ? "it was not" : undefined;
  },

  "the answer decides: done is changed, already is unchanged, refused is failed"(view) {
    const { broker, answered, received, call } = view;
    const [outcome, last] = [endOf(view)?.outcome, received.at(-1)];
    if (!changes(view) || !outcome || !answered || !last) return undefined;
    // A token's refusal is not the item's.
    const expected = call.sends.at(-1)?.status === 401 ? "skipped" : outcomes[last.meaning ?? "open"];
    if (outcome === expected) return undefined;
    // What came too late to be read may still be passed on.
    const late = broker.hasTimeout && outcome === "unknown";
    return late ? undefined : `${expected} is expected`;
  },

  "a look is answered, or it is not"(view) {
    const outcome = endOf(view)?.outcome;
    if (changes(view) || !outcome) return undefined;
    return ["answered", "unanswered", "skipped", "denied"].includes(outcome) ? undefined : `it is ${outcome}`;
  },

  "a request is sent once, and again only after a 401"({ call }) {
    const again = call.sends.slice(0, -1).find(({ status }) => status !== 401);
    if (again) return `request ${again.number} was not refused for its token`;
    // The token of a moment ago, that of the client, and its next one.
    return call.sends.length > 3 ? `${call.sends.length} requests` : undefined;
  },

  "a complete answer is passed on with its status"(view) {
    const { call, answered, broker } = view;
    const last = call.sends.at(-1);
    if (!answered || last?.status === 401 || last?.status === call.status) return undefined;
    // A look ends when its caller goes away.
    const late = (broker.hasTimeout || !changes(view)) && call.status === 504;
    return late ? undefined : `${last?.status} became ${call.status}`;
  },

  "an answer that is not complete is a 502 or 504"({ call, answered }) {
    if (answered || call.sends.length === 0) return undefined;
    return [502, 504].includes(call.status ?? 0) ? undefined : `it became ${call.status}`;
  },

  "the end has the status that the caller got"(view) {
    const record = endOf(view);
    if (!record || record.status === view.call.status) return undefined;
    return `${record.status}, but the caller got ${view.call.status}`;
  },

  "each record says who asked for what"({ begins, ends, broker, kind, sent, call }) {
    const expected = JSON.stringify([broker.identity, kind, operations[sent?.operation ?? "token"], call.number]);
    const wrong = [...begins, ...ends].find(({ record }) => expected !== JSON.stringify(subjectOf(record)));
    return wrong && `${JSON.stringify(subjectOf(wrong.record))}, but it was ${expected}`;
  },
};

/** What an answer to a change proves. @type {Readonly<Record<string, string>>} */
const outcomes = { done: "changed", already: "unchanged", refused: "failed", open: "unknown" };

const operations = { activate: "activate", deactivate: "deactivate", look: "isActive", token: "token" };

/** @param {AuditRecord} record */
function subjectOf({ identity, kind, operation, identifier = "" }) {
  return [identity, kind, operation, Number(/~(\d+)$/.exec(identifier)?.[1])];
}
