import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Reply, replyOf, replyTo } from "../reply.js";

/** A broker, or anything else with its `fetch`. */
export interface Handler {
  /** Answers a request (the Fetch standard). */
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/**
 * A listener of `node:http` that gives requests to a broker, for servers of your own: Express, Fastify, Koa.
 *
 * The path has to arrive whole, below the broker's `basePath`, and the body unread. A request with more than one `Host`, or
 * with the path of another server, is 400.
 *
 * @param broker the broker, or anything else with its `fetch`
 * @returns the listener
 * @example
 * ```ts
 * import { requestListener } from "mysafe-broker/node";
 *
 * app.all("/team/{*path}", requestListener(broker)); // Express; before any parser of bodies
 * ```
 */
export function requestListener(broker: Handler): RequestListener {
  const answer = getRequestListener((request, { outgoing }) => answerTo(broker, request, outgoing as ServerResponse), {
    overrideGlobalObjects: false,
    errorHandler: (error) =>
      Response.json(
        { message: "An error of the server's own." },
        { status: error instanceof RequestError ? 400 : 500 },
      ),
  });
  return (request, response) => {
    if (isAmbiguous(request)) {
      // The rest of the connection could be taken for another request.
      response.writeHead(400, { "content-type": "application/json", connection: "close" });
      response.end('{"message":"The request has more than one Host, or a path of another server\'s."}');
      return;
    }
    void answer(request, response);
  };
}

async function answerTo(broker: Handler, request: Request, outgoing: ServerResponse): Promise<Response> {
  const answer = await replyTo(request, broker);
  const reply = answer instanceof Reply ? answer : replyOf(answer);
  if (!reply) return answer as Response;
  const { status, headers, body } = reply;
  if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
  // With its length and as a text, the body is sent in one piece with the head.
  outgoing.writeHead(status, body === null ? headers : { ...headers, "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
  return RESPONSE_ALREADY_SENT;
}

/** Whether two servers could read the request differently, in what Node.js itself lets pass. */
function isAmbiguous({ url = "", rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  return hosts.length !== 1 || !url.startsWith("/") || url.startsWith("//");
}
