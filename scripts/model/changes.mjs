// @ts-check
// What the model's server may do when it is asked for a change: the right answer, and every fault.
//
// A fault says whether its answer leaves open if the work was done (`doubt`) and when this server may do the work: `never`,
// `first` (before the answer) or `late` (after the answer, or after the connection was dropped). What leaves no doubt is only
// ever given by a server that has not done the work and will not: one that refuses and does it all the same would make
// every client lie. Each such fault says why that is to be expected of a real server.

import { errors, failure, fields, gateway, json, oppositeOf, others, page, sentences, success } from "./answers.mjs";

/** @typedef {import("./answers.mjs").Answer} Answer */
/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./plan.mjs").Family} Family */
/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {"never" | "first" | "late"} Work */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */

/** @typedef {{ action: Action, key: string, random: Random }} Asked */

/**
 * @typedef {object} Fault
 * @property {Family} family
 * @property {string} name
 * @property {boolean} doubt
 * @property {readonly Work[]} works
 * @property {boolean} [revokes] whether the token that came is bad from now on
 * @property {(asked: Asked) => Delivery} give
 */

/** @type {readonly Work[]} */
const anyTime = ["never", "first", "late"];
/** @type {readonly Work[]} */
const notAtAll = ["never"];

/** @param {Answer} answer @returns {Delivery} */
const whole = (answer) => ({ how: "whole", answer });

/**
 * The right answer, in one of the forms that are documented: white space, letter case and which fields there are vary.
 * @param {Asked} asked
 * @param {boolean} flipped whether there was something to do
 */
export function rightAnswer({ action, random }, flipped) {
  const { done, already } = sentences[action];
  const said = flipped ? random.pick(done) : already;
  const message = random.happens(0.2) ? random.pick([said.toUpperCase(), ` ${said.replaceAll(" ", "  ")}\t`]) : said;
  const all = fields(message);
  const { mensagem, ...english } = all;
  const { message: _, ...portuguese } = all;
  const response = random.weighed({ all: 8, english: 1, portuguese: 1, v4: 1 });
  const shapes = { all, english, portuguese, v4: { ...english, Message: mensagem } };
  return json(200, random.happens(0.7) ? { code: 200, response: shapes[response] } : { response: shapes[response] });
}

/** What an answer that is not refused by its status may hold. @param {number} status @param {Asked} asked @returns {Answer} */
function anyBody(status, { action, key, random }) {
  const [done = ""] = sentences[action].done;
  return random.pick([
    () => gateway(status),
    () => gateway(status),
    () => page(status),
    () => ({ status, body: "" }),
    () => success(done, {}, {}, status),
    () => success(done, { status }, { code: status }, status),
    () => success(sentences[action].already, {}, {}, status),
    () => ({ ...others.get(key), status }),
  ])();
}

/**
 * Statuses of which no document says that nothing was done. 421 comes before the work alone: it means that the request
 * was not taken, and fetch itself, Node's too, sends it again (Fetch standard, HTTP-network-or-cache fetch), unseen by the
 * client, so that an "already" could then be its own doing.
 */
const openStatuses = [
  ...[201, 202, 203, 204, 205, 206, 226, 300, 301, 302, 303, 304, 305, 307, 308],
  ...[400, 402, 406, 408, 409, 410, 411, 412, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 451, 499],
  ...[500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598, 599],
];

/** @type {Fault[]} */
const statuses = openStatuses.map((status) => ({
  family: "status",
  name: `status ${status}`,
  doubt: true,
  works: status === 421 ? notAtAll : anyTime,
  give(asked) {
    const { action, key, random } = asked;
    if (status === 400)
      return whole(random.pick([gateway(400), page(400), { status, body: "" }, success("", {}, {}, 400)]));
    const answer = anyBody(status, asked);
    if (status >= 400) {
      const headers = [429, 503].includes(status) ? { "retry-after": random.pick(["0", "0.01"]) } : {};
      return whole({ ...answer, headers: { ...answer.headers, ...headers } });
    }
    // Where a client that follows redirects would do harm.
    const path = oppositeOf(action) === "activate" ? "active" : "inactive";
    const location = random.pick([
      `../${path}/${encodeURIComponent(key)}?followed`,
      `../${encodeURIComponent(key)}?followed`,
    ]);
    return whole(status < 300 ? answer : { ...answer, headers: { ...answer.headers, location } });
  },
}));

