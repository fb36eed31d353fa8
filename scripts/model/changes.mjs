// @ts-check
// Answers of the model's server to a change (an activate or a deactivate): the right answer, and every fault.
//
// A fault declares two things. `doubt`: whether its answer leaves open that the work was done. `workTimes`: when this server
// may do the work, which is `never`, `early` (before the answer) or `late` (after the answer, or after the connection was
// dropped). A fault without doubt is a refusal, and this server never does the work of a request that it refuses: a server
// that did would make every client report something false. Each refusal below gives the reason why a real server does no
// work either.

import {
  apiErrors,
  failure,
  gatewayError,
  json,
  oppositeOf,
  otherOperations,
  proxyPage,
  success,
  successFields,
} from "./answers.mjs";
import { foreignSentences, kinds } from "./kinds.mjs";

/** @typedef {import("./answers.mjs").Answer} Answer */
/** @typedef {import("./answers.mjs").Action} Action */
/** @typedef {import("./plan.mjs").Family} Family */
/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {"never" | "early" | "late"} WorkTime */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */

/** @typedef {import("./kinds.mjs").Kind} Kind */
/** @typedef {{ kind: Kind, action: Action, key: string, random: Random }} ChangeRequest */

/**
 * @typedef {object} Fault
 * @property {Family} family
 * @property {string} name
 * @property {boolean} doubt whether the answer leaves open that the work was done
 * @property {readonly WorkTime[]} workTimes
 * @property {boolean} [revokes] whether the request's token is refused from now on
 * @property {(request: ChangeRequest) => Delivery} respond
 */

/** @type {readonly WorkTime[]} */
const anyTime = ["never", "early", "late"];
/** @type {readonly WorkTime[]} */
const neverDone = ["never"];

/** @param {Answer} answer @returns {Delivery} */
const complete = (answer) => ({ kind: "complete", answer });

/**
 * The right answer in one of its documented forms, which differ in white space, letter case and fields.
 * @param {ChangeRequest} request
 * @param {boolean} changed whether the request changed the state
 */
export function rightAnswer({ kind, action, random }, changed) {
  const { done, already } = kind.sentences[action];
  const sentence = changed ? random.pick(done) : already;
  const message = random.happens(0.2)
    ? random.pick([sentence.toUpperCase(), ` ${sentence.replaceAll(" ", "  ")}\t`])
    : sentence;
  const all = successFields(message);
  const { mensagem, ...english } = all;
  const { message: _, ...portuguese } = all;
  const response = random.weighted({ all: 8, english: 1, portuguese: 1, v4: 1 });
  const shapes = { all, english, portuguese, v4: { ...english, Message: mensagem } };
  return json(200, random.happens(0.7) ? { code: 200, response: shapes[response] } : { response: shapes[response] });
}

/** Any body under a status that is not a refusal. @param {number} status @param {ChangeRequest} request @returns {Answer} */
function anyBody(status, { kind, action, key, random }) {
  const [done = ""] = kind.sentences[action].done;
  return random.pick([
    () => gatewayError(status),
    () => gatewayError(status),
    () => proxyPage(status),
    () => ({ status, body: "" }),
    () => success(done, {}, {}, status),
    () => success(done, { status }, { code: status }, status),
    () => success(kind.sentences[action].already, {}, {}, status),
    () => ({ ...otherOperations.get(kind, key), status }),
  ])();
}

