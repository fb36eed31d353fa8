// @ts-check
// The requests that the proxy forwards: those of the API, in the one form in which the client writes them. What two servers
// could read differently is refused.

/** @typedef {{ status: number, message: string }} Refusal */

const segment = "((?:[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)";

/** The kinds of items: the folder below `/api/mysafe`, and the filters of a list. */
const kinds = [
  { folder: "secretapi", filters: ["tag", "identifier_code"] },
  { folder: "password", filters: ["tag", "name", "username", "url"] },
  { folder: "note", filters: ["tag", "name"] },
];

/** The paths that are not the page's. */
const apiPath = /^\/+(?:api|iso)(?![^/?])/i;

/** @typedef {{ path: RegExp, methods: string[], parameters: string[] }} Route */

/** @type {Route[]} */
const routes = [
  { path: /^\/(?:api|iso)\/oauth2\/token$/, methods: ["GET", "POST"], parameters: ["grant_type", "tenant"] },
  ...kinds.flatMap(({ folder, filters }) => itemRoutes(`/api/mysafe/${folder}`, filters)),
];

/**
 * @param {string} items the path of a list
 * @param {string[]} filters
 * @returns {Route[]}
 */
function itemRoutes(items, filters) {
  return [
    { path: new RegExp(`^${items}$`), methods: ["GET", "POST"], parameters: filters },
    { path: new RegExp(`^${items}/${segment}$`), methods: ["GET"], parameters: [] },
    { path: new RegExp(`^${items}/(?:active|inactive)/${segment}$`), methods: ["POST"], parameters: [] },
    { path: new RegExp(`^${items}/update/${segment}$`), methods: ["PUT"], parameters: [] },
  ];
}

/** A decoded identifier that no server could take for more than one segment of a path. */
const identifier = /^(?!\.)[^\p{Cc}/\\%?#]+$/u;

const query = /^(?:[\w.~!$'()*+,;:@/?&=-]|%[0-9A-Fa-f]{2})*$/;

/**
 * Refuses a request that is not meant for this server, or that another page sent. A foreign Host means that a browser was led
 * here by another name (DNS rebinding).
 * @param {import("node:http").IncomingMessage} request
 * @param {readonly string[]} hosts the server's own
 * @returns {Refusal | undefined}
 */
export function misaddressed({ url = "", headers, rawHeaders }, hosts) {
  const { host = "", origin } = headers;
  const hostHeaders = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (hostHeaders.length !== 1 || !hosts.includes(host)) {
    return { status: 421, message: `This is ${hosts[0]}; the request is for another host.` };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, message: "Only the page that this server serves may send requests." };
  }
  if (!url.startsWith("/") || url.startsWith("//")) {
    return { status: 400, message: "A path must begin with one slash." };
  }
  return undefined;
}

/** @param {string} url as it is in the request */
export const isApiPath = (url) => apiPath.test(url);

/**
 * Refuses a request of an API path that is not the client's.
 * @param {import("node:http").IncomingMessage} request
 * @returns {Refusal | undefined}
 */
export function forbidden({ method = "", url = "", headers }) {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") {
    return { status: 403, message: "Only the page that this server serves may send requests to MySafe." };
  }
  const [path = "", ...rest] = url.split("?");
  const search = rest.join("?");
  const route = routes.find((route) => route.path.test(path));
  const encoded = route?.path.exec(path)?.[1];
  if (!route || (encoded !== undefined && !isIdentifier(encoded))) {
    return {
      status: 404,
      message: "Only requests for tokens, API secrets, passwords and notes are forwarded to MySafe.",
    };
  }
  if (!route.methods.includes(method)) {
    return { status: 405, message: `MySafe has no ${method} there.` };
  }
  const parameters = [...new URLSearchParams(search).keys()];
  if (!query.test(search) || parameters.some((name) => !route.parameters.includes(name))) {
    const allowed = route.parameters.join(" and ") || "nothing";
    return { status: 400, message: `Of a query, only ${allowed} is forwarded.` };
  }
  return undefined;
}

/** @param {string} encoded */
function isIdentifier(encoded) {
  try {
    return identifier.test(decodeURIComponent(encoded));
  } catch {
    return false;
  }
}
