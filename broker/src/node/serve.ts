import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Connections } from "./connections.js";
import { type Handler, requestListener } from "./listener.js";

/** What HTTPS is served with. */
export interface Certificate {
  /** The key, PEM. */
  readonly key: string | Uint8Array;
  /** The certificate with its chain, PEM. */
  readonly cert: string | Uint8Array;
}

/**
 * Options of {@link serve}. All are optional.
 *
 * @example
 * ```ts
 * const options: ServeOptions = { port: 8443, hostname: "0.0.0.0", tls: { key, cert } };
 * ```
 */
export interface ServeOptions {
  /** The port to listen on. Default 0: any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default `127.0.0.1`: only this machine can connect. */
  readonly hostname?: string | undefined;
  /** A certificate and its key, both PEM, to serve HTTPS. Default: none, for HTTP. */
  readonly tls?: Certificate | undefined;
  /** The longest time until the headers of a request are there, in ms. Default 10 000. */
  readonly headersTimeout?: number | undefined;
}

/** A listening server. */
export interface Server {
  /** The origin, without a slash at the end, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The port it listens on. */
  readonly port: number;
  /**
   * Uses another certificate for new connections, such as one that was renewed.
   *
   * @throws TypeError if HTTP is served; the error of Node.js if the key and the certificate cannot be used
   */
  useCertificate(tls: Certificate): void;
  /**
   * Stops listening, and resolves once the calls in flight are answered. A second call does no harm.
   *
   * @param grace how long it waits for them, in ms, before it drops their connections. Default 30 000
   */
  close(grace?: number): Promise<void>;
}

/**
 * Serves a broker over HTTP or HTTPS.
 *
 * @param broker the broker, or anything else with its `fetch`
 * @param options all optional
 * @returns the server, once it listens
 * @throws the error of Node.js if it cannot listen, for example with `code: "EADDRINUSE"`
 * @example
 * ```ts
 * import { serve } from "mysafe-broker/node";
 *
 * const { url, close } = await serve(broker, { port: 8080 });
 * ```
 */
export async function serve(broker: Handler, options: ServeOptions = {}): Promise<Server> {
  const { port = 0, hostname = "127.0.0.1", tls, headersTimeout = 10_000 } = options;
  const listener = requestListener(broker);
  // A whole request is limited by the broker, which answers 408; this ends a connection that sends none.
  const limits = { headersTimeout, requestTimeout: 0, connectionsCheckingInterval: Math.min(headersTimeout, 5_000) };
  const server = tls
    ? createSecureServer({ ...limits, key: pem(tls.key), cert: pem(tls.cert) }, listener)
    : createServer(limits, listener);
  const connections = new Connections(server);
  server.listen(port, hostname);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  let closed: Promise<unknown> | undefined;
  return {
    url: `${tls ? "https" : "http"}://${host}:${address.port}`,
    port: address.port,
    useCertificate({ key, cert }) {
      if (!("setSecureContext" in server)) throw new TypeError("HTTP has no certificate.");
      server.setSecureContext({ key: pem(key), cert: pem(cert) });
    },
    async close(grace = 30_000) {
      closed ??= once(server.close(), "close");
      connections.close();
      const timer = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(timer);
    },
  };
}

function pem(text: string | Uint8Array): string | Buffer {
  return typeof text === "string" ? text : Buffer.from(text);
}