/**
 * Statuses that may come after the work: no document says that nothing was done. The exception is 421, where this server does
 * no work. `fetch` itself sends a request again after a 421 (Fetch standard, HTTP-network-or-cache fetch; Node does it too),
 * and the client cannot see that. With work done, the "already" of the second request would be the client's own doing.
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
  workTimes: status === 421 ? neverDone : anyTime,
  respond(request) {
    const { action, key, random } = request;
    if (status === 400)
      return complete(random.pick([gatewayError(400), proxyPage(400), { status, body: "" }, success("", {}, {}, 400)]));
    const answer = anyBody(status, request);
    if (status >= 400) {
      const headers = [429, 503].includes(status) ? { "retry-after": random.pick(["0", "0.01"]) } : {};
      return complete({ ...answer, headers: { ...answer.headers, ...headers } });
    }
    // A client that followed this redirect would undo the change, or send a request that nobody asked for.
    const path = oppositeOf(action) === "activate" ? "active" : "inactive";
    const location = random.pick([
      `../${path}/${encodeURIComponent(key)}?followed`,
      `../${encodeURIComponent(key)}?followed`,
    ]);
    return complete(status < 300 ? answer : { ...answer, headers: { ...answer.headers, location } });
  },
}));

/**
 * Refusals by status.
 *
 * - 401, 403: the caller is checked before the work. (A filter of responses could send one after the work. The client's rules
 *   accept that risk, and so does this server.)
 * - 404, 405: there is no route, so the API never got the request.
 * - 413, 414, 415, 431: the form of the request is checked before the work.
 * - 429: the gateway counts a request before it passes it on.
 * @type {Fault[]}
 */
const refusedStatuses = [403, 404, 405, 413, 414, 415, 429, 431].map((status) => ({
  family: "refusal",
  name: `refused ${status}`,
  doubt: false,
  workTimes: neverDone,
  respond({ random }) {
    const answer = random.pick([gatewayError(status), gatewayError(status), proxyPage(status), { status, body: "" }]);
    const headers =
      status === 429 ? { "retry-after": random.pick(["0", "0.002", "Wed, 21 Oct 2015 07:28:00 GMT"]) } : {};
    return complete({ ...answer, headers: { ...answer.headers, ...headers } });
  },
}));

/** Refusals by the API itself, which checks a request before the work. @type {Fault[]} */
const refusedByApi = apiErrors(kinds.apiSecret).map(([code], index) => ({
  family: "refusal",
  name: `refused ${code}`,
  doubt: false,
  workTimes: neverDone,
  respond: ({ kind, random }) => {
    const [error = [code, ""]] = apiErrors(kind).slice(index);
    return complete(failure(error, random.pick([400, 400, 400, 403, 404, 422])));
  },
}));

/** The gateway refuses the token, so the API never gets the request. @type {Fault} */
const revoked = {
  family: "revoked",
  name: "token revoked",
  doubt: false,
  workTimes: neverDone,
  revokes: true,
  respond: () => complete(gatewayError(401, { "www-authenticate": 'Bearer error="invalid_token"' })),
};

/** Envelopes that hold a refusal and still are none: their code is 500 or more, or their HTTP status is 200, 202 or 5xx. */
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
].map(([name, status, envelopeStatus]) =>
  contradiction(name, ({ kind, random }) => failure(random.pick(apiErrors(kind)), status, envelopeStatus)),
);

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
const contradictingSuccesses = contradictingFields.map(([name, overrides, topLevel]) =>
  contradiction(name, ({ kind: { sentences }, action, random }) =>
    success(random.pick([...sentences[action].done, sentences[action].already]), overrides, topLevel),
  ),
);

/** @param {string} name @param {(request: ChangeRequest) => Answer} answer @returns {Fault} */
function contradiction(name, answer) {
  return {
    family: "contradiction",
    name,
    doubt: true,
    workTimes: anyTime,
    respond: (request) => complete(answer(request)),
  };
}

/** Envelopes of success whose sentence is not a documented one for this request. @type {Readonly<Record<string, (request: ChangeRequest) => Answer>>} */
const oddities = {
  "an empty message": () => success(""),
  Success: () => success("Success"),
  OK: () => json(200, { code: 200, response: { status: 200, error: false } }),
  "waiting for approval": () => success("Your request waits for approval"),
  "could not be done": ({ action }) => success(`API secret could not be ${action}d`),
  Portuguese: ({ action }) => success(action === "activate" ? "já foi ativado" : "já foi desativado"),
  "the opposite action was done": ({ kind, action, random }) =>
    success(random.pick(kind.sentences[oppositeOf(action)].done)),
  "already in the opposite state": ({ kind, action }) => success(kind.sentences[oppositeOf(action)].already),
  "a name in the sentence": ({ action }) => success(`API secret Already-rotated key successfully ${action}d`),
  "text after the sentence": ({ kind, action }) => success(`${kind.sentences[action].done[0]} (queued)`),
  "a sentence of another kind": ({ kind, action, random }) => success(random.pick(foreignSentences(kind, action))),
  "message and mensagem disagree": ({ kind: { sentences }, action }) =>
    success(sentences[action].done[0] ?? "", { mensagem: sentences[oppositeOf(action)].done[0] }),
  "message and mensagem are of two kinds": ({ kind, action, random }) =>
    success(kind.sentences[action].done[0] ?? "", { mensagem: random.pick(foreignSentences(kind, action)) }),
  "Message is another sentence": ({ kind, action }) =>
    success(kind.sentences[action].done[0] ?? "", { Message: "Success" }),
  "a message that is no string": () => success("", { message: 7, mensagem: null }),
  "a list's answer": ({ kind, key }) => otherOperations.list(kind, key),
  "a get's answer": ({ kind, key }) => otherOperations.get(kind, key),
  "a create's answer": ({ kind, key }) => ({ ...otherOperations.create(kind, key), status: 200 }),
  "an update's answer": ({ kind, key }) => otherOperations.update(kind, key),
};