/**
 * Refusals by status.
 *
 * - 401, 403: no work for whom it does not know. (A filter that reads answers could turn one away after the work; the
 *   rules take that risk, and so does this server.)
 * - 404, 405: no route, so nobody was asked.
 * - 413, 414, 415, 431: of the request's form, which is read before it is acted on.
 * - 429: counted before it is passed on.
 * @type {Fault[]}
 */
const refusedStatuses = [403, 404, 405, 413, 414, 415, 429, 431].map((status) => ({
  family: "refusal",
  name: `refused ${status}`,
  doubt: false,
  works: notAtAll,
  give({ random }) {
    const answer = random.pick([gateway(status), gateway(status), page(status), { status, body: "" }]);
    const headers =
      status === 429 ? { "retry-after": random.pick(["0", "0.002", "Wed, 21 Oct 2015 07:28:00 GMT"]) } : {};
    return whole({ ...answer, headers: { ...answer.headers, ...headers } });
  },
}));

/** Refusals by the API itself, which looks at the request before it does anything. @type {Fault[]} */
const refusedByApi = errors.map((error) => ({
  family: "refusal",
  name: `refused ${error[0]}`,
  doubt: false,
  works: notAtAll,
  give: ({ random }) => whole(failure(error, random.pick([400, 400, 400, 403, 404, 422]))),
}));

/** The token is refused before anything is asked of the API. @type {Fault} */
const revoked = {
  family: "revoked",
  name: "token revoked",
  doubt: false,
  works: notAtAll,
  revokes: true,
  give: () => whole(gateway(401, { "www-authenticate": 'Bearer error="invalid_token"' })),
};

/** Envelopes that are none of a refusal, though they hold one: with a code of 500 or more, under 200 or under a 5xx. */
const contradictions = [
  .../** @type {const} */ ([
    ["refusal with code 500 under 400", 400, 500],
    ["refusal with code 502 under 403", 403, 502],
    ["refusal with code 503 under 429", 429, 503],
    ["refusal with code 500 under 200", 200, 500],
    ["refusal under 200", 200, 400],
    ["refusal that says 200 under 200", 200, 200],
    ["refusal under 500", 500, 400],
    ["refusal under 502", 502, 502],
    ["refusal under 202", 202, 400],
  ]),
].map(([name, status, stated]) => contradiction(name, ({ random }) => failure(random.pick(errors), status, stated)));

/** @type {readonly (readonly [string, object, object])[]} */
const contradictingFields = [
  ["error_code 7", { error_code: 7 }, {}],
  ["cod_erro 7", { cod_erro: 7 }, {}],
  ["error true", { error: true }, {}],
  ["erro sim", { erro: "sim" }, {}],
  ["error 1", { error: 1 }, {}],
  ["error an object", { error: { reason: "no" } }, {}],
  ["exception as text", {}, { exception: "Timeout while saving" }],
  ["exception as a list", {}, { exception: ["Timeout"] }],
  ["exception as an object", {}, { exception: { code: 500, message: "Timeout", detail: null } }],
  ["code 302", {}, { code: 302 }],
  ["code 202", {}, { code: 202 }],
  ["code 500", {}, { code: 500 }],
  ["status 500", { status: 500 }, {}],
  ["status 202", { status: 202 }, {}],
];

/** @type {Fault[]} */
const contradictingSuccesses = contradictingFields.map(([name, over, beside]) =>
  contradiction(name, ({ action, random }) =>
    success(random.pick([...sentences[action].done, sentences[action].already]), over, beside),
  ),
);

/** @param {string} name @param {(asked: Asked) => Answer} answer @returns {Fault} */
function contradiction(name, answer) {
  return { family: "contradiction", name, doubt: true, works: anyTime, give: (asked) => whole(answer(asked)) };
}

