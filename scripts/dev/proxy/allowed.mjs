// @ts-check
// Which requests pass: those of the API, written the one way in which the client writes them. What could be read in two
// ways, here and there, is refused.

/** @typedef {{ status: number, message: string }} Refusal */

const segment = "((?:[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)";
const secrets = "/api/mysafe/secretapi";

/** What is under these is MySafe's, or nobody's. */
const reserved = /^\/+(?:api|iso)(?![^/?])/i;

/** @type {{ path: RegExp, methods: string[], parameters: string[] }[]} */
const routes = [
  { path: /^\/(?:api|iso)\/oauth2\/token$/, methods: ["GET", "POST"], parameters: ["grant_type", "tenant"] },
  { path: new RegExp(`^${secrets}$`), methods: ["GET", "POST"], parameters: ["tag", "identifier_code"] },
  { path: new RegExp(`^${secrets}/${segment}$`), methods: ["GET"], parameters: [] },
  { path: new RegExp(`^${secrets}/(?:active|inactive)/${segment}$`), methods: ["POST"], parameters: [] },
  { path: new RegExp(`^${secrets}/update/${segment}$`), methods: ["PUT"], parameters: [] },
];

/** An identifier, decoded: nothing that another server could take for more than one segment of a path. */
const identifier = /^(?!\.)[^\p{Cc}/\\%?#]+$/u;

const query = /^(?:[\w.~!$'()*+,;:@/?&=-]|%[0-9A-Fa-f]{2})*$/;

/**
 * Why a request is refused, wherever it leads to. By its Host it shows whether a browser took us for somebody else, whose
 * name was made to lead here; by its Origin, whether another page has sent it.
 * @param {import("node:http").IncomingMessage} request
 * @param {readonly string[]} hosts our own
 * @returns {Refusal | undefined}
 */
export function strange({ url = "", headers, rawHeaders }, hosts) {
  const { host = "", origin } = headers;
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (named.length !== 1 || !hosts.includes(host)) {
    return { status: 421, message: `This is ${hosts[0]}, which is not what was asked for.` };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, message: "Only the page that is served here may ask." };
  }
  if (!url.startsWith("/") || url.startsWith("//")) return { status: 400, message: "A path begins with one slash." };
  return undefined;
}

/**
 * Whether a path is not the page's.
 * @param {string} url as it stands in the request
 */
export const isReserved = (url) => reserved.test(url);

/**
 * Why a request does not go on to MySafe.
 * @param {import("node:http").IncomingMessage} request
 * @returns {Refusal | undefined}
 */
export function refusal({ method = "", url = "", headers }) {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") {
    return { status: 403, message: "Only the page that is served here may ask MySafe." };
  }
  const [path = "", ...rest] = url.split("?");
  const search = rest.join("?");
  const route = routes.find((route) => route.path.test(path));
  const named = route?.path.exec(path)?.[1];
  if (!route || (named !== undefined && !isIdentifier(named))) {
    return { status: 404, message: "Only API secrets and tokens are passed on to MySafe." };
  }
  if (!route.methods.includes(method)) {
    return { status: 405, message: `MySafe has no ${method} there.` };
  }
  const parameters = [...new URLSearchParams(search).keys()];
  if (!query.test(search) || parameters.some((name) => !route.parameters.includes(name))) {
    return { status: 400, message: `Of a query, only ${route.parameters.join(" and ") || "nothing"} is passed on.` };
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