/** @type {Fault[]} */
const odd = Object.entries(oddities).map(([name, answer]) => ({
  family: "odd",
  name,
  doubt: true,
  workTimes: anyTime,
  respond: (request) => complete(answer(request)),
}));

/** The answer whose body will be cut off. No client may rely on the part that arrives. @param {ChangeRequest} request */
function answerToBreak(request) {
  const { kind, random } = request;
  const answers = [
    rightAnswer(request, true),
    rightAnswer(request, false),
    gatewayError(502),
    failure(random.pick(apiErrors(kind))),
  ];
  return random.pick(answers);
}

/** @param {Family} family @param {string} name @param {(request: ChangeRequest) => Delivery} respond @returns {Fault} */
const lossOf = (family, name, respond) => ({ family, name, doubt: true, workTimes: anyTime, respond });

/** @type {Fault[]} */
const lost = [
  lossOf("lost", "reset", () => ({ kind: "reset" })),
  lossOf("lost", "closed before a byte", () => ({ kind: "close" })),
  lossOf("lost", "cut in the head", () => ({ kind: "cut head" })),
  lossOf("lost", "cut in the body", (request) => ({ kind: "cut", answer: answerToBreak(request) })),
  lossOf("lost", "cut in a chunked body", (request) => ({ kind: "cut chunks", answer: answerToBreak(request) })),
  lossOf("lost", "not HTTP", () => ({ kind: "not HTTP" })),
];

/** @type {Fault[]} */
const stalled = [
  lossOf("stall", "no answer", () => ({ kind: "stall" })),
  lossOf("stall", "stalls in the head", () => ({ kind: "stall head" })),
  lossOf("stall", "stalls in the body", (request) => ({ kind: "stall body", answer: answerToBreak(request) })),
];

/** @type {Fault[]} */
const garbled = [
  lossOf("garbled", "truncated JSON", (request) => {
    const answer = rightAnswer(request, true);
    return complete({ ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length * 0.7)) });
  }),
  lossOf("garbled", "the JSON twice", (request) => {
    const answer = rightAnswer(request, true);
    return complete({ ...answer, body: answer.body + answer.body });
  }),
  lossOf("garbled", "an empty body", () => complete({ status: 200, body: "" })),
  lossOf("garbled", "an HTML page", () => complete(proxyPage(200))),
  lossOf("garbled", "a bare sentence", ({ kind, action }) => complete(json(200, kind.sentences[action].done[0]))),
  lossOf("garbled", "an array", ({ kind, action }) =>
    complete(json(200, [{ response: successFields(kind.sentences[action].done[0] ?? "") }])),
  ),
  lossOf("garbled", "no envelope", ({ kind, action }) =>
    complete(json(200, { message: kind.sentences[action].done[0] })),
  ),
];

/** Every fault of a change. The family `slow` is not here: it is the right answer, late. */
export const faults = [
  ...[...statuses, ...refusedStatuses, ...refusedByApi, revoked, ...contradictions, ...contradictingSuccesses],
  ...[...odd, ...lost, ...stalled, ...garbled],
];

/** @param {Family} family */
export const faultsOf = (family) => faults.filter((fault) => fault.family === family);
