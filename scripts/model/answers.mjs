// @ts-check
// The answers of MySafe, of its gateway and of a proxy: the documented ones, and the parts from which faulty ones are built.

/** @typedef {import("./kinds.mjs").Action} Action */
/** @typedef {import("./kinds.mjs").Kind} Kind */

/**
 * An HTTP response, before delivery.mjs writes it to a socket.
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {string} body
 */

/** @param {Action} action @returns {Action} */
export const oppositeOf = (action) => (action === "activate" ? "deactivate" : "activate");

/** The documented errors of MySafe's API: code and message. @param {Kind} kind @returns {[number, string][]} */
export const apiErrors = ({ notFound, inactive: [inactive = ""] }) => [
  [1001, "Parameter 'identifier' was not informed!"],
  [1005, notFound],
  [1006, "User does not have access"],
  [1009, inactive],
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

/** An item as `get` returns it. @param {Kind} kind @param {string} key @param {boolean} asNumber whether the identifier is a number, as in v4 */
export function entity(kind, key, asNumber) {
  const identifier = asNumber && /^\d{1,15}$/.test(key) ? Number(key) : key;
  return { identifier, ...kind.fields(key), users_allowed: [], groups_allowed: [] };
}

/** The documented answer to a get. @param {Kind} kind @param {string} key @param {object} [overrides] @param {object} [topLevel] */
export const shown = (kind, key, overrides, topLevel) =>
  success("Success", overrides, { [kind.members.get]: entity(kind, key, false), ...topLevel });

/** The documented answers of the other operations: wrong for a change. @type {Readonly<Record<"list" | "get" | "create" | "update", (kind: Kind, key: string) => Answer>>} */
export const otherOperations = {
  list: ({ members }, key) =>
    success("", {}, { [members.list]: [{ identifier: key, name: "n", need_justify: "0", can_view: true }] }),
  get: (kind, key) => shown(kind, key),
  create: (kind, key) => {
    const payload = { code: 201, [kind.members.write]: entity(kind, key, false) };
    return success(kind.written.created, { status: 201 }, payload, 201);
  },
  update: (kind, key) => success(kind.written.updated, {}, { [kind.members.write]: entity(kind, key, false) }),
};
