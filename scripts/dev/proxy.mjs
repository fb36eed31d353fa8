// @ts-check
// Serves the page and forwards its requests to MySafe, for a MySafe that refuses pages of other origins (CORS). The proxy
// holds no credentials, listens on this machine alone, answers its own page alone, and forwards requests of the API alone,
// to one target.

import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream/promises";
import { urlToHttpOptions } from "node:url";
import { host } from "../base/port.mjs";
import { forbidden, isApiPath, misaddressed } from "./proxy/allowed.mjs";
import { unreachable } from "./proxy/unreachable.mjs";

/** In bytes. The client's requests are far smaller; a list can be long. */
const requestLimit = 1024 * 1024;
const responseLimit = 32 * 1024 * 1024;

const requestHeaders = ["authorization", "content-type", "accept"];
const responseHeaders = [
  "content-type",
  "content-encoding",
  "retry-after",
  "x-request-id",
  "x-kong-request-id",
  "www-authenticate",
];

/** Headers that keep a browser from showing or caching an answer of MySafe's under the page's origin. */
const inertHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * @typedef {object} ProxyOptions
 * @property {URL} target MySafe; its path goes before every path
 * @property {number} port
 * @property {(request: Request) => Promise<Response>} page answers all paths but the API's
 * @property {number} [timeout] for one answer, in ms
 * @property {(problem: string) => void} [onProblem] called with the reason when MySafe cannot be reached
 */

/** @param {ProxyOptions} options */
export async function serveProxy({ target, port, page, timeout = 120_000, onProblem = console.error }) {
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
    const refusal = misaddressed(request, hosts) ?? (isApiPath(url) ? forbidden(request) : undefined);
    if (refusal) return refuse(response, refusal);
    if (isApiPath(url)) return forward(request, response);
    if (method !== "GET" && method !== "HEAD")
      return refuse(response, { status: 405, message: "The page is read-only." });
    const content = await page(new Request(`http://${hosts[0]}${url}`, { method }));
    response.writeHead(content.status, [...content.headers].flat());
    response.end(Buffer.from(await content.arrayBuffer()));
  }

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async function forward(request, response) {
    const body = await readBody(request);
    if (body === undefined) return refuse(response, { status: 413, message: "The request is too long." });
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeout);
    response.on("close", () => {
      clearTimeout(timer);
      controller.abort(); // the exchange is over, or the browser no longer waits
    });
    /** @type {http.IncomingMessage} */
    let incoming;
    try {
      const outgoing = send({
        ...urlToHttpOptions(target),
        path: prefix + request.url,
        method: request.method,
        headers: {
          ...pick(requestHeaders, request.headers),
          ...(request.method !== "GET" && { "content-length": body.length }),
        },
        agent,
        signal: controller.signal,
      });
      outgoing.end(request.method === "GET" ? undefined : body);
      [incoming] = /** @type {[http.IncomingMessage]} */ (await once(outgoing, "response"));
      outgoing.on("error", () => {}); // from here on, an error also ends `incoming`
    } catch (error) {
      if (controller.signal.aborted) {
        return refuse(response, { status: 504, message: `${target.host} has not answered within ${timeout} ms.` });
      }
      const refusal = unreachable(error, target);
      onProblem(refusal.message);
      return refuse(response, refusal);
    }
    // Of a redirect, only the status: its location is not among the headers.
    response.writeHead(incoming.statusCode ?? 502, { ...pick(responseHeaders, incoming.headers), ...inertHeaders });
    await pipeline(incoming, limited, response);
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
function pick(names, headers) {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/**
 * The body, or undefined when it is too long.
 * @param {http.IncomingMessage} request
 */
async function readBody(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  // An early return must leave the connection open for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > requestLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Ends the connection when a body is too long: a part of an answer must not look complete.
 * @param {AsyncIterable<Buffer>} body
 */
async function* limited(body) {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > responseLimit) throw new Error("The answer is too long.");
    yield chunk;
  }
}

/**
 * Answers in the form of MySafe's gateway.
 * @param {http.ServerResponse} response
 * @param {import("./proxy/allowed.mjs").Refusal} refusal
 */
function refuse(response, { status, message }) {
  // The rest of the request is not read, so the connection cannot be used again.
  response.writeHead(status, { ...inertHeaders, "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ message: `npm start: ${message}` }));
}
