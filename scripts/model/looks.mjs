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
  sentences,
  success,
  successFields,
} from "./answers.mjs";

/** @typedef {import("./answers.mjs").Answer} Answer */
/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */

/**
 * @typedef {object} LookFault
 * @property {string} name
 * @property {boolean} [revokes] whether the request's token is refused from now on
 * @property {(key: string, random: Random) => Delivery} respond
 */

/** The documented answer to a look. @param {string} key @param {boolean} active @param {Random} random @returns {Answer} */
export function rightLook(key, active, random) {
  if (!active) return failure([1009, random.pick(["Inactive api secret", "Inactive Api secret"])]);
  const { mensagem, ...english } = successFields("Success");
  const response = random.happens(0.3) ? { ...english, Message: mensagem } : { ...english, mensagem };
  return json(200, { code: 200, response, api_secret_entity: entity(key, random.happens(0.5)) });
}

const inactive = /** @type {const} */ ([1009, "Inactive api secret"]);

/** @param {string} name @param {(key: string, random: Random) => Answer} answer @returns {LookFault} */
const answering = (name, answer) => ({
  name,
  respond: (key, random) => ({ kind: "complete", answer: answer(key, random) }),
});

/** @type {readonly LookFault[]} */
export const lookFaults = [
  answering("server error", (_, random) => gatewayError(random.pick([500, 502, 503, 504]))),
  answering("refused", (_, random) => gatewayError(random.pick([403, 404, 429]))),
  answering("not found or denied", (_, random) => failure(apiErrors[random.pick([1, 2])] ?? inactive)),
  { name: "token revoked", revokes: true, respond: () => ({ kind: "complete", answer: gatewayError(401) }) },
  { name: "reset", respond: () => ({ kind: "reset" }) },
  {
    name: "cut in the body",
    respond: (key, random) => ({ kind: "cut", answer: rightLook(key, random.happens(0.5), random) }),
  },
  answering("an HTML page", (_, random) => proxyPage(random.pick([200, 502]))),
  answering("no entity", () => success("Success")),
  answering("a list's answer", (key) => otherOperations.list(key)),
  answering("an update's answer", (key) => otherOperations.update(key)),
  answering("a change's answer", (_, random) => success(random.pick(sentences[random.pick(actions)].done))),
  answering("another secret", () => otherOperations.get("999999999")),
  answering("entity with an error", (key) =>
    success("Success", { error_code: 7 }, { api_secret_entity: entity(key, false) }),
  ),
  answering("entity under 202", (key) => ({ ...otherOperations.get(key), status: 202 })),
  answering("entity with code 500", (key) =>
    success("Success", {}, { code: 500, api_secret_entity: entity(key, false) }),
  ),
  answering("1009 under 200", () => failure(inactive, 200)),
  answering("1009 under 500", () => failure(inactive, 500)),
  answering("1009 with code 500", () => failure(inactive, 400, 500)),
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