/** Envelopes of success that do not say what is documented for this request. @type {Readonly<Record<string, (asked: Asked) => Answer>>} */
const oddities = {
  "no words": () => success(""),
  Success: () => success("Success"),
  OK: () => json(200, { code: 200, response: { status: 200, error: false } }),
  "waits for approval": () => success("Your request waits for approval"),
  "could not": ({ action }) => success(`API secret could not be ${action}d`),
  Portuguese: ({ action }) => success(action === "activate" ? "já foi ativado" : "já foi desativado"),
  "the opposite was done": ({ action, random }) => success(random.pick(sentences[oppositeOf(action)].done)),
  "the opposite already": ({ action }) => success(sentences[oppositeOf(action)].already),
  "a name in the words": ({ action }) => success(`API secret Already-rotated key successfully ${action}d`),
  "words around": ({ action }) => success(`${sentences[action].done[0]} (queued)`),
  "a password's words": ({ action }) => success(`Password successfully ${action}d`),
  "a note's words": ({ action }) => success(`Note has already been ${action}d`),
  "two opinions": ({ action }) =>
    success(sentences[action].done[0] ?? "", { mensagem: sentences[oppositeOf(action)].done[0] }),
  "two meanings": ({ action }) => success(sentences[action].done[0] ?? "", { Message: "Success" }),
  "words that are no text": () => success("", { message: 7, mensagem: null }),
  "a list's answer": ({ key }) => others.list(key),
  "a get's answer": ({ key }) => others.get(key),
  "a create's answer": ({ key }) => ({ ...others.create(key), status: 200 }),
  "an update's answer": ({ key }) => others.update(key),
};

/** @type {Fault[]} */
const odd = Object.entries(oddities).map(([name, answer]) => ({
  family: "odd",
  name,
  doubt: true,
  works: anyTime,
  give: (asked) => whole(answer(asked)),
}));

/** What a broken body begins with, which nobody may rely on: the documented success, or a refusal. @param {Asked} asked */
function beginnings(asked) {
  const { random } = asked;
  const answers = [rightAnswer(asked, true), rightAnswer(asked, false), gateway(502), failure(random.pick(errors))];
  return random.pick(answers);
}

/** @param {Family} family @param {string} name @param {(asked: Asked) => Delivery} give @returns {Fault} */
const losing = (family, name, give) => ({ family, name, doubt: true, works: anyTime, give });

/** @type {Fault[]} */
const lost = [
  losing("lost", "reset", () => ({ how: "reset" })),
  losing("lost", "closed without a byte", () => ({ how: "close" })),
  losing("lost", "head cut", () => ({ how: "cut head" })),
  losing("lost", "body cut", (asked) => ({ how: "cut", answer: beginnings(asked) })),
  losing("lost", "chunks cut", (asked) => ({ how: "cut chunks", answer: beginnings(asked) })),
  losing("lost", "no HTTP", () => ({ how: "nonsense" })),
];

/** @type {Fault[]} */
const stalled = [
  losing("stall", "no answer", () => ({ how: "stall" })),
  losing("stall", "head stalls", () => ({ how: "stall head" })),
  losing("stall", "body stalls", (asked) => ({ how: "stall body", answer: beginnings(asked) })),
];

/** @type {Fault[]} */
const garbled = [
  losing("garbled", "JSON without an end", (asked) => {
    const answer = rightAnswer(asked, true);
    return whole({ ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length * 0.7)) });
  }),
  losing("garbled", "JSON twice", (asked) => {
    const answer = rightAnswer(asked, true);
    return whole({ ...answer, body: answer.body + answer.body });
  }),
  losing("garbled", "nothing", () => whole({ status: 200, body: "" })),
  losing("garbled", "a page", () => whole(page(200))),
  losing("garbled", "a bare sentence", ({ action }) => whole(json(200, sentences[action].done[0]))),
  losing("garbled", "a list", ({ action }) =>
    whole(json(200, [{ response: fields(sentences[action].done[0] ?? "") }])),
  ),
  losing("garbled", "no envelope", ({ action }) => whole(json(200, { message: sentences[action].done[0] }))),
];

/** Every fault of a change but `slow`, which is the right answer after a while. */
export const faults = [
  ...[...statuses, ...refusedStatuses, ...refusedByApi, revoked, ...contradictions, ...contradictingSuccesses],
  ...[...odd, ...lost, ...stalled, ...garbled],
];

/** @param {Family} family */
export const faultsOf = (family) => faults.filter((fault) => fault.family === family);
