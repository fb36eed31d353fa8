// @ts-check
// What the model's server may do when a secret is looked at, and when a token is asked for. The documented answers to a look
// are true; every other may say anything.

import { entity, errors, failure, fields, gateway, json, others, page, sentences, success } from "./answers.mjs";

/** @typedef {import("./answers.mjs").Answer} Answer */
/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./delivery.mjs").Delivery} Delivery */

/**
 * @typedef {object} LookFault
 * @property {string} name
 * @property {boolean} [revokes]
 * @property {(key: string, random: Random) => Delivery} give
 */

/** The documented answer to a look. @param {string} key @param {boolean} active @param {Random} random @returns {Answer} */
export function rightLook(key, active, random) {
  if (!active) return failure([1009, random.pick(["Inactive api secret", "Inactive Api secret"])]);
  const { mensagem, ...english } = fields("Success");
  const response = random.happens(0.3) ? { ...english, Message: mensagem } : { ...english, mensagem };
  return json(200, { code: 200, response, api_secret_entity: entity(key, random.happens(0.5)) });
}

const inactive = /** @type {const} */ ([1009, "Inactive api secret"]);

/** @param {string} name @param {(key: string, random: Random) => Answer} answer @returns {LookFault} */
const told = (name, answer) => ({ name, give: (key, random) => ({ how: "whole", answer: answer(key, random) }) });

/** @type {readonly LookFault[]} */
export const lookFaults = [
  told("server error", (_, random) => gateway(random.pick([500, 502, 503, 504]))),
  told("refused", (_, random) => gateway(random.pick([403, 404, 429]))),
  told("not found or denied", (_, random) => failure(errors[random.pick([1, 2])] ?? inactive)),
  { name: "token revoked", revokes: true, give: () => ({ how: "whole", answer: gateway(401) }) },
  { name: "reset", give: () => ({ how: "reset" }) },
  { name: "body cut", give: (key, random) => ({ how: "cut", answer: rightLook(key, random.happens(0.5), random) }) },
  told("a page", (_, random) => page(random.pick([200, 502]))),
  told("no entity", () => success("Success")),
  told("a list's answer", (key) => others.list(key)),
  told("an update's answer", (key) => others.update(key)),
  told("a change's answer", (_, random) => success(random.pick(sentences[random.pick(actions)].done))),
  told("another secret", () => others.get("999999999")),
  told("entity with an error", (key) =>
    success("Success", { error_code: 7 }, { api_secret_entity: entity(key, false) }),
  ),
  told("entity under 202", (key) => ({ ...others.get(key), status: 202 })),
  told("entity with code 500", (key) => success("Success", {}, { code: 500, api_secret_entity: entity(key, false) })),
  told("1009 under 200", () => failure(inactive, 200)),
  told("1009 under 500", () => failure(inactive, 500)),
  told("1009 with code 500", () => failure(inactive, 400, 500)),
];

const actions = /** @type {const} */ (["activate", "deactivate"]);

/** The ways in which a token request goes wrong. @type {readonly { name: string, give: (random: Random) => Delivery }[]} */
export const tokenFaults = [
  { name: "server error", give: (random) => ({ how: "whole", answer: gateway(random.pick([500, 502, 503, 504])) }) },
  { name: "rate limit", give: () => ({ how: "whole", answer: gateway(429, { "retry-after": "0" }) }) },
  { name: "reset", give: () => ({ how: "reset" }) },
  { name: "body cut", give: () => ({ how: "cut", answer: json(200, { access_token: "c4nary-half-a-token" }) }) },
  { name: "a page", give: () => ({ how: "whole", answer: page(200) }) },
  { name: "no token", give: () => ({ how: "whole", answer: json(200, { token_type: "Bearer" }) }) },
  { name: "invalid client", give: () => ({ how: "whole", answer: json(401, { error: "invalid_client" }) }) },
];
