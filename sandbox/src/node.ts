import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ConnectionLost } from "./delivery.js";
import type { Sandbox } from "./sandbox.js";

/** How a sandbox is served. */
export interface ServeOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`: this machine alone. */
  hostname?: string;
  /** A certificate and its key, both PEM, to serve HTTPS. Default: HTTP. */
  tls?: { key: string | Uint8Array; cert: string | Uint8Array };
  /** Answers what is under neither `/api` nor `/iso`, a page for instance. Default: the sandbox does, with 501. */
  fallback?: (request: Request) => Response | Promise<Response>;
}

/** A sandbox that is being served. */
export interface Server {
  /** The origin, without a slash at the end, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Stops it and drops the connections that are open. Resolves once the port is free; may be called again. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP, where its faults happen to real connections.
 *
 * @returns the server, once it listens
 * @throws the error of Node.js when it cannot listen, such as one with `code: "EADDRINUSE"`
 */
export async function serve(sandbox: Pick<Sandbox, "fetch">, options: ServeOptions = {}): Promise<Server> {
  const { port = 0, hostname = "127.0.0.1", tls, fallback } = options;
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      if (fallback && !/^\/(api|iso)(\/|$)/.test(new URL(request.url).pathname)) {
        return fallback(request);
      }
      // Only over HTTP/2, which is not served here, would it be anything else.
      await send(sandbox.fetch(request), outgoing as ServerResponse, request.signal);
      return RESPONSE_ALREADY_SENT;
    },
    {
      overrideGlobalObjects: false,
      errorHandler: (error) =>
        new Response(`mysafe-sandbox: ${error instanceof Error ? error.message : error}\n`, {
          status: error instanceof RequestError ? 400 : 500,
        }),
    },
  );
  const server = tls
    ? createSecureServer({ key: pem(tls.key), cert: pem(tls.cert) }, listener)
    : createServer(listener);
  server.listen(port, hostname);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  let closed: Promise<unknown> | undefined;
  return {
    url: `${tls ? "https" : "http"}://${host}:${address.port}`,
    /** The port that it listens on. */
    port: address.port,
    async close() {
      closed ??= once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Puts an answer on the wire; what is a rejection or a failing body in process ends the connection here. */
async function send(answer: Promise<Response>, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  try {
    const response = await answer;
    outgoing.writeHead(response.status, [...response.headers].flat());
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      // Wait until it is written, or the end of the connection could overtake it.
      await new Promise((written) => outgoing.write(value, written));
    }
    outgoing.end();
  } catch (error) {
    if (!(error instanceof ConnectionLost || signal.aborted)) throw error;
    outgoing.destroy();
  }
}

function pem(text: string | Uint8Array): string | Buffer {
  return typeof text === "string" ? text : Buffer.from(text);
}
