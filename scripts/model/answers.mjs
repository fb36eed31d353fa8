// @ts-check
// The answers of MySafe, of its gateway and of a proxy: the documented ones, and the parts from which faulty ones are built.

/** @typedef {"activate" | "deactivate"} Action */

/**
 * An HTTP response, before delivery.mjs writes it to a socket.
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {string} body
 */

/** The documented sentences. @type {Readonly<Record<Action, { done: readonly string[], already: string }>>} */
export const sentences = {
  deactivate: {
    done: ["API secret  successfully deactivated", "Api secret successfully deactivated"],
    already: "Api secret has already been deactivated",
  },
  activate: { done: ["Api secret activated successfully"], already: "Api secret has already been activated" },
};

/** @param {Action} action @returns {Action} */
export const oppositeOf = (action) => (action === "activate" ? "deactivate" : "activate");

/** The documented errors of MySafe's API: code and message. @type {readonly (readonly [number, string])[]} */
export const apiErrors = [
  [1001, "Parameter 'identifier' was not informed!"],
  [1005, "Api secret not found"],
  [1006, "User does not have access"],
  [1009, "Inactive api secret"],
  [1010, "Unexpected identifier type"],
];

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] @returns {Answer} */
export function json(status, body, headers = {}) {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** The `response` object of a success. @param {string} message @param {object} [overrides] */
export function successFields(message, overrides = {}) {
  const english = { status: 200, message, error: false, error_code: 0, detail: "" };
  return { ...english, mensagem: message, erro: false, cod_erro: 0, ...overrides };
}

/**
 * An envelope of success.
 * @param {string} message
 * @param {object} [overrides] fields of `response`
 * @param {object} [topLevel] fields beside `response`; `code` is 200 by default
 * @param {number} [status] of HTTP
 */
export function success(message, overrides, topLevel, status = 200) {
  return json(status, { code: 200, response: successFields(message, overrides), ...topLevel });
}

/**
 * An envelope of failure.
 * @param {readonly [number, string]} error
 * @param {number} [status] of HTTP
 * @param {number} [envelopeStatus] the status that the envelope states
 */
export function failure([code, text], status = 400, envelopeStatus = 400) {
  const message = `${code}: ${text}`;
  const overrides = { status: envelopeStatus, error: true, error_code: 1, erro: true, cod_erro: 1 };
  return json(status, {
    code: envelopeStatus,
    response: successFields(message, overrides),
    exception: { code, message, detail: null },
  });
}

/** An error of the gateway, which MySafe's API never saw. @param {number} status @param {Record<string, string>} [headers] */
export function gatewayError(status, headers) {
  const message = gatewayTexts[status] ?? "An unexpected error occurred";
  return json(status, { message, request_id: "6f5a2c0f1d1a4f4f8a2b3c4d5e6f7a8b" }, headers);
}

/** @type {Readonly<Record<number, string>>} */
const gatewayTexts = {
  401: "Unauthorized",
  404: "no Route matched with those values",
  429: "API rate limit exceeded",
  500: "Unexpected error.",
  502: "An invalid response was received from the upstream server",
  503: "The upstream server is currently unavailable",
  504: "The upstream server is timing out",
};

/** An HTML page of a proxy. @param {number} status @returns {Answer} */
export function proxyPage(status) {
  const title = `${status} from a proxy`;
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { "content-type": "text/html" }, body };
}

/** A secret as `get` returns it. @param {string} key @param {boolean} asNumber whether the identifier is a number, as in v4 */
export function entity(key, asNumber) {
  return {
    identifier: asNumber && /^\d{1,15}$/.test(key) ? Number(key) : key,
    name: `Secret ${key}`,
    url: "www.url.com",
    client_secret: "c4nary-stored-value",
    client_id: "jdpidnbpchje6y76egh",
    identifier_code: `code-${key}`,
    method: "get",
    tags: "secret",
    notes: "",
    users_allowed: [],
    groups_allowed: [],
  };
}

/** The documented answers of the other operations: wrong for a change. */
export const otherOperations = {
  list: (/** @type {string} */ key) =>
    success("", {}, { api_secret_on_list: [{ identifier: key, name: "n", need_justify: "0", can_view: true }] }),
  get: (/** @type {string} */ key) => success("Success", {}, { api_secret_entity: entity(key, false) }),
  create: (/** @type {string} */ key) =>
    success("Api secret successfully registered", { status: 201 }, { code: 201, api_entity: entity(key, false) }, 201),
  update: (/** @type {string} */ key) =>
    success("Api secret updated successfully", {}, { api_entity: entity(key, false) }),
};
