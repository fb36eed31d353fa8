// What the broker and the proxy share: where they answer, whom they answer, and how an error becomes an answer.

import { refuse, say } from "./answers.js";
import { wordsOf } from "./problems.js";
import { fetchOf, Reply } from "./reply.js";
import { checkHost, checkSender } from "./requests/guard.js";
import { Refusal } from "./requests/refusal.js";

/** Where and whom to answer. */
export interface Site {
  /** The words in front of a message, such as `mysafe-broker`. */
  readonly name: string;
  /** With a slash at both ends. */
  readonly basePath: string;
  readonly origins: ReadonlySet<string>;
  readonly page: ((request: Request) => Response | Promise<Response>) | undefined;
  readonly onProblem: (problem: string) => void;
}

/** A request to one of the site's own paths. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  /** The path below `basePath`, with its escapes. */
  readonly path: string;
}

/** The own paths of a site. Each answers some methods. */
export type Answers = (visit: Visit) => Promise<Response | Reply> | undefined;

const allowed = { methods: "GET, POST, PUT", headers: "authorization, content-type", age: "600" };
const exposed = "date, retry-after, x-request-id, x-kong-request-id";

/** Whether a path below `basePath` is MySafe's, and not the page's. */
export const isApiPath = (path: string): boolean => /^(?:api|iso)(?![^/])/i.test(path);

/** The `fetch` of a site. It never rejects. */
export function serveSite(site: Site, answers: Answers): (request: Request) => Promise<Response> {
  return fetchOf(async (request) => {
    const url = new URL(request.url);
    const response = await answer(site, answers, request, url).catch((error: unknown) => answerTo(error, site));
    const origin = request.headers.get("origin");
    if (origin === null || origin === url.origin || !site.origins.has(origin)) return response;
    return readable(response instanceof Reply ? response.toResponse() : response, origin);
  });
}

/** The answer in place of one that an error kept from being made. */
function answerTo(error: unknown, { name, onProblem }: Site): Response {
  if (error instanceof Refusal) return refuse(error, name);
  onProblem(`${name}: ${wordsOf(error)}`);
  return say(500, { message: `${name}: an error of the server's own. Its operator has the reason.` });
}

async function answer(site: Site, answers: Answers, request: Request, url: URL): Promise<Response | Reply> {
  const { basePath, origins, page } = site;
  const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : undefined;
  // A probe asks for these by an address, and they tell nothing.
  if (path !== "health" && path !== "ready") checkHost(url, origins);
  if (path === undefined) throw new Refusal(404, `Everything here is below ${basePath}.`);
  const origin = request.headers.get("origin");
  if (request.method === "OPTIONS" && origin !== null && origins.has(origin)) return preflight();
  const own = answers({ request, url, path });
  if (own) return own;
  if (!page) throw new Refusal(404, "There is nothing at this path.");
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new Refusal(405, "The page is read-only.", { allow: "GET, HEAD" });
  }
  return page(request);
}

/**
 * Refuses what another site caused.
 *
 * @throws {Refusal}
 */
export function checkVisitor({ request, url }: Visit, { origins }: Site): void {
  checkSender(request, url, origins);
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": allowed.methods,
      "access-control-allow-headers": allowed.headers,
      "access-control-max-age": allowed.age,
    },
  });
}

/** Lets a page of `origin` read the answer. */
function readable(response: Response, origin: string): Response {
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-allow-credentials", "true");
  response.headers.set("access-control-expose-headers", exposed);
  response.headers.append("vary", "Origin");
  return response;
}
