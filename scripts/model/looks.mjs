// @ts-check
// Answers of the model's server to a look (a `get` of a secret) and to a token request: the right ones, and every fault.
// A documented answer to a look is true. Any other answer may say anything.

import {
  apiErrors,
  entity,
  failure,
  gatewayError,
  json,
  otherOperations,
  proxyPage,
  shown,
  success,
  successFields,
} from "./answers.mjs";
import { kinds } from "./kinds.mjs";

/** @typedef {import("./answers.mjs").Answer} Answer */
/** @typedef {import("./kinds.mjs").Kind} Kind */
/** @typedef {{ kind: Kind, key: string, random: Random }} LookRequest */
/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */

/**
 * @typedef {object} LookFault
 * @property {string} name
 * @property {boolean} [revokes] whether the request's token is refused from now on
 * @property {(request: LookRequest) => Delivery} respond
 */

/** The documented answer to a look. @param {LookRequest} request @param {boolean} active @returns {Answer} */
export function rightLook({ kind, key, random }, active) {
  if (!active) return failure([1009, random.pick(kind.inactive)]);
  const { mensagem, ...english } = successFields("Success");
  const response = random.happens(0.3) ? { ...english, Message: mensagem } : { ...english, mensagem };
  return json(200, { code: 200, response, [kind.members.get]: entity(kind, key, random.happens(0.5)) });
}

/** @param {Kind} kind @returns {[number, string]} */
const inactive = ({ inactive: [text = ""] }) => [1009, text];

/** @param {string} name @param {(request: LookRequest) => Answer} answer @returns {LookFault} */
const answering = (name, answer) => ({ name, respond: (request) => ({ kind: "complete", answer: answer(request) }) });

/** @type {readonly LookFault[]} */
export const lookFaults = [
  answering("server error", ({ random }) => gatewayError(random.pick([500, 502, 503, 504]))),
  answering("refused", ({ random }) => gatewayError(random.pick([403, 404, 429]))),
  answering("not found or denied", ({ kind, random }) =>
    failure(apiErrors(kind)[random.pick([1, 2])] ?? inactive(kind)),
  ),
  { name: "token revoked", revokes: true, respond: () => ({ kind: "complete", answer: gatewayError(401) }) },
  { name: "reset", respond: () => ({ kind: "reset" }) },
  {
    name: "cut in the body",
    respond: (request) => ({ kind: "cut", answer: rightLook(request, request.random.happens(0.5)) }),
  },
  answering("an HTML page", ({ random }) => proxyPage(random.pick([200, 502]))),
  answering("no entity", () => success("Success")),
  answering("a list's answer", ({ kind, key }) => otherOperations.list(kind, key)),
  answering("an update's answer", ({ kind, key }) => otherOperations.update(kind, key)),
  answering("a change's answer", ({ kind, random }) => success(random.pick(kind.sentences[random.pick(actions)].done))),
  answering("another item", ({ kind }) => otherOperations.get(kind, "999999999")),
  answering("an item of another kind", ({ kind, key, random }) =>
    otherOperations.get(random.pick(Object.values(kinds).filter((other) => other !== kind)), key),
  ),
  answering("entity with an error", ({ kind, key }) => shown(kind, key, { error_code: 7 })),
  answering("entity under 202", ({ kind, key }) => ({ ...otherOperations.get(kind, key), status: 202 })),
  answering("entity with code 500", ({ kind, key }) => shown(kind, key, {}, { code: 500 })),
  answering("1009 under 200", ({ kind }) => failure(inactive(kind), 200)),
  answering("1009 under 500", ({ kind }) => failure(inactive(kind), 500)),
  answering("1009 with code 500", ({ kind }) => failure(inactive(kind), 400, 500)),
];

const actions = /** @type {const} */ (["activate", "deactivate"]);

/** The faults of a token request. @type {readonly { name: string, respond: (random: Random) => Delivery }[]} */
export const tokenFaults = [
  {
    name: "server error",
    respond: (random) => ({ kind: "complete", answer: gatewayError(random.pick([500, 502, 503, 504])) }),
  },
  { name: "rate limit", respond: () => ({ kind: "complete", answer: gatewayError(429, { "retry-after": "0" }) }) },
  { name: "reset", respond: () => ({ kind: "reset" }) },
  {
    name: "cut in the body",
    respond: () => ({ kind: "cut", answer: json(200, { access_token: "c4nary-half-a-token" }) }),
  },
  { name: "an HTML page", respond: () => ({ kind: "complete", answer: proxyPage(200) }) },
  { name: "no token", respond: () => ({ kind: "complete", answer: json(200, { token_type: "Bearer" }) }) },
  { name: "invalid client", respond: () => ({ kind: "complete", answer: json(401, { error: "invalid_client" }) }) },
];
