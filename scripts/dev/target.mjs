// @ts-check
// `npm start -- --target`: the page in front of a MySafe that refuses pages of other origins. It imports mysafe-broker when it
// is called: earlier, that may not be built.

import { randomBytes } from "node:crypto";
import { host } from "../base/port.mjs";
import { oneTimeKey } from "./one-time-key.mjs";
import { page } from "./page.mjs";

/**
 * @typedef {object} TargetServer
 * @property {string} url
 * @property {string} address what to open in a browser
 * @property {() => Promise<void>} close
 */

/**
 * Serves the page. With an access key, this process holds it, and the printed address lets one person in. Without one, the
 * page asks for it, and what the page sends is forwarded.
 *
 * @param {object} options
 * @param {URL} options.target
 * @param {number} options.port
 * @param {{ clientId: string, clientSecret: string, tenant?: string } | undefined} [options.key]
 * @param {(problem: string) => void} [options.onProblem] takes the reason when MySafe cannot be reached
 * @param {number} [options.timeout] for one answer, in ms
 * @returns {Promise<TargetServer>}
 */
export async function serveTarget({ target, port, key, onProblem = console.error, timeout }) {
  const { nodeFetch, serve } = await import("mysafe-broker/node");
  if (!key) {
    const { createProxy } = await import("mysafe-broker/proxy");
    const proxy = createProxy({ target, page: page({ vault: target }), fetch: nodeFetch, onProblem, timeout });
    const server = await serve(proxy, { port, hostname: host });
    return { url: server.url, address: server.url, close: () => server.close(0) };
  }
  const { createBroker } = await import("mysafe-broker");
  /** @type {((request: Request) => Promise<Response>) | undefined} */
  let answer;
  const server = await serve(
    { fetch: async (request) => answer?.(request) ?? new Response(null, { status: 503 }) },
    { port, hostname: host },
  );
  const entrance = oneTimeKey(server.port);
  const broker = createBroker({
    mysafe: { baseUrl: target, ...key, fetch: nodeFetch, ...(timeout && { timeout }) },
    authenticate: entrance.authenticate,
    // Each start has its own, so that what was let in ends with it.
    secret: randomBytes(32),
    page: page({ hasBroker: true }),
    // One person, who could have asked MySafe directly.
    rate: { perIdentity: 1_000, per: 1 },
    onProblem,
  });
  answer = async (request) => entrance.fetch(request) ?? broker.fetch(request);
  return {
    url: server.url,
    address: server.url + entrance.path,
    async close() {
      await server.close(0);
      broker.close();
    },
  };
}

/**
 * Parses the address; throws when credentials must not be sent there.
 * @param {string} text
 */
export function targetOf(text) {
  const invalid = (/** @type {string} */ reason) => new Error(`--target ${reason}`);
  if (!URL.canParse(text)) throw invalid("is a URL, such as https://vault.example.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid("begins with https://.");
  if (url.username || url.password) throw invalid("contains no user or password: they are entered in the page.");
  if (url.search || url.hash) throw invalid("contains no query and no fragment.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalid("begins with https://: http:// would send credentials in the clear, and is for this machine alone.");
  }
  return url;
}

/**
 * The access key of the environment, or undefined.
 * @param {NodeJS.ProcessEnv} env
 */
export function keyOf({ MYSAFE_CLIENT_ID: clientId, MYSAFE_CLIENT_SECRET: clientSecret, MYSAFE_TENANT: tenant }) {
  if (!clientId && !clientSecret) return undefined;
  if (!clientId || !clientSecret) {
    throw new Error("MYSAFE_CLIENT_ID and MYSAFE_CLIENT_SECRET go together: set both, or none.");
  }
  return { clientId, clientSecret, ...(tenant && { tenant }) };
}

/** @param {string} hostname as the URL parser writes it */
function isLoopback(hostname) {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
