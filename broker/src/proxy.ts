import { passWhole, refuseUnanswered } from "./answers.js";
import { Unanswered } from "./mysafe/failure.js";
import { forward, type Outgoing, type Send } from "./mysafe/forward.js";
import { basePathOf, originsOf } from "./options.js";
import { quieter } from "./problems.js";
import type { Reply } from "./reply.js";
import { formBody, jsonBody, readBody } from "./requests/body.js";
import { isTokenPath, readRoute, readTokenRoute } from "./requests/route.js";
import { checkVisitor, isApiPath, type Site, serveSite, type Visit } from "./site.js";

/** A proxy without a key. */
export interface Proxy {
  /** Answers a request (the Fetch standard). It never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Options of {@link createProxy}. All but `target` are optional. */
export interface ProxyOptions {
  /** The address of MySafe. A path in it goes before every path. */
  readonly target: string | URL;
  /** The longest time for one answer, in ms. Default 120 000. */
  readonly timeout?: number | undefined;
  /** Sends the requests to MySafe. Default: the global `fetch`. */
  readonly fetch?: Send | undefined;
  /** The path under which the proxy answers. Default `/`. */
  readonly basePath?: string | undefined;
  /** The origins of the pages that may use the proxy, besides its own. Default: none. */
  readonly origins?: readonly string[] | undefined;
  /** Answers GET and HEAD for the paths that are not MySafe's. Default: they are 404. */
  readonly page?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Takes the reason when MySafe cannot be reached, at most once a minute each. Default: `console.error`. */
  readonly onProblem?: ((problem: string) => void) | undefined;
}

export type { Send } from "./mysafe/forward.js";

const name = "mysafe-broker";

/** In bytes. */
const requestLimit = 1024 * 1024;
const answerLimit = 32 * 1024 * 1024;

/**
 * A proxy for a page whose visitor has an access key of their own, for a MySafe that refuses pages of other origins. It holds
 * no credentials: those of the page pass, requests for tokens too. It answers the page of its own origin alone, and passes
 * on the requests of MySafe's API alone.
 *
 * @param options MySafe's address, and what else differs from the defaults
 * @returns the proxy, whose `fetch` answers requests
 * @throws TypeError if an option is unusable
 * @example
 * ```ts
 * import { serve } from "mysafe-broker/node";
 * import { createProxy } from "mysafe-broker/proxy";
 *
 * const { url } = await serve(createProxy({ target: "https://vault.example" }), { port: 8080 });
 * ```
 */
export function createProxy(options: ProxyOptions): Proxy {
  const { timeout = 120_000, fetch: send = (url, init) => fetch(url, init) } = options;
  const onProblem = quieter(options.onProblem ?? console.error);
  const site: Site = {
    ...{ name, onProblem, page: options.page },
    basePath: basePathOf(options.basePath),
    origins: originsOf(options.origins),
  };
  const base = new URL(options.target).href.replace(/\/+$/, "");

  async function pass(visit: Visit): Promise<Response | Reply> {
    const outgoing = await read(visit);
    const signal = AbortSignal.any([visit.request.signal, AbortSignal.timeout(timeout)]);
    try {
      return passWhole(await forward(base, send, outgoing, signal));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (!signal.aborted) onProblem(error.message);
      return refuseUnanswered(error, name);
    }
  }

  return {
    fetch: serveSite(site, (visit) => {
      if (!isApiPath(visit.path)) return undefined;
      checkVisitor(visit, site);
      return pass(visit);
    }),
  };
}

/** What is sent of a request: what the table allows, with the headers that a client sends. */
async function read({ request, url, path }: Visit): Promise<Outgoing> {
  const query = url.search.slice(1);
  const isToken = isTokenPath(`/${path}`);
  const route = isToken
    ? readTokenRoute(request.method, `/${path}`, query)
    : readRoute(request.method, `/${path}`, query);
  const bytes = await readBody(request, { length: requestLimit, time: 10_000 });
  const type = request.headers.get("content-type");
  const headers: Record<string, string> = {};
  for (const name of ["authorization", "accept"]) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  let body: string | undefined;
  if (route.fields) {
    body = isToken ? formBody(bytes, type, route.fields) : jsonBody(bytes, type, route.fields);
    headers["content-type"] = isToken ? "application/x-www-form-urlencoded" : "application/json";
  }
  return { method: route.method, target: route.target, headers, body, limit: answerLimit };
}
