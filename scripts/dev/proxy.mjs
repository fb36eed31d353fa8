// @ts-check
// Serves the page, and passes on what it asks of MySafe: for a MySafe that does not allow pages of other origins (CORS).
// It holds no credentials. It listens on this machine alone, answers its own page alone, and passes on the API's
// requests alone, to one place.

import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream/promises";
import { urlToHttpOptions } from "node:url";
import { host } from "../base/port.mjs";
import { isReserved, refusal, strange } from "./proxy/allowed.mjs";
import { trouble } from "./proxy/trouble.mjs";

/** Sizes in bytes: no request of the client is near it; a list can be long. */
const mostAsked = 1024 * 1024;
const mostAnswered = 32 * 1024 * 1024;

const passedOn = ["authorization", "content-type", "accept"];
const passedBack = [
  "content-type",
  "content-encoding",
  "retry-after",
  "x-request-id",
  "x-kong-request-id",
  "www-authenticate",
];

/** Whatever answers under the page's origin is nothing that a browser should show as a page, or keep. */
const inert = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * @typedef {object} Proxy
 * @property {URL} target a path in it goes before every path
 * @property {number} port
 * @property {(request: Request) => Promise<Response>} page answers what is not MySafe's
 * @property {number} [timeout] longest time for one answer, ms
 * @property {(trouble: string) => void} [complain] hears why MySafe cannot be reached
 */

/** @param {Proxy} proxy */
export async function serveProxy({ target, port, page, timeout = 120_000, complain = console.error }) {
  const { request: send, Agent } = target.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true });
  const prefix = target.pathname.replace(/\/+$/, "");
  /** @type {string[]} */
  let hosts = [];

  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async function answer(request, response) {
    const { method = "", url = "" } = request;
    const refused = strange(request, hosts) ?? (isReserved(url) ? refusal(request) : undefined);
    if (refused) return say(response, refused);
    if (isReserved(url)) return passOn(request, response);
    if (method !== "GET" && method !== "HEAD") return say(response, { status: 405, message: "The page is only read." });
    const shown = await page(new Request(`http://${hosts[0]}${url}`, { method }));
    response.writeHead(shown.status, [...shown.headers].flat());
    response.end(Buffer.from(await shown.arrayBuffer()));
  }

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async function passOn(request, response) {
    const body = await bodyOf(request);
    if (body === undefined) return say(response, { status: 413, message: "That is longer than any request." });
    const over = new AbortController();
    const late = setTimeout(() => over.abort(), timeout);
    response.on("close", () => {
      clearTimeout(late);
      over.abort(); // of what is over, or of what nobody waits for any more
    });
    /** @type {http.IncomingMessage} */
    let answered;
    try {
      const outgoing = send({
        ...urlToHttpOptions(target),
        path: prefix + request.url,
        method: request.method,
        headers: {
          ...only(passedOn, request.headers),
          ...(request.method !== "GET" && { "content-length": body.length }),
        },
        agent,
        signal: over.signal,
      });
      outgoing.end(request.method === "GET" ? undefined : body);
      [answered] = /** @type {[http.IncomingMessage]} */ (await once(outgoing, "response"));
      // Whatever ends it from now on ends the answer as well, which says so.
      outgoing.on("error", () => {});
    } catch (error) {
      if (over.signal.aborted) {
        return say(response, { status: 504, message: `${target.host} has not answered within ${timeout} ms.` });
      }
      const found = trouble(error, target);
      complain(found.message);
      return say(response, found);
    }
    // A redirect is passed back as it is, without where it leads to.
    response.writeHead(answered.statusCode ?? 502, { ...only(passedBack, answered.headers), ...inert });
    await pipeline(answered, limited, response);
  }

  server.listen(port, host);
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  hosts = [host, "localhost"].map((name) => new URL(`http://${name}:${address.port}`).host);
  return {
    url: `http://${hosts[0]}`,
    async close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, "close");
    },
  };
}

/**
 * @param {string[]} names
 * @param {http.IncomingHttpHeaders} headers
 */
function only(names, headers) {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/**
 * Nothing when it is too long.
 * @param {http.IncomingMessage} request
 */
async function bodyOf(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  // Reading no further must not end the connection: there is an answer to be given.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > mostAsked) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * What is too long ends the connection: half an answer must not look like a whole one.
 * @param {AsyncIterable<Buffer>} body
 */
async function* limited(body) {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostAnswered) throw new Error("too long");
    yield chunk;
  }
}

/**
 * Answers by itself, in the form in which the gateway before MySafe does.
 * @param {http.ServerResponse} response
 * @param {{ status: number, message: string }} what
 */
function say(response, { status, message }) {
  // What is left of the request is not read: the connection ends with the answer.
  response.writeHead(status, { ...inert, "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ message: `npm start: ${message}` }));
}
