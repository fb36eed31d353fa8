import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ConnectionLost } from "./delivery.js";
import type { Sandbox } from "./sandbox.js";

/**
 * Options of {@link serve}. All are optional.
 *
 * @example
 * ```ts
 * const options: ServeOptions = { port: 8787, fallback: () => new Response("a page", { status: 200 }) };
 * ```
 */
export interface ServeOptions {
  /** The port to listen on. Default 0: any free port. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`: only this machine can connect. */
  hostname?: string;
  /** A certificate and its key, both PEM, to serve HTTPS. Default: none, for HTTP. */
  tls?: { key: string | Uint8Array; cert: string | Uint8Array };
  /** Answers requests outside `/api` and `/iso`, for example with a page. Default: the sandbox answers 501. */
  fallback?: (request: Request) => Response | Promise<Response>;
}

/**
 * A listening server.
 *
 * @example
 * ```ts
 * const server = await serve(createSandbox());
 * await fetch(`${server.url}/api/mysafe/secretapi`);
 * await server.close();
 * ```
 */
export interface Server {
  /** The origin, without a slash at the end, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening and drops open connections. Resolves once the port is free. A second call does no harm. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP or HTTPS. Its faults apply to the real connections.
 *
 * @param sandbox the sandbox, or anything else with its `fetch`
 * @param options all optional
 * @returns the server, once it listens
 * @throws the error of Node.js if it cannot listen, for example with `code: "EADDRINUSE"`
 * @example
 * ```ts
 * import { createSandbox } from "mysafe-sandbox";
 * import { serve } from "mysafe-sandbox/node";
 *
 * const { url, close } = await serve(createSandbox({ secrets: 1000 }), { port: 0 });
 * ```
 */
export async function serve(sandbox: Pick<Sandbox, "fetch">, options: ServeOptions = {}): Promise<Server> {
  const { port = 0, hostname = "127.0.0.1", tls, fallback } = options;
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      if (fallback && !/^\/(api|iso)(\/|$)/.test(new URL(request.url).pathname)) {
        return fallback(request);
      }
      // `outgoing` is a ServerResponse: only an HTTP/2 server has another type.
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
    port: address.port,
    async close() {
      closed ??= once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Writes an answer to the connection. A rejection or a failing body ends the connection. */
async function send(answer: Promise<Response>, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  try {
    const response = await answer;
    outgoing.writeHead(response.status, [...response.headers].flat());
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      // Without waiting, `destroy` could drop bytes that are not written yet.
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
